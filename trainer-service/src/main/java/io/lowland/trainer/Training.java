package io.lowland.trainer;

import io.lowland.contracts.CheckpointDescription;
import io.lowland.contracts.RunCheckpoints;
import io.lowland.contracts.RunRequested;
import io.lowland.contracts.TrainingProgress;
import io.lowland.data.Dataset;
import io.lowland.data.DatasetCatalogue;
import io.lowland.data.DatasetUnavailableException;
import io.lowland.network.Checkpoint;
import io.lowland.network.Network;
import io.lowland.service.Stopping;
import io.lowland.training.Trainer;
import io.lowland.training.TrainingDivergedException;
import io.lowland.training.TrainingListener;
import io.lowland.training.TrainingResult;
import io.lowland.training.TrainingSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** Trains the network that a run asks for. */
@ApplicationScoped
class Training {
  private static final Duration BETWEEN_REPORTS = Duration.ofMillis(500);

  private final DatasetCatalogue datasets;
  private final TrainingSets trainingSets;
  private final TrainerConfig config;
  private final Stopping stopping;

  Training(
      DatasetCatalogue datasets,
      TrainingSets trainingSets,
      TrainerConfig config,
      Stopping stopping) {
    this.datasets = datasets;
    this.trainingSets = trainingSets;
    this.config = config;
    this.stopping = stopping;
  }

  /** How a training ended. */
  sealed interface Outcome {}

  /** Every checkpoint was sent. */
  record Trained(int epochs, double trainLoss, Duration duration) implements Outcome {}

  /** There is no final checkpoint, and trying again would not help. */
  record Failed(String reason) implements Outcome {}

  /**
   * Trains the network.
   *
   * @param report told about the progress at the start and now and then
   * @param send given the run's checkpoints as they come: those along training, the final one, and
   *     its reparameterised variants
   */
  Outcome train(RunRequested run, Consumer<TrainingProgress> report, Consumer<Checkpoint> send) {
    try {
      Dataset dataset = datasets.load(run.dataset());
      CheckpointDescription.requireDigest(run.dataset(), run.datasetDigest(), dataset);
      TrainingSet training = trainingSets.of(dataset, run.trainPoints());
      report.accept(TrainingProgress.training(run, 0, OptionalDouble.empty()));
      RunCheckpoints checkpoints = new RunCheckpoints(run, config.codeVersion());
      Watcher watcher = new Watcher(run, checkpoints, report, send, stopping);
      long start = System.nanoTime();
      TrainingResult result = Trainer.train(run.plan(), training, watcher);
      Duration duration = Duration.ofNanos(System.nanoTime() - start - watcher.sending);
      Checkpoint last = checkpoints.last(result, duration.toNanos() / 1e9, watcher.sent);
      send.accept(last);
      checkpoints.variantsOf(last).forEach(send);
      return new Trained(result.epochs(), result.trainLoss(), duration);
    } catch (DatasetUnavailableException | TrainingDivergedException | IllegalArgumentException e) {
      return new Failed(e.getMessage());
    }
  }

  /** Reports the progress of a training and sends the checkpoints along it. */
  private static final class Watcher implements TrainingListener {
    private final RunRequested run;
    private final RunCheckpoints checkpoints;
    private final Consumer<TrainingProgress> report;
    private final Consumer<Checkpoint> send;
    private final Stopping stopping;
    private long lastReport = System.nanoTime();

    /** Checkpoints sent. */
    private int sent;

    /** Nanoseconds spent on sending, which is no training. */
    private long sending;

    Watcher(
        RunRequested run,
        RunCheckpoints checkpoints,
        Consumer<TrainingProgress> report,
        Consumer<Checkpoint> send,
        Stopping stopping) {
      this.run = run;
      this.checkpoints = checkpoints;
      this.report = report;
      this.send = send;
      this.stopping = stopping;
    }

    @Override
    public void epoch(int epoch, double trainLoss) {
      stopping.giveUpIfBegun();
      long now = System.nanoTime();
      if (now - lastReport >= BETWEEN_REPORTS.toNanos()) {
        lastReport = now;
        report.accept(TrainingProgress.training(run, epoch, OptionalDouble.of(trainLoss)));
      }
    }

    @Override
    public boolean wantsNetwork(int epoch) {
      return checkpoints.isDue(epoch);
    }

    @Override
    public void network(int epoch, Network network) {
      long start = System.nanoTime();
      send.accept(checkpoints.alongTraining(epoch, network));
      sent++;
      sending += System.nanoTime() - start;
    }
  }
}
