package io.lowland.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lowland.contracts.RunRequested;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Experiments that nobody submitted: networks of one's own. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class HandedInTest extends ServiceScene {
  @Test
  void experimentOfHandedInNetworksIsFinishedUntilAnotherIsHandedIn() {
    Laboratory laboratory = new Laboratory("own");
    List<RunRequested> runs = laboratory.runs();
    runs.subList(0, 4).forEach(run -> wire.send(laboratory.handedIn(run)));
    await().atMost(PATIENCE).untilAsserted(() -> assertState("own", "finished", 4, 4));
    assertProvisional("own", false);

    wire.send(laboratory.handedIn(runs.get(4)).subList(0, 2));
    await().atMost(PATIENCE).untilAsserted(() -> assertState("own", "running", 5, 4));
    assertProvisional("own", true);

    wire.send(laboratory.handedIn(runs.get(4)));
    await().atMost(PATIENCE).untilAsserted(() -> assertState("own", "finished", 5, 5));
    assertProvisional("own", false);
  }

  @Test
  void whatNetworksSayAlikeOfTheirTrainingIsSaidOfTheExperiment() {
    Laboratory laboratory = new Laboratory("own-alike");
    List<RunRequested> runs = laboratory.runs();
    wire.send(laboratory.handedIn(runs.get(0)));
    wire.send(laboratory.handedIn(runs.get(1)));
    await().atMost(PATIENCE).untilAsserted(() -> assertState("own-alike", "finished", 2, 2));
    JsonPath alike = json("own-alike", "");
    assertThat(alike.getString("dataset")).isEqualTo("synthetic-digits");
    assertThat(alike.getInt("train_points")).isEqualTo(250);
    assertThat(alike.getString("architecture")).isEqualTo("784-64-8-10");
    assertThat(alike.getString("name")).isNull();

    // Another was trained on more points.
    Laboratory larger = new Laboratory("own-alike", 500);
    wire.send(larger.handedIn(larger.runs().get(2)));
    await().atMost(PATIENCE).untilAsserted(() -> assertState("own-alike", "finished", 3, 3));
    JsonPath unlike = json("own-alike", "");
    assertThat(unlike.getString("dataset")).isEqualTo("synthetic-digits");
    assertThat(unlike.getString("train_points")).isNull();
  }

  @Test
  void networksMeasuredOnOtherBytesOfADataSetAreNotTakenForTheSame() {
    Laboratory laboratory = new Laboratory("own-bytes");
    List<RunRequested> runs = laboratory.runs();
    wire.send(laboratory.handedInOn("00ff", runs.get(0)));
    wire.send(laboratory.handedInOn("00ff", runs.get(1)));
    // What an older version measured does not say on which bytes.
    wire.send(laboratory.handedIn(runs.get(2)));
    await().atMost(PATIENCE).untilAsserted(() -> assertState("own-bytes", "finished", 3, 3));
    assertThat(json("own-bytes", "").getInt("different_datasets")).isOne();

    wire.send(laboratory.handedInOn("ff00", runs.get(3)));
    await().atMost(PATIENCE).untilAsserted(() -> assertState("own-bytes", "finished", 4, 4));
    assertThat(json("own-bytes", "").getInt("different_datasets")).isEqualTo(2);
  }

  @Test
  void networkWithoutAnyValueHasFailedAndSaysWhy() {
    Laboratory laboratory = new Laboratory("in-vain");
    List<RunRequested> runs = laboratory.runs();
    wire.send(laboratory.handedInInVain(runs.get(0)));
    wire.send(laboratory.handedIn(runs.get(1)));

    await().atMost(PATIENCE).untilAsserted(() -> assertState("in-vain", "finished", 2, 1));
    assertThat(json("in-vain", "").getInt("runs.failed")).isOne();
    JsonPath items = json("in-vain", "/runs");
    assertThat(items.getList("items.state")).containsExactlyInAnyOrder("failed", "measured");
    assertThat(items.getList("items.reason")).containsExactlyInAnyOrder("not memorised", null);

    // The data set can be had now, say.
    wire.send(laboratory.handedIn(runs.get(0)));
    await().atMost(PATIENCE).untilAsserted(() -> assertState("in-vain", "finished", 2, 2));
  }

  private static void assertState(String experiment, String status, int runs, int measured) {
    JsonPath state = json(experiment, "");
    assertThat(state.getString("status")).isEqualTo(status);
    assertThat(state.getInt("runs.requested")).isEqualTo(runs);
    assertThat(state.getInt("runs.measured")).isEqualTo(measured);
  }

  private static void assertProvisional(String experiment, boolean provisional) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        json(experiment, "/correlations")
                            .getList("correlations.provisional", Boolean.class))
                    .isNotEmpty()
                    .containsOnly(provisional));
  }
}
