package io.lowland.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lowland.contracts.Topics;
import io.lowland.embedded.EmbeddedKafka;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run that was killed is continued: nothing is done twice that was done, nothing differs. */
@Timeout(400)
class ResumedRunTest {
  private static final String EXPERIMENT =
      """
      name: resumed
      dataset: synthetic-digits
      train_points: 200
      architecture: 784-64-8-10
      seeds: 0-29
      batch_size: 16
      learning_rate: 0.05
      max_epochs: 150
      stop: {train_accuracy: 1.0, check_every: 150}
      measures: [test_accuracy, weight_l2, hessian_trace]
      """;

  private static final String STATE = "state";
  private static final int RUNS = 30;
  private static final int DONE_BEFORE = 4;
  private static final Logger ROOT_LOGGER = Logger.getLogger("");

  @TempDir Path directory;

  @BeforeAll
  static void quietenBroker() {
    ROOT_LOGGER.setLevel(Level.WARNING);
  }

  @Test
  void killedRunGoesOnWhereItStoppedAndEndsWithTheSameResults() throws Exception {
    RunBench bench = new RunBench(directory, STATE, EXPERIMENT);
    Process killed = bench.start("killed", "--state", STATE);
    Map<TopicPartition, Long> done =
        bench.awaitDone("killed", killed, "lowland-trainer", DONE_BEFORE);
    List<ProcessHandle> children = killed.descendants().toList();
    killed.destroyForcibly();
    bench.awaitEnd(children);

    Process resumed =
        bench.start("resumed", "--state", STATE, "--resume", "--json", "resumed.json");
    assertThat(resumed.waitFor(240, TimeUnit.SECONDS)).isTrue();

    assertThat(resumed.exitValue()).as(bench.output("resumed")).isZero();
    assertThat(bench.output("resumed")).containsPattern("resumed: [1-9]\\d* of 30 trained");
    assertRunsTrainedOnce(bench, done);
    Process whole = bench.start("whole", "--state", "whole-state", "--json", "whole.json");
    assertThat(whole.waitFor(240, TimeUnit.SECONDS)).isTrue();
    assertThat(bench.result("resumed.json", RUNS)).isEqualTo(bench.result("whole.json", RUNS));

    Process again = bench.start("again", "--state", STATE, "--resume");
    assertThat(again.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(again.exitValue()).isOne();
    assertThat(bench.output("again")).contains("is finished; its report is ");
  }

  /** What the trainer had finished before the kill was not trained again. */
  private static void assertRunsTrainedOnce(RunBench bench, Map<TopicPartition, Long> done) {
    try (EmbeddedKafka kafka = bench.broker()) {
      List<String> doneRuns =
          RunBench.records(kafka, Topics.RUNS).stream()
              .filter(
                  run ->
                      run.offset()
                          < done.getOrDefault(new TopicPartition(run.topic(), run.partition()), 0L))
              .map(ConsumerRecord::key)
              .toList();
      List<String> trained =
          RunBench.records(kafka, Topics.CHECKPOINTS).stream().map(ConsumerRecord::key).toList();
      assertThat(doneRuns).hasSizeGreaterThanOrEqualTo(DONE_BEFORE);
      assertThat(doneRuns)
          .allSatisfy(run -> assertThat(trained.stream().filter(run::equals)).as(run).hasSize(1));
      assertThat(RunBench.records(kafka, Topics.RUNS)).hasSize(RUNS);
      assertThat(trained.stream().distinct()).hasSize(RUNS);
    }
  }
}
