package io.lowland.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lowland.contracts.EventCodec;
import io.lowland.contracts.Topics;
import io.lowland.contracts.TrainingProgress;
import io.lowland.embedded.EmbeddedKafka;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ctrl-C in a terminal interrupts the command and all of its services at once, in the middle of
 * what they do. Nothing is lost by it, and nothing counts as failed.
 */
@Timeout(900)
class InterruptedRunTest {
  private static final String EXPERIMENT =
      """
      name: interrupted
      dataset: synthetic-digits
      train_points: 200
      architecture: 784-64-8-10
      seeds: 0-19
      batch_size: 16
      learning_rate: 0.05
      max_epochs: 150
      stop: {train_accuracy: 1.0, check_every: 150}
      measures: [test_accuracy, weight_l2, hessian_trace, pair_proxy]
      checkpoints: {every: 50, measures: [weight_l2]}
      """;

  private static final String STATE = "state";
  private static final int RUNS = 20;
  private static final int ENDED_BY_SIGINT = 130;
  private static final Logger ROOT_LOGGER = Logger.getLogger("");

  @TempDir Path directory;

  @BeforeAll
  static void quietenBroker() {
    ROOT_LOGGER.setLevel(Level.WARNING);
  }

  @Test
  void runThatWasInterruptedTwiceGoesOnAndEndsWithTheSameResults() throws Exception {
    RunBench bench = new RunBench(directory, STATE, EXPERIMENT);
    Process first = bench.startInOwnGroup("first", "--state", STATE);
    bench.awaitDone("first", first, "lowland-trainer", 2);
    interrupt(bench, "first", first);
    assertNothingFailed(bench);

    Process second = bench.startInOwnGroup("second", "--state", STATE, "--resume");
    bench.awaitDone("second", second, "lowland-metrics", 20);
    interrupt(bench, "second", second);
    assertNothingFailed(bench);

    Process last = bench.start("last", "--state", STATE, "--resume", "--json", "last.json");
    assertThat(last.waitFor(400, TimeUnit.SECONDS)).isTrue();
    assertThat(last.exitValue()).as(bench.output("last")).isZero();
    assertThat(bench.output("last")).containsPattern("resumed: [1-9]\\d* of 20 trained");
    Process whole = bench.start("whole", "--state", "whole-state", "--json", "whole.json");
    assertThat(whole.waitFor(400, TimeUnit.SECONDS)).isTrue();
    assertThat(whole.exitValue()).as(bench.output("whole")).isZero();
    assertThat(bench.result("last.json", RUNS)).isEqualTo(bench.result("whole.json", RUNS));
  }

  private static void interrupt(RunBench bench, String name, Process run) throws Exception {
    bench.pressCtrlC(name, run);
    assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(run.exitValue()).as(bench.output(name)).isEqualTo(ENDED_BY_SIGINT);
    assertThat(bench.output(name))
        .contains("to go on where this stopped: ./lowland run experiment.yaml --state ");
  }

  private static void assertNothingFailed(RunBench bench) {
    try (EmbeddedKafka kafka = bench.broker()) {
      assertThat(RunBench.records(kafka, Topics.DEAD_LETTERS))
          .extracting(
              letter ->
                  new String(
                      letter.headers().lastHeader("dead-letter-reason").value(),
                      StandardCharsets.UTF_8))
          .isEmpty();
      assertThat(RunBench.records(kafka, Topics.PROGRESS))
          .extracting(progress -> EventCodec.decode(progress.value(), TrainingProgress.class))
          .noneMatch(progress -> progress.state() == TrainingProgress.State.FAILED);
    }
  }
}
