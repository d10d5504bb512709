package io.lowland.cli.submit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lowland.cli.CommandFailedException;
import io.lowland.network.Architecture;
import io.lowland.network.Checkpoint;
import io.lowland.network.Network;
import io.lowland.network.Safetensors;
import io.lowland.random.TorchRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a data set's name alone tells, without its bytes. */
class OwnDataTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "mnist, 10, 10, 250, 'network 10-8-10 takes 10 inputs; images of mnist have 784 pixels'",
    "fashion-mnist, 784, 9, 250, 'network 784-8-9 has 9 outputs; fashion-mnist has 10 classes'",
    "synthetic-digits, 784, 10, 60001, 'train_points: 60001; expected 1 to 60000'"
  })
  void networkThatFitsAWellKnownDataSetNowhereIsRefused(
      String dataset, int inputs, int classes, int points, String said) throws IOException {
    OwnNetwork network = network(dataset, inputs, classes, points);

    assertThatThrownBy(() -> OwnData.requirePossible(network))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageStartingWith(network.file() + ": ")
        .hasMessageContaining(said);
  }

  @ParameterizedTest
  @CsvSource({"mnist, 784, 11, 60000", "idx:folder, 10, 3, 5"})
  void networkThatMayFitIsNot(String dataset, int inputs, int classes, int points)
      throws IOException {
    OwnNetwork network = network(dataset, inputs, classes, points);

    assertThatCode(() -> OwnData.requirePossible(network)).doesNotThrowAnyException();
  }

  private OwnNetwork network(String dataset, int inputs, int classes, int points)
      throws IOException {
    Network network = Network.initialise(Architecture.of(inputs, 8, classes), new TorchRandom(1));
    Map<String, String> metadata =
        Map.of("experiment", "mine", "dataset", dataset, "train_points", String.valueOf(points));
    Path file =
        Files.write(
            directory.resolve("net.safetensors"),
            Safetensors.write(new Checkpoint(network, metadata)));
    return OwnNetwork.read(file, Map.of());
  }
}
