package io.lowland.trainer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The description of the API against what is really answered. */
@QuarkusTest
@QuarkusTestResource(Broker.class)
class OpenApiTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void acceptedExperimentsAreAnsweredAsDescribed() throws IOException {
    String experiment =
        """
        name: described
        datasets: [synthetic-digits]
        train_points: 60
        architecture: 784-4-10
        seeds: 0-4
        batch_size: 20
        learning_rate: 0.1
        max_epochs: 1
        measures: [weight_l2]
        """;
    assertThat(compare(experiment, "0", 202, "application/json"))
        .containsExactlyInAnyOrder("experiment", "runs", "dataset", "why_not_first");
  }

  @Test
  void mistakesAreAnsweredAsDescribed() throws IOException {
    assertThat(compare("name: ''\nseeds: x", "0-9", 400, "application/problem+json"))
        .containsExactlyInAnyOrder("type", "title", "status", "detail", "mistakes");
  }

  @Test
  void experimentsAreTakenInYamlAndJson() throws IOException {
    List<String> types = new ArrayList<>();
    operation().path("requestBody").path("content").fieldNames().forEachRemaining(types::add);
    assertThat(types).containsExactlyInAnyOrder("application/yaml", "application/json");
  }

  /** The described properties, all that are answered among them. */
  private static List<String> compare(String body, String seeds, int status, String type)
      throws IOException {
    Response answer = given().body(body).queryParam("seeds", seeds).post("/experiments");
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    assertThat(answer.contentType()).startsWith(type);
    JsonNode schema =
        operation()
            .path("responses")
            .path(String.valueOf(status))
            .path("content")
            .path(type)
            .path("schema");
    List<String> described = new ArrayList<>();
    document()
        .at(schema.path("$ref").asText().substring(1))
        .path("properties")
        .fieldNames()
        .forEachRemaining(described::add);
    List<String> answered = new ArrayList<>();
    JSON.readTree(answer.asString()).fieldNames().forEachRemaining(answered::add);
    assertThat(answered).isNotEmpty().isSubsetOf(described);
    return described;
  }

  private static JsonNode operation() throws IOException {
    return document().path("paths").path("/experiments").path("post");
  }

  private static JsonNode document() throws IOException {
    return JSON.readTree(given().accept("application/json").get("/q/openapi").asString());
  }
}
