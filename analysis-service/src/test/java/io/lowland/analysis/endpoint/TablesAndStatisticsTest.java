package io.lowland.analysis.endpoint;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.lowland.analysis.Backends;
import io.lowland.analysis.Laboratory;
import io.lowland.analysis.ServiceScene;
import io.lowland.contracts.LowlandEvent;
import io.lowland.statistics.GranulatedKendall;
import io.lowland.statistics.PartialSpearman;
import io.lowland.statistics.SignError;
import io.lowland.statistics.Spearman;
import io.lowland.statistics.TrainedModel;
import io.lowland.statistics.WelchTest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Results as tables, and the statistics that are computed when asked for. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class TablesAndStatisticsTest extends ServiceScene {
  private static final String ID = "tables";
  private static final Laboratory LABORATORY = new Laboratory(ID);
  private static boolean arrived;

  @BeforeAll
  static void send() {
    wire.send(LABORATORY.story());
  }

  private static void awaitResults() {
    if (!arrived) {
      awaitFinal(ID);
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/points",
        "/measurements",
        "/partial-correlations",
        "/strength-differences",
        "/model-selection",
        "/trajectories",
        "/reparameterisations"
      })
  void aRegimeThatTheExperimentDoesNotHaveIsNoEmptyList(String part) {
    awaitResults();
    given()
        .get("/experiments/" + ID + part + "?regime=medium")
        .then()
        .statusCode(400)
        .body("detail", equalTo("regime: 'medium'; expected one of large, small"));
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
  void statisticsThatWereAskedForBeforeFollowTheResults() {
    List<LowlandEvent> story = new Laboratory("growing").story();
    int last = story.size() - Laboratory.MEASURES.size();
    wire.send(story.subList(0, last));
    awaitSelectionOf(11);
    wire.send(story.subList(last, story.size()));
    awaitSelectionOf(12);
  }

  private static void awaitSelectionOf(int networks) {
    String path = "items.find { it.measure == 'pair_proxy' }.n";
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(get("/experiments/growing/model-selection").jsonPath().getInt(path))
                    .isEqualTo(networks));
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
  void experimentSaysWhenTrainingStopsInEachRegime() {
    awaitResults();
    assertThat(get("/experiments/" + ID).jsonPath().getList("regimes.stop"))
        .hasSize(2)
        .allSatisfy(
            stop ->
                assertThat(stop)
                    .isEqualTo(
                        Map.of(
                            "train_accuracy",
                            0.9999f,
                            "check_every",
                            10,
                            "accuracy_points",
                            10_000)));
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
    // The opposite preference stands beside it.
    List<Float> reversed =
        body.getList("items.find { it.measure == 'pair_proxy' }.reversed_accuracy");
    int worst = 0;
    for (int i = 0; i < proxy.length; i++) {
      worst = proxy[i] < proxy[worst] ? i : worst;
    }
    assertThat(reversed.getLast().doubleValue()).isCloseTo(accuracy[worst], within(1e-6));
  }

  @Test
  void measuresAreJudgedOverSeveralExperiments() {
    awaitResults();
    Laboratory other = new Laboratory("tables-larger", 2_000);
    wire.send(other.story());
    String query = "/statistics/across?experiments=tables,tables-larger&axes=train_points,regime";
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> get(query).jsonPath().getList("items.n").equals(List.of(24, 24, 24)));
    List<TrainedModel> models = new ArrayList<>();
    for (Laboratory each : List.of(LABORATORY, other)) {
      for (var run : each.runs()) {
        models.add(
            new TrainedModel(
                Map.of("train_points", String.valueOf(run.trainPoints()), "regime", run.regime()),
                -Laboratory.value("pair_proxy", run.seed()),
                1 - Laboratory.value("test_accuracy", run.seed())));
      }
    }
    var kendall = GranulatedKendall.of(models).toOptional().orElseThrow();
    var error = SignError.of(models).toOptional().orElseThrow();
    JsonPath body = get(query).jsonPath();
    String row = "items.find { it.measure == 'pair_proxy' }.";
    assertThat(body.getString(row + "preference")).isEqualTo("higher");
    assertThat(body.getDouble(row + "granulated_kendall")).isCloseTo(kendall.mean(), within(1e-7));
    assertThat(body.getDouble(row + "psi.regime"))
        .isCloseTo(kendall.psi().get("regime"), within(1e-7));
    assertThat(body.getDouble(row + "sign_error_worst")).isCloseTo(error.worst(), within(1e-7));
    assertThat(body.getList(row + "environments")).hasSize(2);
    assertThat(given().accept("text/csv").get(query).asString().lines().findFirst())
        .contains(
            "measure,preference,n,granulated_kendall,psi_train_points,psi_regime,sign_error_mean,"
                + "sign_error_worst,reason");
    assertThat(get(query + "&target=generalisation_gap").jsonPath().getString("items[0].reason"))
        .isEqualTo("no two models differ in exactly one hyperparameter");
  }

  @Test
  void questionsOverExperimentsThatCannotBeAnsweredSayWhatWasExpected() {
    awaitResults();
    assertThat(get("/statistics/across").jsonPath().getString("detail"))
        .isEqualTo("experiments: ''; expected 1 to 50 ids of experiments, separated by commas");
    assertThat(get("/statistics/across?experiments=nobody").statusCode()).isEqualTo(404);
    assertThat(
            get("/statistics/across?experiments=tables&axes=shoe").jsonPath().getString("detail"))
        .startsWith("axes: 'shoe'; expected some of dataset, train_points");
    assertThat(
            get("/statistics/across?experiments=tables&target=luck").jsonPath().getString("detail"))
        .isEqualTo("target: 'luck'; expected test_error or generalisation_gap");
  }

  @Test
  void statisticsAreTablesToo() {
    awaitResults();
    assertThat(lines(csv("/partial-correlations?given=weight_l2")))
        .hasSize(3)
        .first()
        .isEqualTo("measure,n,spearman,p,reason");
    assertThat(lines(csv("/strength-differences?reference=pair_proxy"))).hasSize(3);
    assertThat(lines(csv("/regime-comparisons"))).hasSize(5);
    assertThat(lines(csv("/model-selection?k=3")))
        .hasSize(1 + 3 * 3)
        .first()
        .isEqualTo("measure,preference,n,k,expected_accuracy,reversed_accuracy");
    assertThat(lines(given().accept("text/csv").get("/experiments")))
        .first()
        .isEqualTo(
            "experiment,name,description,dataset,why_not_first,train_points,architecture,status,"
                + "runs_requested,runs_trained,runs_measured,runs_failed,"
                + "further_checkpoints_expected,further_checkpoints_measured");
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
