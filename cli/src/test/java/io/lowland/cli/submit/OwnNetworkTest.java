package io.lowland.cli.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lowland.contracts.CheckpointDescription;
import io.lowland.measure.MeasureRegistry;
import io.lowland.network.Architecture;
import io.lowland.network.Checkpoint;
import io.lowland.network.CheckpointKind;
import io.lowland.network.Network;
import io.lowland.network.Safetensors;
import io.lowland.random.TorchRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnNetworkTest {
  private static final Map<String, String> COMPLETE =
      Map.of("experiment", "mine", "dataset", "mnist", "train_points", "250");

  @TempDir Path directory;

  @Test
  void optionsReplaceWhatTheFileSays() throws IOException {
    Path file = file("net.safetensors", Map.of("dataset", "fashion-mnist", "colour", "red"));

    OwnNetwork network = OwnNetwork.read(file, COMPLETE);

    assertThat(network.description().dataset()).isEqualTo("mnist");
    assertThat(network.experiment()).isEqualTo("mine");
    assertThat(network.description().regime()).isEqualTo("default");
    assertThat(network.description().training()).containsEntry("colour", "red");
  }

  @Test
  void runIsNamedAfterItsContentWhateverTheFileIsCalled() throws IOException {
    Path file = file("my net (2).safetensors", Map.of("run", "elsewhere.default.0"));
    Path other = file("other.safetensors", Map.of("epochs", "7", "probes", "50"));

    OwnNetwork network = OwnNetwork.read(file, COMPLETE);

    assertThat(network.run()).matches("mine\\.default\\.net-[0-9a-f]{12}");
    assertThat(OwnNetwork.read(other, COMPLETE).run()).isEqualTo(network.run());
  }

  @Test
  void fileThatSaysEverythingIsTheSameCheckpointAsWhenItIsPutOnTheTopicItself() throws IOException {
    Path file = file("net.safetensors", COMPLETE);
    Checkpoint itself = Safetensors.read(file);

    OwnNetwork network = OwnNetwork.read(file, with("regime", "default"));

    assertThat(network.id()).isEqualTo(CheckpointDescription.id(itself));
    assertThat(network.run())
        .isEqualTo(CheckpointDescription.runId(itself, CheckpointDescription.of(itself)));
  }

  @Test
  void anyNetworkOfAnotherRunIsTheFinalOneOfARunOfItsOwn() throws IOException {
    Path file =
        file(
            "variant.safetensors",
            Map.of(
                "run", "elsewhere.default.0",
                "kind", "reparameterised",
                "transformation", "{\"hidden_layer\":1,\"factor\":2}",
                "derived_from", "0123"));
    Path several = file("last.safetensors", Map.of("kind", "final", "run_checkpoints", "7"));

    assertThat(OwnNetwork.read(file, COMPLETE).description().kind())
        .isEqualTo(CheckpointKind.FINAL);
    assertThat(OwnNetwork.read(several, COMPLETE).description().runCheckpoints()).isEmpty();
  }

  @Test
  void otherMeasuresOfTheSameNetworkBelongToTheSameCheckpoint() throws IOException {
    Path file = file("net.safetensors", Map.of());

    OwnNetwork some = OwnNetwork.read(file, with("measures", "weight_l2"));
    OwnNetwork others = OwnNetwork.read(file, with("measures", "pair_proxy,weight_l1"));

    assertThat(others.run()).isEqualTo(some.run());
    assertThat(others.id()).isEqualTo(some.id());
  }

  @Test
  void otherTrainingPointsMakeAnotherRun() throws IOException {
    Path file = file("net.safetensors", Map.of());

    assertThat(OwnNetwork.read(file, with("train_points", "500")).run())
        .isNotEqualTo(OwnNetwork.read(file, COMPLETE).run());
  }

  @Test
  void allThatIsAbsentIsSaidAtOnce() throws IOException {
    Path file = file("net.safetensors", Map.of());

    assertThatThrownBy(() -> OwnNetwork.read(file, Map.of("train_points", "250")))
        .hasMessage(
            "%s does not say its dataset, experiment; add --dataset NAME --experiment ID", file);
  }

  @Test
  void unknownMeasureIsRefusedWithTheOneThatWasProbablyMeant() throws IOException {
    Path file = file("net.safetensors", COMPLETE);
    MeasureRegistry registry = MeasureRegistry.load(List.of());

    requireKnown(
        OwnNetwork.read(file, with("measures", "hessian_trace,layer_1_patterns_unseen")), registry);
    assertThatThrownBy(
            () -> requireKnown(OwnNetwork.read(file, with("measures", "hesian_trace")), registry))
        .hasMessage(
            "%s: measures: 'hesian_trace'; expected a measure; did you mean hessian_trace?", file);
    assertThatThrownBy(
            () -> requireKnown(OwnNetwork.read(file, with("measures", "colourfulness")), registry))
        .hasMessageEndingWith(
            "LOWLAND_MEASURES has to name its jar, and before ./lowland up for a running stack");
  }

  @ParameterizedTest
  @CsvSource({
    "experiment, '', add --experiment ID",
    "experiment, a/b, 'expected letters, digits'",
    "regime, 'two words', 'expected letters, digits'",
    "dataset, '', add --dataset NAME",
    "train_points, '', add --train-points N",
    "train_points, -5, expected a whole number of at least 1",
    "unseen, some, 'expected all, leftover or test'",
    "seed, seven, expected a whole number",
    "regime, all, 'expected another name'"
  })
  void whatIsAbsentOrWrongIsNamedWithTheFile(String key, String value, String said)
      throws IOException {
    Path file = file("net.safetensors", with(key, value));

    assertThatThrownBy(() -> OwnNetwork.read(file, Map.of()))
        .isInstanceOf(RuntimeException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(key)
        .hasMessageContaining(said);
  }

  @ParameterizedTest
  @CsvSource({
    "train_points, -3, '--train-points: ''-3''; expected a whole number of at least 1'",
    "probes, none, '--probes: ''none''; expected a whole number of at least 1, or all'",
    "regime, all, '--regime: ''all''; expected another name, as this one stands for all regimes together'"
  })
  void whatAnOptionSaysWrongIsNamedWithTheOption(String key, String value, String said)
      throws IOException {
    Path file = file("net.safetensors", COMPLETE);

    assertThatThrownBy(() -> OwnNetwork.read(file, with(key, value))).hasMessage(said);
  }

  private static void requireKnown(OwnNetwork network, MeasureRegistry registry) {
    OwnMeasures.requireKnown(
        network.file(),
        network.checkpoint().network().architecture(),
        network.description().measures(),
        registry);
  }

  private static Map<String, String> with(String key, String value) {
    Map<String, String> metadata = new HashMap<>(COMPLETE);
    metadata.put(key, value);
    return metadata;
  }

  private Path file(String name, Map<String, String> metadata) throws IOException {
    Network network = Network.initialise(Architecture.of(784, 8, 10), new TorchRandom(1));
    return Files.write(
        directory.resolve(name), Safetensors.write(new Checkpoint(network, metadata)));
  }
}
