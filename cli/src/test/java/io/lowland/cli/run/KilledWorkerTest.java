package io.lowland.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.lowland.cli.stack.EmbeddedStack;
import io.lowland.cli.stack.StackDirectory;
import io.lowland.cli.stack.TestStack;
import io.lowland.contracts.MeasureSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A metrics process that is killed in the middle of an experiment costs nothing but time. */
@Timeout(600)
class KilledWorkerTest {
  private static final String EXPERIMENT =
      """
      name: killed-worker
      dataset: synthetic-digits
      train_points: 100
      architecture: 784-32-8-10
      seeds: 0-19
      batch_size: 32
      learning_rate: 0.1
      max_epochs: 200
      probes: 50
      measures: [test_accuracy, pair_proxy, weight_l2]
      checkpoints: {every: 5, measures: [weight_l2]}
      reparameterisations: {seeds: 0-4, layers_1_2: [2, 5]}
      """;

  private static final int RUNS = 20;

  /** Two of each of five networks. */
  private static final int VARIANTS = 10;

  @TempDir Path directory;

  @Test
  void replacementFinishesWhatAKilledMetricsProcessLeft() throws Exception {
    List<String> notices = new CopyOnWriteArrayList<>();
    Path root = directory.resolve("state");
    List<ProcessHandle> replacements;
    try (EmbeddedStack stack = TestStack.start(root, notices::add)) {
      killAndFollow(stack, notices);

      replacements = stack.metricsProcesses();
      stack.stopAside();
      assertThat(StackDirectory.of(root).owner()).contains(ProcessHandle.current());
    }
    assertThat(replacements).isNotEmpty().noneMatch(ProcessHandle::isAlive);
    assertThat(StackDirectory.of(root).owner()).isEmpty();
  }

  private void killAndFollow(EmbeddedStack stack, List<String> notices) throws Exception {
    Path file = Files.writeString(directory.resolve("experiment.yaml"), EXPERIMENT);
    try (ResultFeed feed = new ResultFeed(stack.bootstrapServers())) {
      String id = Submission.read(file, Optional.empty()).post(stack.trainer());
      ExperimentState state =
          new ExperimentState(feed.experiment(id, Duration.ofSeconds(60)).orElseThrow());
      feed.followResults();

      follow(feed, stack, state, () -> state.measured() >= 1);
      assertThat(state.isFinished()).isFalse();
      ProcessHandle killed = stack.metricsProcesses().getFirst();
      killed.destroyForcibly();
      follow(feed, stack, state, state::isFinished);

      assertThat(state.measured()).isEqualTo(RUNS);
      assertThat(notices)
          .anyMatch(notice -> notice.contains("process " + killed.pid()))
          .anyMatch(notice -> notice.contains("replaces it"));
      List<String> measures =
          state.experiment().measures().stream().map(MeasureSpec::name).sorted().toList();
      for (RunResult run : state.runs()) {
        assertThat(run.measurements().keySet()).containsExactlyElementsOf(measures);
      }
      Awaitility.await()
          .atMost(60, TimeUnit.SECONDS)
          .untilAsserted(
              () -> assertThat(rowsOfRunsAndMeasures(stack)).hasSize(RUNS * measures.size()));
      assertThat(rowsOfRunsAndMeasures(stack)).containsOnly(1);
      // At least one on the way of each run.
      assertThat(state.furtherMeasured())
          .isEqualTo(state.furtherExpected())
          .isGreaterThanOrEqualTo(RUNS + VARIANTS);
      Awaitility.await()
          .atMost(60, TimeUnit.SECONDS)
          .untilAsserted(
              () ->
                  assertThat(completeCheckpoints(stack)).isEqualTo(RUNS + state.furtherExpected()));
    }
  }

  /** How many checkpoints there are of those whose measurements are all there. */
  private static int completeCheckpoints(EmbeddedStack stack) throws SQLException {
    try (Connection connection = DriverManager.getConnection(stack.jdbcUrl(), "postgres", "");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                select count(*) from checkpoints c where c.expected =
                  (select count(*) from measurements m where m.checkpoint = c.id)""")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  /** How many rows each pair of a run and a measure has in the database. */
  private static List<Integer> rowsOfRunsAndMeasures(EmbeddedStack stack) throws SQLException {
    try (Connection connection = DriverManager.getConnection(stack.jdbcUrl(), "postgres", "");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                select count(*) from measurements join checkpoints on id = checkpoint
                where kind = 'final' group by run, measure""")) {
      List<Integer> counts = new ArrayList<>();
      while (rows.next()) {
        counts.add(rows.getInt(1));
      }
      return counts;
    }
  }

  private static void follow(
      ResultFeed feed, EmbeddedStack stack, ExperimentState state, BooleanSupplier until) {
    while (!until.getAsBoolean()) {
      assertThat(stack.failure()).isEmpty();
      assertThat(state.failures()).isEmpty();
      feed.update(state);
    }
  }
}
