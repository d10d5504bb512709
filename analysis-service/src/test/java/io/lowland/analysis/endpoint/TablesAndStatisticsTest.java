package io.lowland.analysis.endpoint;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.lowland.analysis.Backends;
import io.lowland.analysis.Laboratory;
import io.lowland.analysis.Wire;
import io.lowland.statistics.PartialSpearman;
import io.lowland.statistics.Spearman;
import io.lowland.statistics.WelchTest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Results as tables, and the statistics that are computed when asked for. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class TablesAndStatisticsTest {
  private static final String ID = "tables";
  private static final Laboratory LABORATORY = new Laboratory(ID);
  private static boolean arrived;

  @BeforeAll
  static void send() {
    try (Wire wire = new Wire()) {
      wire.send(LABORATORY.story());
    }
  }

  private static void awaitResults() {
    if (!arrived) {
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThat(
                          get("/experiments/" + ID + "/correlations")
                              .jsonPath()
                              .getList("correlations.provisional"))
                      .hasSize(9)
                      .containsOnly(false));
      arrived = true;
    }
  }

  @Test
  void listsAreTablesForThoseWhoAcceptCsv() {
    awaitResults();
    Response runs = csv("/runs");
    assertThat(runs.contentType()).startsWith("text/csv");
    assertThat(lines(runs))
        .hasSize(13)
        .startsWith(
            "run,regime,seed,state,epoch,max_epochs,train_loss,reason,checkpoint,measured,expected,"
                + "further_expected,further_measured",
            "tables.large.10,large,10,measured,120,500,0.01,,sha256-tables.large.10,4,4,0,0");
    assertThat(lines(csv("/correlations")))
        .hasSize(10)
        .first()
        .asString()
        .startsWith("experiment,measure,regime,n,runs,provisional,spearman,p,ci_low,ci_high,");
    assertThat(lines(csv("/points")).subList(0, 2))
        .containsExactly(
            "run,regime,seed,epochs,hessian_trace,pair_proxy,test_accuracy,weight_l2",
            "tables.large.10,large,10,120,39.0,885.0,0.76,11.0");
  }

  @Test
  void aPageOfATableSaysHowLongTheListIsAndWhereItGoesOn() {
    awaitResults();
    Response page = csv("/measurements?measure=pair_proxy&size=5&details=true");
    assertThat(lines(page)).hasSize(6);
    assertThat(page.header("X-Total-Count")).isEqualTo("12");
    assertThat(page.header("Link"))
        .startsWith("</experiments/tables/measurements?")
        .contains("measure=pair_proxy", "page=1", "size=5")
        .endsWith(">; rel=\"next\"");
    assertThat(page.body().asString()).contains("\"{\"\"total\"\":1000}\"");
    assertThat(csv("/measurements?measure=pair_proxy&page=2&size=5").header("Link")).isNull();
  }

  @Test
  void withoutAPreferenceTheAnswerIsJson() {
    awaitResults();
    assertThat(get("/experiments/tables/runs").contentType()).startsWith("application/json");
  }

  @Test
  void outcomesAreMarkedAndComeAfterPredictors() {
    awaitResults();
    JsonPath body = get("/experiments/tables/correlations").jsonPath();
    assertThat(body.getList("correlations.outcome")).hasSize(9).containsOnly(false);
    JsonPath experiment = get("/experiments/tables").jsonPath();
    assertThat(experiment.getBoolean("measures.find { it.name == 'test_accuracy' }.outcome"))
        .isTrue();
    assertThat(experiment.getBoolean("measures.find { it.name == 'pair_proxy' }.outcome"))
        .isFalse();
  }

  @Test
  void partialCorrelationsAreThoseOfTheStatistics() {
    awaitResults();
    var expected =
        PartialSpearman.of(
                column("pair_proxy"), column("test_accuracy"), List.of(column("weight_l2")))
            .toOptional()
            .orElseThrow();
    JsonPath body = get("/experiments/tables/partial-correlations?given=weight_l2").jsonPath();
    assertThat(body.getList("items.measure")).containsExactly("hessian_trace", "pair_proxy");
    assertThat(body.getDouble("items[1].spearman")).isCloseTo(expected.coefficient(), within(1e-7));
    assertThat(body.getDouble("items[1].p")).isCloseTo(expected.p(), within(1e-7));
    assertThat(
            get("/experiments/tables/partial-correlations?given=shoe_size")
                .jsonPath()
                .getString("detail"))
        .isEqualTo(
            "given: 'shoe_size'; expected epochs or measures of the experiment, separated by"
                + " commas");
  }

  @Test
  void strengthsAreComparedOverTheSameRuns() {
    awaitResults();
    double[] accuracy = column("test_accuracy");
    double proxy = Math.abs(rho(column("pair_proxy"), accuracy));
    double norm = Math.abs(rho(column("weight_l2"), accuracy));
    JsonPath body = get("/experiments/tables/strength-differences?reference=pair_proxy").jsonPath();
    assertThat(body.getList("items.measure")).containsExactly("hessian_trace", "weight_l2");
    assertThat(body.getDouble("items[1].difference")).isCloseTo(proxy - norm, within(1e-7));
    assertThat(body.getDouble("items[1].ci_low")).isLessThan(proxy - norm);
    assertThat(body.getDouble("items[1].ci_high")).isGreaterThan(proxy - norm);
    assertThat(get("/experiments/tables/strength-differences").jsonPath().getString("detail"))
        .startsWith("reference: ''; expected one of hessian_trace");
  }

  private static double rho(double[] measure, double[] accuracy) {
    return Spearman.of(measure, accuracy).toOptional().orElseThrow().coefficient();
  }

  @Test
  void regimesAreComparedByWelchsTest() {
    awaitResults();
    var expected =
        WelchTest.of(column("hessian_trace", "large"), column("hessian_trace", "small"))
            .toOptional()
            .orElseThrow();
    JsonPath body = get("/experiments/tables/regime-comparisons").jsonPath();
    assertThat(body.getList("items.measure"))
        .containsExactly("test_accuracy", "hessian_trace", "pair_proxy", "weight_l2");
    assertThat(body.getString("items[1].first")).isEqualTo("large");
    assertThat(body.getDouble("items[1].difference"))
        .isCloseTo(expected.difference(), within(1e-6));
    assertThat(body.getDouble("items[1].p")).isCloseTo(expected.p(), within(1e-7));
  }

  @Test
  void aSelectionOfOneIsTheMeanAndASelectionOfAllIsTheBest() {
    awaitResults();
    JsonPath body = get("/experiments/tables/model-selection").jsonPath();
    List<Float> curve = body.getList("items.find { it.measure == 'pair_proxy' }.expected_accuracy");
    double[] accuracy = column("test_accuracy");
    double[] proxy = column("pair_proxy");
    int best = 0;
    double sum = 0;
    for (int i = 0; i < proxy.length; i++) {
      best = proxy[i] > proxy[best] ? i : best;
      sum += accuracy[i];
    }
    assertThat(curve).hasSize(12);
    assertThat(curve.getFirst().doubleValue()).isCloseTo(sum / 12, within(1e-6));
    assertThat(curve.getLast().doubleValue()).isCloseTo(accuracy[best], within(1e-6));
    assertThat(body.getString("items.find { it.measure == 'hessian_trace' }.preference"))
        .isEqualTo("lower");
  }

  @Test
  void theApiDescribesItself() {
    String description = given().accept("application/json").get("/q/openapi").body().asString();
    assertThat(description)
        .contains(
            "/experiments/{id}/points",
            "/experiments/{id}/trajectories",
            "/experiments/{id}/reparameterisations",
            "/experiments/{id}/events",
            "/experiments/{id}/model-selection",
            "text/csv",
            "text/event-stream");
    assertThat(get("/q/swagger-ui/").statusCode()).isEqualTo(200);
  }

  private static Response csv(String part) {
    return given().accept("text/csv").get("/experiments/" + ID + part);
  }

  private static List<String> lines(Response csv) {
    assertThat(csv.statusCode()).as(csv.body().asString()).isEqualTo(200);
    return List.of(csv.body().asString().split("\r\n"));
  }

  private static double[] column(String measure) {
    return LABORATORY.runs().stream()
        .mapToDouble(run -> Laboratory.value(measure, run.seed()))
        .toArray();
  }

  private static double[] column(String measure, String regime) {
    return LABORATORY.runs().stream()
        .filter(run -> run.regime().equals(regime))
        .mapToDouble(run -> Laboratory.value(measure, run.seed()))
        .toArray();
  }
}
