package io.lowland.analysis.endpoint;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lowland.analysis.Backends;
import io.lowland.analysis.Laboratory;
import io.lowland.analysis.Wire;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The description of the API against what is really answered. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class OpenApiTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What measures and senders of networks fill as they like. */
  private static final Set<String> FREE = Set.of("details", "training");

  /** Path in the description → path that is asked for. */
  private static final Map<String, String> ASKED =
      Map.ofEntries(
          Map.entry("/experiments", "/experiments"),
          Map.entry("/experiments/{id}", "/experiments/described"),
          Map.entry("/experiments/{id}/runs", "/experiments/described/runs"),
          Map.entry(
              "/experiments/{id}/measurements", "/experiments/described/measurements?details=true"),
          Map.entry("/experiments/{id}/points", "/experiments/described/points"),
          Map.entry("/experiments/{id}/correlations", "/experiments/described/correlations"),
          Map.entry(
              "/experiments/{id}/partial-correlations",
              "/experiments/described/partial-correlations"),
          Map.entry(
              "/experiments/{id}/strength-differences",
              "/experiments/described/strength-differences?reference=pair_proxy"),
          Map.entry(
              "/experiments/{id}/regime-comparisons", "/experiments/described/regime-comparisons"),
          Map.entry("/experiments/{id}/model-selection", "/experiments/described/model-selection"),
          Map.entry("/statistics/across", "/statistics/across?experiments=described&axes=regime"));

  @Test
  void everyPropertyThatIsAnsweredIsDescribedByItsName() throws IOException {
    Laboratory laboratory = new Laboratory("described");
    try (Wire wire = new Wire()) {
      wire.send(laboratory.story());
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(
                          get("/experiments/described/correlations")
                              .jsonPath()
                              .getList("correlations.provisional"))
                      .isNotEmpty()
                      .containsOnly(false));
    }
    JsonNode document =
        JSON.readTree(given().accept("application/json").get("/q/openapi").asString());
    List<String> strangers = new ArrayList<>();
    for (Map.Entry<String, String> each : ASKED.entrySet()) {
      JsonNode schema =
          document
              .path("paths")
              .path(each.getKey())
              .path("get")
              .path("responses")
              .path("200")
              .path("content")
              .path("application/json")
              .path("schema");
      assertThat(schema.isObject()).as(each.getKey()).isTrue();
      JsonNode answer = JSON.readTree(get(each.getValue()).asString());
      assertThat(answer.size()).as(each.getValue()).isPositive();
      new Described(document, strangers).compare(each.getKey(), answer, schema);
    }
    assertThat(strangers).isEmpty();
  }

  /** Looks for properties that an answer has and its schema has not. */
  private record Described(JsonNode document, List<String> strangers) {

    void compare(String where, JsonNode answer, JsonNode described) {
      JsonNode schema = resolved(described);
      if (answer.isArray()) {
        for (JsonNode item : answer) {
          compare(where + "[]", item, schema.path("items"));
        }
      } else if (answer.isObject()) {
        answer
            .properties()
            .forEach(
                property -> {
                  String name = where + "." + property.getKey();
                  JsonNode known = schema.path("properties").path(property.getKey());
                  if (FREE.contains(property.getKey())) {
                    assertThat(known.isObject()).as(name).isTrue();
                  } else if (!known.isMissingNode()) {
                    compare(name, property.getValue(), known);
                  } else if (!isMap(schema)) {
                    strangers.add(name);
                  } else {
                    compare(name, property.getValue(), schema.path("additionalProperties"));
                  }
                });
      }
    }

    /** Whether any name is welcome, as of maps from names to values. */
    private static boolean isMap(JsonNode schema) {
      JsonNode others = schema.path("additionalProperties");
      return !schema.has("properties") && (others.isObject() || others.asBoolean());
    }

    private JsonNode resolved(JsonNode schema) {
      JsonNode reference = schema.path("$ref");
      if (reference.isTextual()) {
        return resolved(document.at(reference.asText().substring(1)));
      }
      for (String choice : List.of("anyOf", "allOf", "oneOf")) {
        for (JsonNode each : schema.path(choice)) {
          if (each.has("$ref")) {
            return resolved(each);
          }
        }
      }
      return schema;
    }
  }
}
