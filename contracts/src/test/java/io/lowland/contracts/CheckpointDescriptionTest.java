package io.lowland.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lowland.measure.MeasureOptions;
import io.lowland.network.Architecture;
import io.lowland.network.Checkpoint;
import io.lowland.network.Network;
import io.lowland.random.TorchRandom;
import io.lowland.training.TrainingResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointDescriptionTest {
  private static final Network NETWORK =
      Network.initialise(Architecture.of(784, 8, 6, 10), new TorchRandom(1));
  private static final TrainingResult RESULT = new TrainingResult(NETWORK, 40, 1, 0.01, true);

  private static Checkpoint trainedIn(double seconds) {
    return new RunCheckpoints(Events.RUN, "0.1.0").last(RESULT, seconds, 13);
  }

  @Test
  void metadataSayWhichOptimiserAndScheduleTrained() {
    RunRequested run = Events.EXPERIMENT.expand().get(2);
    TrainingResult result =
        new TrainingResult(
            Network.initialise(run.architecture(), new TorchRandom(1)), 3, 1, 0.1, true);

    assertThat(new RunCheckpoints(run, "0.1.0").last(result, 1, 0).metadata())
        .containsEntry("optimiser", "{\"name\":\"asam\",\"rho\":0.5,\"eta\":0.01}")
        .containsEntry("momentum", "0.9")
        .containsEntry("weight_decay", "1.0E-4")
        .containsEntry("schedule", "{\"at\":0.8,\"factor\":0.1}");
    assertThat(new RunCheckpoints(Events.RUN, "0.1.0").last(result, 1, 0).metadata())
        .doesNotContainKeys("optimiser", "momentum", "weight_decay", "schedule");
  }

  @Test
  void keyOfAllRegimesTogetherIsNoRegime() {
    Checkpoint checkpoint =
        new Checkpoint(NETWORK, Map.of("dataset", "mnist", "train_points", "250", "regime", "all"));

    assertThatThrownBy(() -> CheckpointDescription.of(checkpoint))
        .hasMessage(
            "__metadata__.regime: 'all'; expected another name, as this one stands for all regimes together");
  }

  @Test
  void metadataOfARunSaysHowToMeasureIt() {
    CheckpointDescription description = CheckpointDescription.of(trainedIn(1.5));

    assertThat(description.run()).contains(Events.RUN.run());
    assertThat(description.experiment()).contains(Events.RUN.experiment());
    assertThat(description.unseen()).contains(Events.RUN.unseen());
    assertThat(description.options()).isEqualTo(MeasureOptions.PAPER);
    assertThat(description.measures()).isEqualTo(Events.RUN.measures());
    assertThat(description.training())
        .containsEntry("epochs", "40")
        .containsEntry("train_seconds", "1.5")
        .containsEntry("why_not_first", "mnist cannot be had");
  }

  @Test
  void idDoesNotDependOnTheTimeTrainingTook() {
    assertThat(CheckpointDescription.id(trainedIn(1)))
        .isEqualTo(CheckpointDescription.id(trainedIn(2)))
        .isNotEqualTo(CheckpointDescription.id(new Checkpoint(NETWORK, Map.of())));
  }

  @Test
  void strangersNeedToSayLittle() {
    CheckpointDescription description =
        CheckpointDescription.of(
            new Checkpoint(
                NETWORK, Map.of("dataset", "mnist", "train_points", "250", "probes", "all")));

    assertThat(description.options().probes()).isEqualTo(MeasureOptions.ALL_PROBES);
    assertThat(description.run()).isEmpty();
    assertThat(description.training()).isEmpty();
  }

  @Test
  void wrongMetadataNamesTheKey() {
    assertThatThrownBy(
            () ->
                CheckpointDescription.of(
                    new Checkpoint(NETWORK, Map.of("dataset", "mnist", "train_points", "-3"))))
        .hasMessage("__metadata__.train_points: '-3'; expected a whole number of at least 1");
  }

  @Test
  void largeCheckpointsAreStoredOnceAndFoundAgain(@TempDir Path shared) throws Exception {
    ClaimCheck claimCheck = new ClaimCheck(Optional.of(shared), 10);
    byte[] large = "a checkpoint of more than ten bytes".getBytes(StandardCharsets.UTF_8);
    byte[] message = claimCheck.deposit(large);

    assertThat(ClaimCheck.isReference(message)).isTrue();
    assertThat(claimCheck.deposit(large)).isEqualTo(message);
    assertThat(claimCheck.redeem(message)).isEqualTo(large);
    byte[] small = {1, 2, 3};
    assertThat(claimCheck.redeem(claimCheck.deposit(small))).isEqualTo(small);
    try (var files = Files.list(shared)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void tamperedOrMissingContentIsRefused(@TempDir Path shared) throws Exception {
    ClaimCheck claimCheck = new ClaimCheck(Optional.of(shared), 1);
    byte[] message = claimCheck.deposit(new byte[] {1, 2, 3});
    try (var files = Files.list(shared)) {
      Files.write(files.findFirst().orElseThrow(), new byte[] {9});
    }

    assertThatThrownBy(() -> claimCheck.redeem(message)).hasMessageContaining("digest");
    byte[] missing = ("file:" + "0".repeat(64)).getBytes(StandardCharsets.US_ASCII);
    assertThatThrownBy(() -> claimCheck.redeem(missing)).hasMessageContaining("not there");
  }
}
