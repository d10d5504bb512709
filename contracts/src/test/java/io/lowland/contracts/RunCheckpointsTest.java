package io.lowland.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lowland.network.Architecture;
import io.lowland.network.Checkpoint;
import io.lowland.network.CheckpointKind;
import io.lowland.network.Network;
import io.lowland.network.Reparameterisation;
import io.lowland.network.Safetensors;
import io.lowland.random.TorchRandom;
import io.lowland.training.TrainingResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunCheckpointsTest {
  private static final Network NETWORK =
      Network.initialise(Architecture.of(784, 8, 6, 10), new TorchRandom(1));
  private static final RunCheckpoints CHECKPOINTS = new RunCheckpoints(Events.RUN, "0.1.0");

  private static Checkpoint last(double seconds) {
    return CHECKPOINTS.last(new TrainingResult(NETWORK, 9, 1, 0.01, true), seconds, 2);
  }

  @Test
  void everyThirdEpochIsDueWhenTheExperimentSaysSo() {
    assertThat(IntStream.rangeClosed(1, 9).filter(CHECKPOINTS::isDue)).containsExactly(3, 6, 9);
  }

  @Test
  void theFinalCheckpointSaysHowManyThereAre() {
    CheckpointDescription description = CheckpointDescription.of(last(1));

    assertThat(description.kind()).isEqualTo(CheckpointKind.FINAL);
    assertThat(description.runCheckpoints()).contains(1 + 2 + 2);
    assertThat(description.transformation()).isEmpty();
  }

  @Test
  void oneAlongTrainingIsReadBackWithItsEpochAndMeasures() {
    Checkpoint checkpoint = reread(CHECKPOINTS.alongTraining(6, NETWORK));
    CheckpointDescription description = CheckpointDescription.of(checkpoint);

    assertThat(description.kind()).isEqualTo(CheckpointKind.ALONG_TRAINING);
    assertThat(description.training()).containsEntry("epochs", "6").doesNotContainKey("kind");
    assertThat(description.run()).contains(Events.RUN.run());
    // None are named for them, so all of the run's.
    assertThat(description.measures()).isEqualTo(Events.RUN.measures());
  }

  @Test
  void variantsAreTheTransformedNetworkWithItsTransformation() {
    Checkpoint last = last(1);
    List<Checkpoint> variants = CHECKPOINTS.variantsOf(last);

    assertThat(variants)
        .extracting(variant -> CheckpointDescription.of(reread(variant)).transformation())
        .containsExactly(
            Optional.of(new Reparameterisation(1, 5)), Optional.of(new Reparameterisation(2, 0.5)));
    assertThat(variants.getLast().network().parameters())
        .isEqualTo(new Reparameterisation(2, 0.5).apply(NETWORK).parameters());
    CheckpointDescription description = CheckpointDescription.of(variants.getFirst());
    assertThat(description.kind()).isEqualTo(CheckpointKind.REPARAMETERISED);
    assertThat(description.runCheckpoints()).isEmpty();
    assertThat(description.measures()).containsExactly("weight_l2");
    assertThat(description.training())
        .containsEntry("derived_from", CheckpointDescription.id(last))
        .containsEntry("epochs", "9");
  }

  @Test
  void aRunThatIsTrainedAgainGivesCheckpointsOfTheSameIds() {
    assertThat(ids(last(2))).isEqualTo(ids(last(1))).doesNotHaveDuplicates();
  }

  private static List<String> ids(Checkpoint last) {
    List<Checkpoint> all = new ArrayList<>(CHECKPOINTS.variantsOf(last));
    all.add(last);
    all.add(CHECKPOINTS.alongTraining(3, NETWORK));
    all.add(CHECKPOINTS.alongTraining(6, NETWORK));
    return all.stream().map(CheckpointDescription::id).toList();
  }

  @Test
  void onlyChosenRunsAreReparameterised() {
    // The second regime has the seed 7, the third has 8.
    assertThat(Events.EXPERIMENT.expand())
        .extracting(run -> run.seed() + " " + run.reparameterisations().isPresent())
        .containsExactly("0 true", "4294967295 false", "7 true", "8 false");
    Checkpoint other =
        new RunCheckpoints(Events.EXPERIMENT.expand().getLast(), "0.1.0")
            .last(new TrainingResult(NETWORK, 2, 1, 0.01, true), 1, 0);
    assertThat(other.metadata())
        .doesNotContainKey("run_checkpoints")
        .containsEntry("kind", "final");
  }

  @Test
  void strangersCheckpointsAreFinalUnlessTheySayOtherwise() {
    assertThat(described(Map.of()).kind()).isEqualTo(CheckpointKind.FINAL);
    assertThat(described(Map.of("kind", "along_training", "run", "mine", "epochs", "0")).kind())
        .isEqualTo(CheckpointKind.ALONG_TRAINING);
    assertThat(
            described(
                    Map.of(
                        "kind",
                        "reparameterised",
                        "run",
                        "mine",
                        "transformation",
                        "{\"factor\": 2.5, \"hidden_layer\": 2}"))
                .transformation())
        .contains(new Reparameterisation(2, 2.5));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "kind=last | kind: 'last'; expected final, along_training or reparameterised",
        "kind=along_training | run: (absent); expected the id of the run whose along_training",
        "kind=along_training&run=a | epochs: (absent); expected the epochs trained so far",
        "kind=along_training&run=a&epochs=-1 | epochs: '-1'; expected the epochs trained so far",
        "kind=reparameterised&run=a | transformation: (absent); expected JSON such as",
        "kind=reparameterised&run=a&transformation=5 | transformation: 5; expected JSON such as",
        "kind=reparameterised&run=a&transformation={\"hidden_layer\":3,\"factor\":2} | transformation: {\"hidden_layer\":3,\"factor\":2}; expected a hidden layer from 1 to 2",
        "kind=reparameterised&run=a&transformation={\"hidden_layer\":1,\"factor\":0} | expected JSON such as",
        "transformation={\"hidden_layer\":1,\"factor\":2} | kind: 'final'; expected reparameterised",
        "run_checkpoints=none | run_checkpoints: 'none'; expected a whole number of at least 1",
      })
  void wrongMetadataNamesTheKey(String metadata, String complaint) {
    Map<String, String> entries = new HashMap<>();
    for (String entry : metadata.split("&", -1)) {
      String[] parts = entry.split("=", 2);
      entries.put(parts[0], parts[1]);
    }
    assertThatThrownBy(() -> described(entries))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(complaint);
  }

  private static CheckpointDescription described(Map<String, String> metadata) {
    Map<String, String> all = new HashMap<>(metadata);
    all.put("dataset", "mnist");
    all.put("train_points", "250");
    return CheckpointDescription.of(new Checkpoint(NETWORK, all));
  }

  private static Checkpoint reread(Checkpoint checkpoint) {
    return Safetensors.read(Safetensors.write(checkpoint), "checkpoint");
  }
}
