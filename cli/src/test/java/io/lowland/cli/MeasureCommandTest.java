package io.lowland.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lowland.cli.CommandRunner.Outcome;
import io.lowland.data.SyntheticDigits;
import io.lowland.network.Architecture;
import io.lowland.network.Checkpoint;
import io.lowland.network.CheckpointMetadata;
import io.lowland.network.Network;
import io.lowland.network.Safetensors;
import io.lowland.random.TorchRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code measure} of a network that was not trained. */
class MeasureCommandTest {
  private static final Map<String, String> COMPLETE =
      Map.of(
          CheckpointMetadata.DATASET,
          SyntheticDigits.NAME,
          CheckpointMetadata.TRAIN_POINTS,
          "60",
          CheckpointMetadata.MEASURES,
          "weight_l2");

  @TempDir Path directory;

  @Test
  void otherBytesThanTheNetworkWasTrainedOnAreRefused() throws IOException {
    String digest = "0123abcd";

    Outcome outcome = measure(with(CheckpointMetadata.DATASET_DIGEST, digest));

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err().lines()).hasSize(1);
    assertThat(outcome.err())
        .contains("net.safetensors", SyntheticDigits.NAME, digest, "dataset_digest");
  }

  @Test
  void theSameBytesAreMeasured() throws IOException {
    String digest = SyntheticDigits.dataset().digest();

    Outcome outcome = measure(with(CheckpointMetadata.DATASET_DIGEST, digest));

    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains("60 training points, ").doesNotContain("assumed");
  }

  @Test
  void anotherDataSetThanTheFilesIsMeasuredOnRequest() throws IOException {
    Map<String, String> metadata = with(CheckpointMetadata.DATASET_DIGEST, "0123abcd");
    metadata.put(CheckpointMetadata.DATASET, "mnist");

    assertThat(measure(metadata, "--dataset", SyntheticDigits.NAME).code()).isZero();
  }

  @Test
  void misspeltMeasureIsAnsweredWithTheOneMeant() throws IOException {
    Outcome outcome = measure(COMPLETE, "--measures", "weight_l1,weigth_l2");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err().lines()).hasSize(1);
    assertThat(outcome.err()).contains("'weigth_l2'", "did you mean weight_l2?");
  }

  @Test
  void misspeltDataSetIsAnsweredWithTheOneMeant() throws IOException {
    Outcome outcome = measure(COMPLETE, "--dataset", "minst");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err().lines()).hasSize(1);
    assertThat(outcome.err()).contains("net.safetensors", "'minst'", "did you mean mnist?");
  }

  @Test
  void blankListOfMeasuresIsNone() throws IOException {
    Outcome outcome =
        measure(with(CheckpointMetadata.MEASURES, " "), "--train-points", "20", "--probes", "1");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains("weight_l2", "weight_l1", "hessian_trace");
  }

  @Test
  void assumedNumberOfTrainingPointsIsSaid() throws IOException {
    Map<String, String> metadata = with(CheckpointMetadata.TRAIN_POINTS, "");

    assertThat(measure(metadata).out()).contains("250 training points (assumed: ");
    assertThat(measure(metadata, "--json").out()).contains("\"train_points_assumed\" : true");
    assertThat(measure(metadata, "--json", "--train-points", "250").out())
        .contains("\"train_points_assumed\" : false");
  }

  private static Map<String, String> with(String key, String value) {
    Map<String, String> metadata = new TreeMap<>(COMPLETE);
    metadata.put(key, value);
    return metadata;
  }

  private Outcome measure(Map<String, String> metadata, String... options) throws IOException {
    Network network = Network.initialise(Architecture.of(784, 8, 10), new TorchRandom(1));
    Path file =
        Files.write(
            directory.resolve("net.safetensors"),
            Safetensors.write(new Checkpoint(network, metadata)));
    String[] arguments = new String[options.length + 2];
    arguments[0] = "measure";
    arguments[1] = file.toString();
    System.arraycopy(options, 0, arguments, 2, options.length);
    return CommandRunner.run(arguments);
  }
}
