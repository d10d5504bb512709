package io.lowland.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command as users call it: a process, with the packaged services below it. */
@Timeout(300)
class EmbeddedRunTest {

  @TempDir Path directory;

  @Test
  void experimentEndsWithEveryNetworkMeasuredAReportAndNothingLeftRunning() throws Exception {
    Path json = directory.resolve("result.json");
    Process command = lowland("run", experiment(), "--json", json.toString());
    List<ProcessHandle> children = new ArrayList<>();
    Awaitility.await()
        .atMost(120, TimeUnit.SECONDS)
        .until(() -> Files.exists(directory.resolve("state/logs/metrics-1.log")));
    command.descendants().forEach(children::add);

    assertThat(command.waitFor(240, TimeUnit.SECONDS)).isTrue();

    assertThat(command.exitValue()).as(output()).isZero();
    JsonNode result = new ObjectMapper().readTree(json.toFile());
    assertThat(result.path("dataset").asText()).isEqualTo("synthetic-digits");
    assertThat(result.path("runs")).hasSize(6);
    for (JsonNode run : result.path("runs")) {
      assertThat(run.path("test_accuracy").asDouble()).isBetween(0.2, 1.0);
      assertThat(run.path("measurements").size()).isEqualTo(4);
      assertThat(run.path("epochs").asInt()).isPositive();
    }
    for (JsonNode correlation : result.path("correlations")) {
      assertThat(correlation.path("n").asInt()).isEqualTo(6);
    }
    assertThat(result.path("correlations").findValuesAsText("measure"))
        .contains("weight_l1", "weight_l2");
    assertFollowedToTheTrainedNetworks(result);
    assertInvariantMeasuresStayed(result);
    assertThat(output())
        .contains(
            "reparameterised: 3 variants of 1 network; invariant measures equal in 6 of 6 rows");
    assertThat(output()).contains("6 of 6 networks measured", "95 % interval", "weight_l2");
    assertThat(directory.resolve("state/report"))
        .isDirectoryContaining("glob:**/report.html")
        .isDirectoryContaining("glob:**/report.md")
        .isDirectoryContaining("glob:**/runs.csv")
        .isDirectoryContaining("glob:**/correlations.csv")
        .isDirectoryContaining("glob:**/measurements.parquet")
        .isDirectoryContaining("glob:**/experiment.yaml");
    assertThat(directory.resolve("state/report/figures"))
        .isDirectoryContaining("glob:**/forest-all.svg")
        .isDirectoryContaining("glob:**/scatter-weight_l2.png");
    assertReportCanBeMadeAgain();
    assertThat(children).isNotEmpty();
    awaitEndOf(children);
    assertThat(databaseRuns()).isFalse();
  }

  private static void assertFollowedToTheTrainedNetworks(JsonNode result) {
    Map<String, Integer> ends = new HashMap<>();
    int previous = 0;
    String run = "";
    for (JsonNode point : result.path("trajectories")) {
      boolean sameRun = point.path("run").asText().equals(run);
      run = point.path("run").asText();
      int epoch = point.path("epoch").asInt();
      assertThat(point.path("values").path("weight_l2").asDouble()).isPositive();
      if (point.path("kind").asText().equals("final")) {
        ends.put(run, epoch);
      } else {
        assertThat(epoch).isEqualTo(sameRun ? previous + 4 : 4);
      }
      previous = epoch;
    }
    for (JsonNode each : result.path("runs")) {
      assertThat(ends).containsEntry(each.path("run").asText(), each.path("epochs").asInt());
    }
  }

  private static void assertInvariantMeasuresStayed(JsonNode result) {
    assertThat(result.path("reparameterisations")).hasSize(3 * 4);
    for (JsonNode row : result.path("reparameterisations")) {
      boolean same = row.path("invariant").asBoolean() || row.path("factor").asDouble() == 1;
      assertThat(row.path("equal").asBoolean()).as(row.toString()).isEqualTo(same);
    }
  }

  /** From what the run kept, with no stack running. */
  private void assertReportCanBeMadeAgain() throws Exception {
    Path again = directory.resolve("again");

    CommandRunner.Outcome outcome =
        CommandRunner.run(
            "report", directory.resolve("state").toString(), "--out", again.toString());

    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("report: " + again.resolve("report.html"));
    for (String file : List.of("report.html", "report.md", "runs.csv", "result.json")) {
      assertThat(again.resolve(file))
          .hasSameTextualContentAs(directory.resolve("state/report").resolve(file));
    }
  }

  @Test
  void terminatedCommandStopsAllThatItStarted() throws Exception {
    Process command = lowland("run", experiment(), "--seeds", "0-999");
    Awaitility.await()
        .atMost(120, TimeUnit.SECONDS)
        .until(() -> !command.isAlive() || output().contains("experiment: "));
    assertThat(command.isAlive()).as(output()).isTrue();
    List<ProcessHandle> children = command.descendants().toList();
    assertThat(children).hasSizeGreaterThanOrEqualTo(3);

    command.destroy();

    assertThat(command.waitFor(60, TimeUnit.SECONDS)).isTrue();
    awaitEndOf(children);
    assertThat(databaseRuns()).isFalse();
    assertThat(command.exitValue()).isNotZero();
    assertThat(output()).doesNotContain("Exception", "lowland: ");
    assertThat(directory.resolve("state/stack.pid")).doesNotExist();
  }

  @Test
  void killedCommandLeavesNothingRunning() throws Exception {
    Process command = lowland("run", experiment(), "--seeds", "0-999");
    Awaitility.await()
        .atMost(120, TimeUnit.SECONDS)
        .until(() -> !command.isAlive() || output().contains("experiment: "));
    List<ProcessHandle> children = command.descendants().toList();
    assertThat(children).hasSizeGreaterThanOrEqualTo(3);

    command.destroyForcibly();

    awaitEndOf(children);
    Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> !databaseRuns());
  }

  private static void awaitEndOf(List<ProcessHandle> processes) {
    Awaitility.await()
        .atMost(60, TimeUnit.SECONDS)
        .untilAsserted(() -> assertThat(processes).noneMatch(ProcessHandle::isAlive));
  }

  /** PostgreSQL removes this file when it has stopped. */
  private boolean databaseRuns() {
    return Files.exists(directory.resolve("state/postgres/data/postmaster.pid"));
  }

  private String experiment() throws IOException {
    return Files.writeString(directory.resolve("small.yaml"), Experiments.SMALL).toString();
  }

  private Process lowland(String... arguments) throws IOException {
    List<String> line =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Dlowland.home=" + Path.of("").toAbsolutePath().getParent(),
                "-Dstdout.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                Lowland.class.getName()));
    line.addAll(List.of(arguments));
    line.addAll(List.of("--state", directory.resolve("state").toString()));
    return new ProcessBuilder(line)
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("output.txt").toFile())
        .start();
  }

  private String output() throws IOException {
    Path file = directory.resolve("output.txt");
    return Files.exists(file) ? Files.readString(file) : "";
  }
}
