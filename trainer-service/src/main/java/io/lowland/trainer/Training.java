package io.lowland.trainer;

import io.lowland.contracts.CheckpointDescription;
import io.lowland.contracts.RunRequested;
import io.lowland.contracts.TrainingProgress;
import io.lowland.data.Dataset;
import io.lowland.data.DatasetCatalogue;
import io.lowland.data.DatasetUnavailableException;
import io.lowland.data.Split;
import io.lowland.network.Checkpoint;
import io.lowland.training.Trainer;
import io.lowland.training.TrainingDivergedException;
import io.lowland.training.TrainingListener;
import io.lowland.training.TrainingResult;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** Trains the network that a run asks for. */
@ApplicationScoped
class Training {
  private static final Duration BETWEEN_REPORTS = Duration.ofMillis(500);

  private final DatasetCatalogue datasets;
  private final TrainerConfig config;

  Training(DatasetCatalogue datasets, TrainerConfig config) {
    this.datasets = datasets;
    this.config = config;
  }

  /** How a training ended. */
  sealed interface Outcome {}

  /** There is a checkpoint. */
  record Trained(Checkpoint checkpoint, int epochs, double trainLoss, Duration duration)
      implements Outcome {}

  /** There is none, and trying again would not help. */
  record Failed(String reason) implements Outcome {}

  /**
   * Trains the network.
   *
   * @param report told about the progress at the start and now and then
   */
  Outcome train(RunRequested run, Consumer<TrainingProgress> report) {
    try {
      Dataset dataset = datasets.load(run.dataset());
      CheckpointDescription.requireDigest(run.dataset(), run.datasetDigest(), dataset);
      Split split = Split.of(dataset, run.trainPoints(), run.unseen());
      report.accept(TrainingProgress.training(run, 0, OptionalDouble.empty()));
      long start = System.nanoTime();
      TrainingResult result = Trainer.train(run.plan(), split.training(), reporter(run, report));
      Duration duration = Duration.ofNanos(System.nanoTime() - start);
      return new Trained(
          new Checkpoint(
              result.network(),
              CheckpointDescription.metadata(
                  run, result, duration.toNanos() * 1e-9, config.codeVersion())),
          result.epochs(),
          result.trainLoss(),
          duration);
    } catch (DatasetUnavailableException | TrainingDivergedException | IllegalArgumentException e) {
      return new Failed(e.getMessage());
    }
  }

  private static TrainingListener reporter(RunRequested run, Consumer<TrainingProgress> report) {
    long[] last = {System.nanoTime()};
    return (epoch, trainLoss) -> {
      long now = System.nanoTime();
      if (now - last[0] >= BETWEEN_REPORTS.toNanos()) {
        last[0] = now;
        report.accept(TrainingProgress.training(run, epoch, OptionalDouble.of(trainLoss)));
      }
    };
  }
}
