package io.lowland.analysis;

import static io.restassured.RestAssured.get;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.lowland.contracts.CloudEventHeaders;
import io.lowland.contracts.CorrelationUpdated;
import io.lowland.contracts.EventCodec;
import io.lowland.contracts.LowlandEvent;
import io.lowland.contracts.MeasurementTaken;
import io.lowland.contracts.RunRequested;
import io.lowland.contracts.Topics;
import io.lowland.contracts.TrainingProgress;
import io.lowland.statistics.Spearman;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** From the topics through PostgreSQL to REST and the correlations topic. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class ResultsFlowTest extends ServiceScene {
  @Test
  void shuffledAndDuplicatedArrivalGivesTheSameRowsAndCorrelations() {
    Laboratory usual = new Laboratory("usual-order");
    Laboratory odd = new Laboratory("other-order");
    List<LowlandEvent> shuffled = new ArrayList<>(odd.story());
    shuffled.addAll(odd.story());
    Collections.shuffle(shuffled, new Random(5));
    wire.send(usual.story());
    wire.send(shuffled);
    awaitFinal("usual-order");
    awaitFinal("other-order");
    for (String part : List.of("", "/runs", "/measurements?details=true", "/correlations")) {
      assertThat(body("other-order", part).replace("other-order", "usual-order"))
          .as(part)
          .isEqualTo(body("usual-order", part));
    }
  }

  @Test
  void measurementsThatComeBeforeTheirExperimentAreKeptAsProvisionalResults() {
    Laboratory early = new Laboratory("early");
    wire.send(early.runs().stream().flatMap(run -> early.measurements(run).stream()).toList());
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(list("early", "/correlations", "correlations.n")).contains(12);
              JsonPath experiment = json("early", "");
              assertThat(experiment.getString("status")).isEqualTo("running");
              assertThat(experiment.getInt("runs.measured")).isEqualTo(12);
              assertThat(experiment.getString("name")).isNull();
            });
    assertThat(list("early", "/correlations", "correlations.provisional")).containsOnly(true);
    wire.send(List.of(early.submission()));
    awaitFinal("early");
    assertThat(json("early", "").getString("why_not_first")).isEqualTo("mnist cannot be had here");
  }

  @Test
  void correlationsAreThoseOfTheStatistics() {
    Laboratory laboratory = new Laboratory("numbers");
    wire.send(laboratory.story());
    awaitFinal("numbers");
    double[] accuracy = column(laboratory, "test_accuracy");
    double[] proxy = column(laboratory, "pair_proxy");
    var expected = Spearman.of(proxy, accuracy).toOptional().orElseThrow();
    JsonPath all = json("numbers", "/correlations");
    String row = "correlations.find { it.measure == 'pair_proxy' && it.regime == 'all' }.";
    assertThat(all.getDouble(row + "spearman")).isCloseTo(expected.coefficient(), within(1e-7));
    assertThat(all.getDouble(row + "p")).isCloseTo(expected.p(), within(1e-7));
    assertThat(all.getInt(row + "n")).isEqualTo(12);
    assertThat(all.getList(row + "ci95")).hasSize(2);
    assertThat(all.getString(row + "family")).isEqualTo("weakness");
    assertThat(all.getBoolean(row + "invariant")).isTrue();
    // Three measures (accuracy is not correlated with itself), over all runs and two regimes.
    assertThat(all.getList("correlations.measure")).hasSize(9).doesNotContain("test_accuracy");
    assertThat(all.getList("correlations.regime").subList(0, 6))
        .containsExactly("all", "all", "all", "large", "large", "large");
  }

  @Test
  void theTopicHasTheLastCorrelationOfEachMeasureAndRegime() {
    wire.send(new Laboratory("published").story());
    awaitFinal("published");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              var records = wire.read(Topics.CORRELATIONS, key -> key.startsWith("published/"));
              assertThat(records).isNotEmpty();
              var last = new TreeMap<String, CorrelationUpdated>();
              records.forEach(
                  record ->
                      last.put(
                          new String(record.key(), UTF_8),
                          EventCodec.decode(record.value(), CorrelationUpdated.class)));
              assertThat(last).hasSize(9);
              assertThat(last.get("published/pair_proxy/all").n()).isEqualTo(12);
              assertThat(last.get("published/pair_proxy/small").n()).isEqualTo(6);
              assertThat(CloudEventHeaders.text(records.getLast().headers(), "ce_type"))
                  .contains("io.lowland.correlation.updated.v1");
              // Nobody has switched tracing on.
              assertThat(records)
                  .allMatch(record -> record.headers().lastHeader("traceparent") == null);
            });
    var before = wire.read(Topics.CORRELATIONS, key -> key.startsWith("published/"));
    // Hearing the same again changes nothing, so nothing is sent: the later news overtake it.
    wire.send(new Laboratory("published").story());
    wire.send(new Laboratory("published-later").story());
    awaitFinal("published-later");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        wire.read(Topics.CORRELATIONS, key -> key.startsWith("published-later/")))
                    .isNotEmpty());
    assertThat(wire.read(Topics.CORRELATIONS, key -> key.startsWith("published/")))
        .hasSameSizeAs(before);
  }

  @Test
  void aFailedRunSettlesTheExperimentAndIsCounted() {
    Laboratory laboratory = new Laboratory("one-failed");
    RunRequested failed = laboratory.runs().getFirst();
    List<LowlandEvent> events = new ArrayList<>();
    events.add(laboratory.submission());
    events.add(TrainingProgress.failed(failed, "the disk is full"));
    laboratory.runs().stream().skip(1).forEach(run -> events.addAll(laboratory.measurements(run)));
    wire.send(events);
    awaitFinal("one-failed");
    JsonPath experiment = json("one-failed", "");
    assertThat(experiment.getInt("runs.failed")).isEqualTo(1);
    assertThat(experiment.getInt("runs.measured")).isEqualTo(11);
    assertThat(experiment.getString("status")).isEqualTo("finished");
    JsonPath runs = json("one-failed", "/runs");
    assertThat(runs.getString("items.find { it.state == 'failed' }.reason"))
        .isEqualTo("the disk is full");
  }

  @Test
  void aMeasureWithoutValuesHasNoCorrelationAndTheReason() {
    Laboratory laboratory = new Laboratory("not-memorised");
    List<LowlandEvent> events = new ArrayList<>(laboratory.story());
    for (RunRequested run : laboratory.runs()) {
      // The later of two messages with one key counts.
      events.add(laboratory.measurement(run, Laboratory.MEASURES.get(1), OptionalDouble.empty()));
    }
    wire.send(events);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              JsonPath body = json("not-memorised", "/correlations");
              String row = "correlations.find { it.measure == 'pair_proxy' }.";
              assertThat(body.getString(row + "reason"))
                  .isEqualTo("0 points; at least 3 are needed");
              assertThat(body.<Object>get(row + "spearman")).isNull();
              assertThat(body.getBoolean(row + "provisional")).isFalse();
            });
    assertThat(list("not-memorised", "/measurements?measure=pair_proxy", "items.reason"))
        .containsOnly("not memorised");
  }

  @Test
  void malformedMessagesGoToTheDeadLettersAndDoNotStopTheRest() {
    Laboratory laboratory = new Laboratory("with-poison");
    MeasurementTaken good = laboratory.measurements(laboratory.runs().getFirst()).getFirst();
    String refused = new String(EventCodec.encode(good), UTF_8).replace("1.0\"", "1.0\\u0000\"");
    wire.send(Topics.MEASUREMENTS, "poison-1", "{\"checkpoint\": 12".getBytes(UTF_8));
    wire.send(Topics.MEASUREMENTS, "poison-2", "{}".getBytes(UTF_8));
    wire.send(Topics.MEASUREMENTS, "poison-3", null);
    wire.send(Topics.MEASUREMENTS, "poison-4", refused.getBytes(UTF_8));
    wire.send(Topics.PROGRESS, "poison-5", new byte[] {(byte) 0xff, 0});
    wire.send(laboratory.story());
    awaitFinal("with-poison");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              var letters = wire.read(Topics.DEAD_LETTERS, key -> key.startsWith("poison-"));
              assertThat(letters)
                  .extracting(letter -> new String(letter.key(), UTF_8))
                  .containsOnly("poison-1", "poison-2", "poison-3", "poison-4", "poison-5");
              assertThat(letters)
                  .allSatisfy(
                      letter ->
                          assertThat(CloudEventHeaders.text(letter.headers(), "dead-letter-reason"))
                              .hasValueSatisfying(
                                  reason ->
                                      assertThat(reason)
                                          .matches("(not a|refused by the database).*")));
            });
  }

  @Test
  void anIdThatNoIndexTakesIsOneDeadLetterAndHoldsNobodyUp() {
    Laboratory laboratory = new Laboratory("after-a-long-id");
    MeasurementTaken good = laboratory.measurements(laboratory.runs().getFirst()).getFirst();
    String run = "\"run\":\"%s\"".formatted(good.run());
    String tooLong = "\"run\":\"%s\"".formatted(incompressible(9_000));
    String refused = new String(EventCodec.encode(good), UTF_8).replace(run, tooLong);
    wire.send(Topics.MEASUREMENTS, "long-id", refused.getBytes(UTF_8));
    wire.send(laboratory.story());
    awaitFinal("after-a-long-id");
    await()
        .atMost(PATIENCE)
        .until(() -> !wire.read(Topics.DEAD_LETTERS, key -> key.equals("long-id")).isEmpty());
  }

  /** PostgreSQL compresses what it can before it measures it. */
  private static String incompressible(int length) {
    Random random = new Random(1);
    return random
        .ints(length, 'a', 'z' + 1)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  @Test
  void listsComeInPages() {
    wire.send(new Laboratory("paged").story());
    awaitFinal("paged");
    JsonPath page = json("paged", "/measurements?regime=small&page=1&size=10");
    assertThat(page.getInt("total")).isEqualTo(24);
    assertThat(page.getList("items")).hasSize(10);
    assertThat(page.getList("items.regime")).containsOnly("small");
    assertThat(page.getLong("items[0].seed")).isEqualTo(2);
    assertThat(json("paged", "/runs?page=3&size=4").getList("items")).isEmpty();
    assertThat(get("/experiments?size=1").jsonPath().getList("items")).hasSize(1);
  }

  private static double[] column(Laboratory laboratory, String measure) {
    return laboratory.runs().stream()
        .mapToDouble(run -> Laboratory.value(measure, run.seed()))
        .toArray();
  }

  private static List<Object> list(String experiment, String part, String path) {
    return json(experiment, part).getList(path);
  }
}
