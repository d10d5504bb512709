package io.lowland.analysis;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.lowland.contracts.CloudEventHeaders;
import io.lowland.contracts.LowlandEvent;
import io.lowland.contracts.MeasureSpec;
import io.lowland.contracts.MeasurementTaken;
import io.lowland.contracts.RunRequested;
import io.lowland.contracts.Topics;
import io.lowland.measure.MeasureFamily;
import io.lowland.measure.ensemble.EnsembleAgreement;
import io.lowland.measure.ensemble.UnseenErrors;
import io.lowland.network.CheckpointKind;
import io.lowland.network.Reparameterisation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ensemble agreement, from the errors that workers send to the value that the page shows. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class EnsembleFlowTest extends ServiceScene {
  private static final int UNSEEN = 500;
  private static final MeasureSpec AGREEMENT =
      new MeasureSpec(EnsembleAgreement.NAME, MeasureFamily.WEAKNESS, true);

  /** Networks of larger seeds make more errors. */
  private static BitSet errors(RunRequested run) {
    Random random = new Random(run.seed());
    BitSet errors = new BitSet();
    IntStream.range(0, UNSEEN)
        .filter(point -> random.nextInt(60) < 5 + run.seed())
        .forEach(errors::set);
    return errors;
  }

  /** The definition, network by network and point by point. */
  private static double bruteForce(List<RunRequested> runs, RunRequested run) {
    BitSet own = errors(run);
    double sum = 0;
    for (int point = 0; point < UNSEEN; point++) {
      if (own.get(point)) {
        int correct = 0;
        for (RunRequested other : runs) {
          correct += !other.equals(run) && !errors(other).get(point) ? 1 : 0;
        }
        sum += (double) correct / (runs.size() - 1);
      }
    }
    return sum / own.cardinality();
  }

  private static MeasurementTaken taken(
      RunRequested run, String checkpoint, String epochs, Map<String, Object> details) {
    return taken(run, checkpoint, CheckpointKind.FINAL, epochs, details);
  }

  private static MeasurementTaken taken(
      RunRequested run,
      String checkpoint,
      CheckpointKind kind,
      String epochs,
      Map<String, Object> details) {
    return new MeasurementTaken(
        checkpoint,
        EnsembleAgreement.NAME,
        run.run(),
        run.experiment(),
        run.regime(),
        Optional.of(run.seed()),
        run.dataset(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        details,
        Optional.of(EnsembleAgreement.NEEDS_OTHERS),
        Optional.of(MeasureFamily.WEAKNESS),
        true,
        0.25,
        kind == CheckpointKind.FINAL ? Laboratory.MEASURES.size() : 1,
        kind,
        kind == CheckpointKind.REPARAMETERISED
            ? Optional.of(new Reparameterisation(1, 5))
            : Optional.empty(),
        Optional.empty(),
        Map.of("epochs", epochs),
        "1.0");
  }

  private static MeasurementTaken ofLast(RunRequested run) {
    return taken(
        run, "sha256-" + run.run(), "120", new UnseenErrors("set", UNSEEN, errors(run)).details());
  }

  @Test
  void everyNetworkIsComparedWithAllOthersWhateverTheOrderOfArrival() {
    Laboratory laboratory = new Laboratory("ensemble");
    List<RunRequested> runs = laboratory.runs();
    List<LowlandEvent> events = new ArrayList<>(laboratory.story());
    runs.forEach(run -> events.add(ofLast(run)));
    events.addAll(List.copyOf(events));
    // A checkpoint along the training takes no part.
    BitSet everything = new BitSet();
    everything.set(0, UNSEEN);
    events.add(
        taken(
            runs.getFirst(), "early", "10", new UnseenErrors("set", UNSEEN, everything).details()));
    Collections.shuffle(events, new Random(3));
    wire.send(events);
    await().atMost(PATIENCE).untilAsserted(() -> assertAgreement("ensemble", runs));
    assertThat(json("ensemble", "/correlations").getInt(row("all") + "n")).isEqualTo(12);
    assertThat(json("ensemble", "/correlations").getInt(row("small") + "n")).isEqualTo(6);
    assertThat(json("ensemble", "/correlations").getDouble(row("all") + "spearman")).isNotNaN();
    JsonPath rows = json("ensemble", "/measurements?measure=ensemble_agreement&details=true");
    assertThat(rows.getList("items")).hasSize(13);
    assertThat(rows.getString("items.find { it.checkpoint == 'early' }.reason"))
        .isEqualTo("only the last checkpoint of a run takes part");
    assertThat(rows.getMap("items[0].details"))
        .containsOnlyKeys("unseen_set", "unseen_points", "misclassified");
    String csv = given().accept("text/csv").get("/experiments/ensemble/points").asString();
    assertThat(csv.lines().findFirst()).get().asString().contains(EnsembleAgreement.NAME);
    // What a worker sends again undoes nothing.
    wire.send(runs.stream().map(EnsembleFlowTest::ofLast).toList());
    wire.send(new Laboratory("ensemble-later").story());
    await()
        .atMost(PATIENCE)
        .until(() -> get("/experiments/ensemble-later/points").statusCode() == 200);
    assertAgreement("ensemble", runs);
  }

  @Test
  void variantsAreHeldAgainstTheTrainedNetworksOfOtherRunsAndCountForNobody() {
    Laboratory laboratory = new Laboratory("ensemble-kinds");
    List<RunRequested> runs = laboratory.runs();
    RunRequested first = runs.getFirst();
    List<LowlandEvent> events = new ArrayList<>(laboratory.story());
    runs.forEach(run -> events.add(ofLast(run)));
    Map<String, Object> details = new UnseenErrors("set", UNSEEN, errors(first)).details();
    events.add(taken(first, "variant", CheckpointKind.REPARAMETERISED, "120", details));
    events.add(taken(first, "halfway", CheckpointKind.ALONG_TRAINING, "60", details));
    Collections.shuffle(events, new Random(4));
    wire.send(events);
    await().atMost(PATIENCE).untilAsserted(() -> assertAgreement("ensemble-kinds", runs));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(json("ensemble-kinds", "/reparameterisations").getMap("items[0]"))
                    .containsEntry("measure", "ensemble_agreement")
                    .containsEntry("equal", true)
                    .containsEntry("ratio", 1.0f));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Float value =
                  json("ensemble-kinds", "/trajectories?measure=ensemble_agreement")
                      .get("items.find { it.checkpoint == 'halfway' }.values.ensemble_agreement");
              assertThat(value.doubleValue()).isCloseTo(bruteForce(runs, first), within(1e-6));
            });
  }

  private static String row(String regime) {
    return "correlations.find { it.measure == 'ensemble_agreement' && it.regime == '%s' }."
        .formatted(regime);
  }

  private static void assertAgreement(String experiment, List<RunRequested> runs) {
    JsonPath points = json(experiment, "/points");
    for (RunRequested run : runs) {
      Float value =
          points.get(
              "items.find { it.run == '%s' }.values.ensemble_agreement".formatted(run.run()));
      assertThat(value).as(run.run()).isNotNull();
      assertThat(value.doubleValue()).isCloseTo(bruteForce(runs, run), within(1e-6));
    }
    assertThat(json(experiment, "/correlations").getInt(row("all") + "n")).isEqualTo(runs.size());
  }

  @Test
  void errorsThatCannotBeReadGoToTheDeadLetters() {
    RunRequested run = new Laboratory("ensemble-broken").runs().getFirst();
    Map<String, Object> broken =
        Map.of("unseen_set", "set", "unseen_points", UNSEEN, "misclassified_bits", "?");
    wire.send(List.of(taken(run, "broken", "120", broken), ofLast(run)));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              var letters = wire.read(Topics.DEAD_LETTERS, key -> key.startsWith("broken/"));
              assertThat(letters).isNotEmpty();
              assertThat(CloudEventHeaders.text(letters.getFirst().headers(), "dead-letter-reason"))
                  .get()
                  .asString()
                  .contains("broken/ensemble_agreement: details.misclassified_bits")
                  .contains("expected one bit for each of 500 points");
              assertThat(new String(letters.getFirst().value(), UTF_8)).contains("\"?\"");
            });
    // The good one of the same batch is there, and alone in its experiment.
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(json("ensemble-broken", "/measurements").getList("items.reason"))
                    .containsExactly("no other network of the experiment has been measured"));
  }
}
