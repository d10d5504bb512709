package io.lowland.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lowland.cli.run.RunRecord;
import io.lowland.cli.stack.StackDirectory;
import io.lowland.contracts.EventCodec;
import io.lowland.contracts.Topics;
import io.lowland.contracts.TrainingProgress;
import io.lowland.embedded.EmbeddedKafka;
import io.lowland.network.CheckpointKind;
import io.lowland.network.CheckpointMetadata;
import io.lowland.network.Safetensors;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that is stopped leaves no process behind, and goes on where it was: nothing is lost,
 * nothing is done twice that was done, nothing counts as failed, nothing differs from a run in one
 * go. One run is stopped in every way, one after the other: terminated, killed, and interrupted as
 * by Ctrl-C in a terminal, which reaches the command and all of its services at once, in the middle
 * of what they do.
 */
@Timeout(1_800)
@ExtendWith(WholeRun.Provider.class)
class StoppedRunTest {
  private static final String TRAINER = "lowland-trainer";
  private static final String WORKER = "lowland-metrics";
  private static final int ENDED_BY_SIGINT = 130;

  /** Networks that are trained before the run is killed, an eighth of all. */
  private static final int TRAINED = 2;

  /**
   * Checkpoints that are measured before the run is interrupted, a quarter of all: those on the way
   * are measured while training goes on.
   */
  private static final int MEASURED = 20;

  @TempDir Path directory;

  @Test
  void runThatWasStoppedInEveryWayGoesOnAndEndsWithTheSameResults(WholeRun whole) throws Exception {
    RunBench bench = new RunBench(directory, Experiments.WHOLE);
    terminate(bench);
    Map<TopicPartition, Long> done = kill(bench);
    interrupt(bench);

    double before = RunRecord.in(StackDirectory.of(bench.state())).orElseThrow().seconds();
    assertThat(before).isPositive();

    Process last = bench.start("last", "--resume", "--json", "last.json");
    assertThat(bench.awaitExit("last", last)).as(bench.output("last")).isZero();
    assertThat(bench.output("last")).containsPattern("resumed: [1-9]\\d* of 16 trained");
    assertThat(bench.result("last.json").withoutSeconds())
        .isEqualTo(whole.result().withoutSeconds());
    assertThat(bench.result("last.json").json().path("seconds").asDouble()).isGreaterThan(before);
    assertThat(bench.output("last")).contains(", without the time it was interrupted");
    assertTrainedOnceAndNothingFailed(bench, done);

    Process again = bench.start("again", "--resume");
    assertThat(bench.awaitExit("again", again)).isOne();
    assertThat(bench.output("again")).contains("is finished; its report is ");
  }

  @Test
  void refusedExperimentHasNothingThatCouldGoOn() throws Exception {
    // Where the services look for a folder without a full path, the command does not know.
    RunBench bench =
        new RunBench(directory, Experiments.WHOLE.replace("synthetic-digits", "idx:not-there"));

    Process refused = bench.start("refused");

    assertThat(bench.awaitExit("refused", refused)).isOne();
    assertThat(bench.output("refused"))
        .contains("idx:not-there cannot be had")
        .doesNotContain("--resume");
  }

  /** Soon after the experiment was accepted. */
  private static void terminate(RunBench bench) throws Exception {
    Process run = bench.start("terminated");
    List<ProcessHandle> children = bench.awaitChildren("terminated", run);
    run.destroy();

    assertThat(bench.awaitExit("terminated", run)).isNotZero();
    bench.awaitEnd(children);
    assertThat(bench.output("terminated")).doesNotContain("Exception", "lowland: ");
    assertThat(bench.state().resolve("stack.pid")).doesNotExist();
  }

  /** In the middle of training. Returns what the trainer had noted as done before. */
  private static Map<TopicPartition, Long> kill(RunBench bench) throws Exception {
    Process run = bench.start("killed", "--resume");
    List<ProcessHandle> children = bench.awaitChildren("killed", run);
    Map<TopicPartition, Long> done = bench.awaitDone("killed", run, TRAINER, TRAINED);
    run.destroyForcibly();

    bench.awaitEnd(children);
    return done;
  }

  /** In the middle of training and of measuring. */
  private static void interrupt(RunBench bench) throws Exception {
    Process run = bench.startInOwnGroup("interrupted", "--resume");
    bench.awaitDone("interrupted", run, WORKER, MEASURED);
    bench.pressCtrlC(run);

    assertThat(bench.awaitExit("interrupted", run))
        .as(bench.output("interrupted"))
        .isEqualTo(ENDED_BY_SIGINT);
    assertThat(bench.output("interrupted"))
        .contains("to go on where this stopped: ./lowland run experiment.yaml --state ");
  }

  /** Of what the trainer had {@code done} before the kill, nothing was trained again. */
  private static void assertTrainedOnceAndNothingFailed(
      RunBench bench, Map<TopicPartition, Long> done) {
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
      List<ConsumerRecord<String, byte[]>> runs = RunBench.records(kafka, Topics.RUNS);
      List<String> doneRuns =
          runs.stream().filter(run -> isDone(run, done)).map(ConsumerRecord::key).toList();
      List<String> trained =
          RunBench.records(kafka, Topics.CHECKPOINTS).stream()
              .filter(StoppedRunTest::isOfATrainedNetwork)
              .map(ConsumerRecord::key)
              .toList();
      assertThat(doneRuns).hasSizeGreaterThanOrEqualTo(TRAINED);
      assertThat(doneRuns)
          .allSatisfy(run -> assertThat(trained.stream().filter(run::equals)).as(run).hasSize(1));
      assertThat(runs).hasSize(Experiments.RUNS);
      assertThat(trained.stream().distinct()).hasSize(Experiments.RUNS);
    }
  }

  private static boolean isDone(
      ConsumerRecord<String, byte[]> run, Map<TopicPartition, Long> done) {
    return run.offset() < done.getOrDefault(new TopicPartition(run.topic(), run.partition()), 0L);
  }

  private static boolean isOfATrainedNetwork(ConsumerRecord<String, byte[]> checkpoint) {
    return Safetensors.read(checkpoint.value(), checkpoint.topic())
        .metadata()
        .get(CheckpointMetadata.KIND)
        .equals(CheckpointKind.FINAL.text());
  }
}
