package io.lowland.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunReportTest {

  @TempDir Path directory;

  @Test
  void jsonHasTheRunsAndCorrelationsInTheAgreedShape() throws Exception {
    JsonNode json = new ObjectMapper().readTree(RunReport.json(Samples.finished(), 12.5));

    assertThat(json.path("experiment").asText()).isEqualTo("sample-0123456789ab");
    assertThat(json.path("seconds").asDouble()).isEqualTo(12.5);
    JsonNode run = json.path("runs").get(1);
    assertThat(run.path("seed").asLong()).isEqualTo(1);
    assertThat(run.path("test_accuracy").asDouble()).isEqualTo(0.6);
    assertThat(run.path("epochs").asInt()).isEqualTo(40);
    assertThat(run.path("train_seconds").asDouble()).isEqualTo(1.5);
    assertThat(run.path("measurements").path("weight_l2").path("value").asDouble()).isEqualTo(6);
    assertThat(run.path("measurements").path("weight_l2").path("seconds").asDouble())
        .isEqualTo(0.25);
    JsonNode correlation = json.path("correlations").get(0);
    assertThat(correlation.path("measure").asText()).isEqualTo("weight_l2");
    assertThat(correlation.path("regime").asText()).isEqualTo("all");
    assertThat(correlation.path("n").asInt()).isEqualTo(3);
    assertThat(correlation.path("spearman").asDouble()).isEqualTo(-0.5);
    assertThat(correlation.path("p").asDouble()).isEqualTo(0.04);
    assertThat(correlation.path("ci95")).hasSize(2);
    assertThat(correlation.path("invariant").isBoolean()).isTrue();
  }

  @Test
  void measureWithoutValueIsNullWithItsReason() throws Exception {
    ExperimentState state = new ExperimentState(Samples.experiment());
    state.apply(Samples.none(0, Samples.WEIGHT, "not finite"));

    JsonNode measurement =
        new ObjectMapper()
            .readTree(RunReport.json(state, 1))
            .path("runs")
            .get(0)
            .path("measurements")
            .path("weight_l2");

    assertThat(measurement.path("value").isNull()).isTrue();
    assertThat(measurement.path("reason").asText()).isEqualTo("not finite");
  }

  @Test
  void reportNamesDataSetReasonAndProvenanceAndNeverShowsABareCorrelation() throws Exception {
    ReportFiles.write(directory, Path.of("sample.yaml"), Samples.finished(), 12.5);

    assertThat(Files.readString(directory.resolve("report.md")))
        .contains(
            "3 of 3 networks measured on synthetic-digits",
            "mnist cannot be had",
            "mean test accuracy 0.6000",
            "| `weight_l2` | all | 3 | -0.500 | [-0.600, -0.400] | 0.040 | 0.080 | no |",
            "seeds 0-2, batch size 32, learning rate 0.1");
    assertThat(Files.readAllLines(directory.resolve("runs.csv")))
        .contains(
            "run,regime,seed,epochs,train_seconds,test_accuracy,weight_l2",
            "sample-0123456789ab.default.2,default,2,40,1.5,0.7,5.0");
    assertThat(Files.readAllLines(directory.resolve("correlations.csv")))
        .contains("weight_l2,all,3,-0.5,0.04,-0.6,-0.4,-0.5,0.08,false");
  }
}
