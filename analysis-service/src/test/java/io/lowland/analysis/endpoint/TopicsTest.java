package io.lowland.analysis.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.lowland.analysis.Backends;
import io.lowland.contracts.TopicDefinition;
import io.lowland.contracts.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The topics as a page and as AsyncAPI. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class TopicsTest {

  @Test
  void pageShowsEveryTopicWithTheMessagesAndTheirProperties() throws IOException {
    String page = RestAssured.get("/topics").then().statusCode(200).extract().asString();

    assertThat(page).startsWith("<!doctype html>").doesNotContain("<script");
    for (TopicDefinition topic : Topics.all()) {
      assertThat(page).contains("<section id=\"" + topic.name() + "\">");
    }
    JsonNode document = new YAMLMapper().readTree(described());
    for (JsonNode schema : document.at("/components/schemas")) {
      schema
          .path("properties")
          .fieldNames()
          .forEachRemaining(
              name -> assertThat(page).containsPattern("[>.]" + name + "(\\[])?</code>"));
    }
    assertThat(page)
        .contains("32 partitions, kept for 30 days", "regimes[].seeds[]", "ce_specversion")
        .contains("Received by: metrics-service, any replica")
        .contains("&quot;dataset&quot; : &quot;mnist&quot;");
  }

  @Test
  void whatStandsInADescriptionIsTextAndNeverMarkup() throws IOException {
    JsonNode hostile =
        new ObjectMapper()
            .readTree(
                """
                {"info": {"description": "<script>alert(1)</script>"},
                 "channels": {"a": {"address": "\\"><img src=x>", "messages": {}}}}""");

    assertThat(new AsyncApiPage(hostile).html())
        .contains("&lt;script&gt;alert(1)")
        .doesNotContain("<script", "<img src=x");
  }

  @Test
  void descriptionForProgramsIsTheOneOfTheContracts() throws IOException {
    assertThat(RestAssured.get("/asyncapi.yaml").then().statusCode(200).extract().asString())
        .isEqualTo(described());
  }

  private static String described() throws IOException {
    return Files.readString(Path.of("../contracts/asyncapi.yaml"));
  }
}
