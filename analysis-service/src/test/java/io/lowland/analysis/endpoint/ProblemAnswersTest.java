package io.lowland.analysis.endpoint;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.lowland.analysis.Backends;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Backends.class)
class ProblemAnswersTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "/runs", "/measurements", "/correlations"})
  void unknownExperimentsAreProblemsThatSayWhatToDo(String part) {
    Response answer = given().get("/experiments/nobody-heard-of-it" + part);
    assertProblem(
        answer,
        404,
        "experiment 'nobody-heard-of-it' is unknown; GET /experiments lists those that are");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/experiments?page=-1 | page: '-1'; expected a whole number from 0 to 2147483647",
        "/experiments?size=0 | size: '0'; expected a whole number from 1 to 10000",
        "/experiments?size=many | size: 'many'; expected a whole number from 1 to 10000",
        "/experiments/x/measurements?details=yes | details: 'yes'; expected true or false",
      })
  void badQueriesNameTheParameterAndWhatWasExpected(String path, String detail) {
    assertProblem(given().get(path), 400, detail);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/experiments/a%00b",
        "/experiments/a%00b/runs",
        "/experiments/x/measurements?measure=a%00b"
      })
  void theCharacterNulIsRefusedWhereverItStands(String path) {
    assertProblem(
        given().urlEncodingEnabled(false).get(path),
        400,
        "the address holds the character NUL, %00; expected text");
  }

  @Test
  void pathsWithNothingAndMethodsThatDoNotExistAreProblems() {
    assertProblem(
        given().get("/experiments/x/y/z"),
        404,
        "nothing is at this path; the list of experiments is at /experiments");
    assertProblem(
        given().delete("/experiments"), 405, "the request is not one that this path answers");
  }

  @Test
  void theServiceIsReady() {
    assertThat(given().get("/q/health/ready").jsonPath().getString("status")).isEqualTo("UP");
  }

  private static void assertProblem(Response answer, int status, String detail) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(answer.jsonPath().getInt("status")).isEqualTo(status);
    assertThat(answer.jsonPath().getString("detail")).isEqualTo(detail);
    assertThat(answer.jsonPath().getString("type")).isEqualTo("about:blank");
    assertThat(answer.body().asString()).doesNotContain("Exception", "\tat ", ".java");
  }
}
