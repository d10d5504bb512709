package io.lowland.trainer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service with keys, over HTTP. */
@QuarkusTest
@QuarkusTestResource(Broker.class)
@TestProfile(AuthenticationTest.WithKeys.class)
class AuthenticationTest {
  private static final String OLD_KEY = "old-key-0123456789";
  private static final String NEW_KEY = "new-key-0123456789";

  /** Not an experiment, so that being let in is answered by 400. */
  private static final String BODY = "name: 7\n";

  public static class WithKeys implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("lowland.trainer.api-keys", OLD_KEY + "," + NEW_KEY);
    }
  }

  @Test
  void requestWithoutKeyIsToldHowToBringOne() {
    request()
        .post("/experiments")
        .then()
        .statusCode(401)
        .contentType("application/problem+json")
        .header("WWW-Authenticate", startsWith("Bearer"))
        .body("type", is("urn:lowland:problem:key-required"))
        .body("status", is(401))
        .body("detail", containsString("Authorization: Bearer KEY"));
  }

  @ParameterizedTest
  @ValueSource(strings = {OLD_KEY, NEW_KEY})
  void everyKeyOpensInBothHeaders(String key) {
    request().header("Authorization", "Bearer " + key).post("/experiments").then().statusCode(400);
    request().header("authorization", "bearer " + key).post("/experiments").then().statusCode(400);
    request().header("X-API-Key", key).post("/experiments").then().statusCode(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer ", "Bearer wrong-key-0123456789", "Basic " + NEW_KEY, NEW_KEY})
  void otherCredentialsDoNotOpen(String authorization) {
    String answer =
        request()
            .header("Authorization", authorization)
            .post("/experiments")
            .then()
            .statusCode(401)
            .extract()
            .asString();
    assertThat(answer).doesNotContain(OLD_KEY, NEW_KEY, "wrong-key");
  }

  @Test
  void nothingIsChangedWithoutKeyWhateverThePathAndMethod() {
    request().put("/experiments").then().statusCode(401);
    request().delete("/experiments/x").then().statusCode(401);
    request().post("/experiments/").then().statusCode(401);
    request().post("//experiments").then().statusCode(401);
  }

  @Test
  void healthAndMetricsNeedNoKey() {
    given().get("/q/health/live").then().statusCode(200);
    request().post("/experiments").then().statusCode(401);
    given()
        .get("/q/metrics")
        .then()
        .statusCode(200)
        .body(containsString("lowland_requests_refused_total{status=\"401\"}"))
        .body(containsString("lowland_runs_failed_total 0.0"))
        .body(containsString("lowland_training_failures_total 0.0"));
  }

  private static RequestSpecification request() {
    return given().contentType("application/yaml").body(BODY.getBytes(StandardCharsets.UTF_8));
  }
}
