package io.lowland.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The command as users call it: a process, with the packaged services below it. */
@Timeout(1_800)
@ExtendWith(WholeRun.Provider.class)
class EmbeddedRunTest {
  private static final int MEASURES = 5;

  @Test
  void everyNetworkIsMeasuredAndNothingIsLeftRunning(WholeRun run) throws IOException {
    JsonNode result = run.result().json();

    assertThat(result.path("dataset").asText()).isEqualTo("synthetic-digits");
    assertThat(result.path("runs")).hasSize(Experiments.RUNS);
    for (JsonNode each : result.path("runs")) {
      assertThat(each.path("test_accuracy").asDouble()).isBetween(0.2, 1.0);
      assertThat(each.path("measurements").size()).isEqualTo(MEASURES);
      assertThat(each.path("epochs").asInt()).isPositive();
    }
    assertThat(result.path("correlations")).isNotEmpty();
    for (JsonNode correlation : result.path("correlations")) {
      assertThat(correlation.path("n").asInt()).isEqualTo(Experiments.RUNS);
    }
    assertThat(result.path("correlations").findValuesAsText("measure"))
        .contains("weight_l1", "weight_l2");
    assertThat(run.output())
        .contains("16 of 16 networks measured", "95 % interval", "weight_l2")
        .contains(
            "reparameterised: 3 variants of 1 network; invariant measures equal in 6 of 6 rows");
    run.bench().awaitEnd(run.children());
  }

  @Test
  void networksOnTheWayLeadToTheTrainedOnes(WholeRun run) throws IOException {
    JsonNode result = run.result().json();
    Map<String, Integer> ends = new HashMap<>();
    int previous = 0;
    String of = "";
    for (JsonNode point : result.path("trajectories")) {
      boolean sameRun = point.path("run").asText().equals(of);
      of = point.path("run").asText();
      int epoch = point.path("epoch").asInt();
      assertThat(point.path("values").path("weight_l2").asDouble()).isPositive();
      if (point.path("kind").asText().equals("final")) {
        ends.put(of, epoch);
      } else {
        assertThat(epoch).isEqualTo(Experiments.EVERY + (sameRun ? previous : 0));
      }
      previous = epoch;
    }
    assertThat(ends.values().stream().distinct().count()).isGreaterThan(1);
    for (JsonNode each : result.path("runs")) {
      assertThat(ends).containsEntry(each.path("run").asText(), each.path("epochs").asInt());
    }
  }

  @Test
  void invariantMeasuresStay(WholeRun run) throws IOException {
    JsonNode rows = run.result().json().path("reparameterisations");

    assertThat(rows).hasSize(3 * MEASURES);
    for (JsonNode row : rows) {
      boolean same = row.path("invariant").asBoolean() || row.path("factor").asDouble() == 1;
      assertThat(row.path("equal").asBoolean()).as(row.toString()).isEqualTo(same);
    }
  }

  @Test
  void reportIsThere(WholeRun run) {
    assertThat(run.state().resolve("report"))
        .isDirectoryContaining("glob:**/report.html")
        .isDirectoryContaining("glob:**/report.md")
        .isDirectoryContaining("glob:**/runs.csv")
        .isDirectoryContaining("glob:**/correlations.csv")
        .isDirectoryContaining("glob:**/measurements.parquet")
        .isDirectoryContaining("glob:**/experiment.yaml");
    assertThat(run.state().resolve("report/figures"))
        .isDirectoryContaining("glob:**/forest-all.svg")
        .isDirectoryContaining("glob:**/scatter-weight_l2.png");
  }

  /** From what the run kept, with no stack running. */
  @Test
  void reportCanBeMadeAgain(WholeRun run, @TempDir Path again) {
    CommandRunner.Outcome outcome =
        CommandRunner.run("report", run.state().toString(), "--out", again.toString());

    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("report: " + again.resolve("report.html"));
    for (String file : List.of("report.html", "report.md", "runs.csv", "result.json")) {
      assertThat(again.resolve(file))
          .hasSameTextualContentAs(run.state().resolve("report").resolve(file));
    }
  }
}
