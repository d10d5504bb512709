package io.lowland.analysis.endpoint;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lowland.analysis.Backends;
import io.lowland.analysis.FurtherCheckpoints;
import io.lowland.analysis.Laboratory;
import io.lowland.analysis.ServiceScene;
import io.lowland.contracts.LowlandEvent;
import io.lowland.contracts.RunRequested;
import io.lowland.contracts.TrainingProgress;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Networks along training and reparameterised ones, from the topic to REST. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class FurtherCheckpointsTest extends ServiceScene {
  @Test
  void onlyTrainedNetworksCountAndTheExperimentEndsWithItsLastCheckpoint() {
    Laboratory plain = new Laboratory("only-finals");
    FurtherCheckpoints further = new FurtherCheckpoints("further");
    wire.send(plain.story());
    wire.send(List.of(further.submission()));
    wire.send(further.alongTraining());
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(json("further", "").getInt("further_checkpoints.measured"))
                    .isEqualTo(24));
    JsonPath early = json("further", "");
    assertThat(early.getInt("runs.trained")).isZero();
    assertThat(early.getString("status")).isEqualTo("running");
    assertThat(json("further", "/points").getList("items")).isEmpty();

    wire.send(further.finals());
    awaitFinal("further");
    awaitFinal("only-finals");
    assertThat(body("further", "/correlations").replace("further", "only-finals"))
        .isEqualTo(body("only-finals", "/correlations"));
    assertThat(body("further", "/points").replace("further", "only-finals"))
        .isEqualTo(body("only-finals", "/points"));
    JsonPath waiting = json("further", "");
    assertThat(waiting.getInt("runs.measured")).isEqualTo(12);
    assertThat(waiting.getInt("further_checkpoints.expected")).isEqualTo(26);
    assertThat(waiting.getString("status")).isEqualTo("running");
    String run = "items.find { it.run == 'further.small.0' }.";
    JsonPath runs = json("further", "/runs");
    assertThat(runs.getString(run + "state")).isEqualTo("measured");
    assertThat(runs.getInt(run + "further_expected")).isEqualTo(4);
    assertThat(runs.getInt(run + "further_measured")).isEqualTo(2);

    wire.send(further.variants());
    awaitFinished("further");
    assertThat(json("only-finals", "").getString("status")).isEqualTo("finished");
    assertThat(json("only-finals", "").getInt("further_checkpoints.expected")).isZero();
  }

  @Test
  void orderAndRepetitionDoNotMatter() {
    FurtherCheckpoints usual = new FurtherCheckpoints("kinds-usual");
    FurtherCheckpoints odd = new FurtherCheckpoints("kinds-other");
    List<LowlandEvent> shuffled = new ArrayList<>(story(odd));
    shuffled.addAll(story(odd));
    Collections.shuffle(shuffled, new Random(7));
    wire.send(story(usual));
    wire.send(shuffled);
    awaitFinished("kinds-usual");
    awaitFinished("kinds-other");
    awaitFinal("kinds-usual");
    awaitFinal("kinds-other");
    for (String part :
        List.of(
            "",
            "/runs",
            "/correlations",
            "/trajectories",
            "/reparameterisations",
            "/measurements?kind=all&details=true")) {
      assertThat(body("kinds-other", part).replace("kinds-other", "kinds-usual"))
          .as(part)
          .isEqualTo(body("kinds-usual", part));
    }
  }

  @Test
  void pagesOfMeasurementsAreTheWholeListInPieces() {
    wire.send(story(new FurtherCheckpoints("pieces")));
    awaitFinished("pieces");
    for (String filter :
        List.of(
            "kind=all",
            "kind=final",
            "kind=along_training&regime=small",
            "kind=all&measure=weight_l2",
            "kind=reparameterised&measure=pair_proxy",
            "kind=all&run=pieces.small.0",
            "kind=all&measure=unheard_of")) {
      String list = "/measurements?" + filter;
      List<?> whole = json("pieces", list + "&size=10000").getList("items");
      for (int size : new int[] {1, 3, 7, 40}) {
        List<Object> pieces = new ArrayList<>();
        for (int page = 0; page <= whole.size() / size; page++) {
          JsonPath part = json("pieces", "%s&size=%d&page=%d".formatted(list, size, page));
          assertThat(part.getInt("total")).as(filter).isEqualTo(whole.size());
          pieces.addAll(part.getList("items"));
        }
        assertThat(pieces).as("%s in pages of %d", filter, size).isEqualTo(whole);
      }
    }
    assertThat(json("pieces", "/measurements?kind=all").getInt("total")).isEqualTo(152);
  }

  private static List<LowlandEvent> story(FurtherCheckpoints further) {
    List<LowlandEvent> story = new ArrayList<>();
    story.add(further.submission());
    story.addAll(further.alongTraining());
    story.addAll(further.finals());
    story.addAll(further.variants());
    return story;
  }

  @Test
  void trajectoriesGoFromTheFirstCheckpointToTheTrainedNetwork() {
    wire.send(story(new FurtherCheckpoints("ways")));
    awaitFinished("ways");
    JsonPath ways = json("ways", "/trajectories");
    assertThat(ways.getList("measures"))
        .containsExactly("hessian_trace", "pair_proxy", "test_accuracy", "weight_l2");
    assertThat(ways.getList("items")).hasSize(36);
    assertThat(ways.getList("items.epoch").subList(0, 4)).containsExactly(40, 80, 120, 40);
    assertThat(ways.getList("items.kind").subList(0, 3))
        .containsExactly("along_training", "along_training", "final");
    assertThat(ways.getList("items.values.weight_l2").subList(0, 3))
        .containsExactly(11f / 3, 22f / 3, 11f);

    JsonPath some = json("ways", "/trajectories?measure=weight_l2&regime=small");
    assertThat(some.getList("items.regime")).hasSize(18).containsOnly("small");
    assertThat(some.getMap("items[0].values")).containsOnlyKeys("weight_l2");
    assertThat(csv("ways", "/trajectories?measure=weight_l2"))
        .hasSize(37)
        .startsWith(
            "run,regime,seed,epoch,kind,weight_l2",
            "ways.large.10,large,10,40,along_training," + 11.0 * 40 / 120,
            "ways.large.10,large,10,80,along_training," + 11.0 * 80 / 120,
            "ways.large.10,large,10,120,final,11.0");
  }

  @Test
  void reparameterisedNetworksStandBesideTheOriginal() {
    wire.send(story(new FurtherCheckpoints("variants")));
    awaitFinished("variants");
    JsonPath body = json("variants", "/reparameterisations");
    assertThat(body.getDouble("tolerance")).isEqualTo(1e-4);
    assertThat(body.getList("items.measure"))
        .containsExactly(
            "hessian_trace",
            "pair_proxy",
            "test_accuracy",
            "weight_l2",
            "hessian_trace",
            "pair_proxy",
            "test_accuracy",
            "weight_l2");
    assertThat(body.getList("items.layers").subList(3, 5)).containsExactly("1-2", "2-3");
    assertThat(body.getMap("items[0]"))
        .containsEntry("run", "variants.small.0")
        .containsEntry("hidden_layer", 1)
        .containsEntry("factor", 5.0f)
        .containsEntry("invariant", false)
        .containsEntry("family", "sharpness")
        .containsEntry("original", 50.0f)
        .containsEntry("value", 250.0f)
        .containsEntry("ratio", 5.0f)
        .containsEntry("equal", false);
    assertThat(body.getList("items.findAll { it.invariant }.equal")).hasSize(4).containsOnly(true);
    assertThat(csv("variants", "/reparameterisations?measure=pair_proxy"))
        .containsExactly(
            "run,regime,seed,hidden_layer,layers,factor,measure,family,invariant,original,value,"
                + "ratio,equal,reason",
            "variants.small.0,small,0,1,1-2,5.0,pair_proxy,weakness,true,800.0,800.0,1.0,true,",
            "variants.small.0,small,0,2,2-3,5.0,pair_proxy,weakness,true,800.0,800.0,1.0,true,");
  }

  @Test
  void aVariantThatIsMeasuredBeforeItsOriginalIsNotComparedYet() {
    FurtherCheckpoints further = new FurtherCheckpoints("too-early");
    wire.send(List.of(further.submission()));
    wire.send(further.variants());
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(json("too-early", "/reparameterisations").getList("items")).hasSize(8));
    assertThat(json("too-early", "/reparameterisations").getMap("items[0]"))
        .containsKey("value")
        .doesNotContainKeys("original", "ratio", "equal");
  }

  @Test
  void aTrainingThatFailsLateLeavesItsWayAndEndsTheExperiment() {
    FurtherCheckpoints further = new FurtherCheckpoints("failed-late");
    RunRequested failed = further.runs().getLast();
    List<LowlandEvent> events = new ArrayList<>(story(further));
    events.removeIf(
        event ->
            further.finals().contains(event)
                && (event.key().contains(failed.run()) || event.key().equals(failed.run())));
    events.add(TrainingProgress.failed(failed, "the loss is not finite"));
    wire.send(events);
    awaitFinished("failed-late");
    JsonPath experiment = json("failed-late", "");
    assertThat(experiment.getInt("runs.failed")).isEqualTo(1);
    assertThat(experiment.getInt("runs.measured")).isEqualTo(11);
    assertThat(experiment.getInt("further_checkpoints.expected")).isEqualTo(26);
    assertThat(
            json("failed-late", "/trajectories")
                .getList("items.findAll { it.run == '%s' }.kind".formatted(failed.run())))
        .containsExactly("along_training", "along_training");
  }

  @Test
  void measurementsAreOfTrainedNetworksUnlessOthersAreAskedFor() {
    wire.send(story(new FurtherCheckpoints("kinds")));
    awaitFinished("kinds");
    assertThat(json("kinds", "/measurements").getInt("total")).isEqualTo(48);
    assertThat(json("kinds", "/measurements").getList("items.kind")).containsOnly("final");
    assertThat(json("kinds", "/measurements?kind=all").getInt("total")).isEqualTo(48 + 96 + 8);
    JsonPath variants = json("kinds", "/measurements?kind=reparameterised");
    assertThat(variants.getInt("total")).isEqualTo(8);
    assertThat(variants.getInt("items[4].hidden_layer")).isEqualTo(2);
    assertThat(variants.getDouble("items[4].factor")).isEqualTo(5);
    assertThat(get("/experiments/kinds/measurements?kind=last").jsonPath().getString("detail"))
        .isEqualTo("kind: 'last'; expected final, along_training, reparameterised or all");
    assertThat(get("/experiments/kinds/trajectories?measure=l2").jsonPath().getString("detail"))
        .startsWith("measure: 'l2'; expected one of hessian_trace");
    assertThat(get("/experiments/nobody/reparameterisations").statusCode()).isEqualTo(404);
  }

  private static void awaitFinished(String experiment) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(json(experiment, "").getString("status")).isEqualTo("finished"));
  }

  private static List<String> csv(String experiment, String part) {
    return given()
        .accept("text/csv")
        .get("/experiments/" + experiment + part)
        .body()
        .asString()
        .lines()
        .toList();
  }
}
