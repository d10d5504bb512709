package io.lowland.trainer;

import io.lowland.contracts.EventCodec;
import io.lowland.contracts.MalformedEventException;
import io.lowland.contracts.RunRequested;
import io.lowland.contracts.TrainingProgress;
import io.lowland.service.Outbox;
import io.lowland.service.RejectedException;
import io.lowland.service.Stopping;
import io.lowland.service.Worker;
import io.quarkus.logging.Log;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Consumes requested runs: trains each and sends its checkpoints. A run's offset is committed only
 * after the broker has them all, so a trainer that dies or is stopped loses nothing; a run that is
 * trained twice gives the same checkpoints twice.
 */
@ApplicationScoped
class RunListener {
  private final Training training;
  private final CheckpointSender checkpoints;
  private final Outbox progress;
  private final TrainingMeters meters;
  private final Stopping stopping;
  private final Worker worker;

  RunListener(
      Training training,
      CheckpointSender checkpoints,
      @Channel(Channels.PROGRESS_OUT) MutinyEmitter<byte[]> progress,
      TrainingMeters meters,
      Stopping stopping,
      Worker worker) {
    this.training = training;
    this.checkpoints = checkpoints;
    this.progress = new Outbox(progress, TrainerConfig.SOURCE);
    this.meters = meters;
    this.stopping = stopping;
    this.worker = worker;
  }

  @Incoming(Channels.RUNS)
  @Blocking(value = "training", ordered = false)
  void train(ConsumerRecord<String, byte[]> record) {
    // The key of a request is the id of its run.
    worker.work(record.key(), () -> train(decoded(record.value())));
  }

  private void train(RunRequested run) {
    try {
      trainToTheEnd(run);
    } catch (RuntimeException e) {
      // What fails while the service stops is left to whoever comes next.
      stopping.giveUpIfBegun();
      giveUp(run, e);
      throw e;
    }
  }

  /** Nobody may wait for a run that is among the dead letters. */
  private void giveUp(RunRequested run, RuntimeException failure) {
    meters.failure();
    String why = Objects.requireNonNullElse(failure.getMessage(), failure.toString());
    try {
      progress.sendAndAwait(List.of(TrainingProgress.failed(run, why)));
    } catch (RuntimeException unsent) {
      failure.addSuppressed(unsent);
    }
  }

  private void trainToTheEnd(RunRequested run) {
    Training.Outcome outcome =
        training.train(
            run, this::report, checkpoint -> checkpoints.sendAndAwait(run.run(), checkpoint));
    switch (outcome) {
      case Training.Trained trained -> {
        progress.sendAndAwait(
            List.of(TrainingProgress.trained(run, trained.epochs(), trained.trainLoss())));
        meters.trained(trained.duration());
      }
      case Training.Failed failed -> {
        // A download that was interrupted, say, would succeed elsewhere.
        stopping.giveUpIfBegun();
        Log.warnf("run %s failed: %s", run.run(), failed.reason());
        progress.sendAndAwait(List.of(TrainingProgress.failed(run, failed.reason())));
        meters.failure();
      }
    }
  }

  private static RunRequested decoded(byte[] value) {
    try {
      return EventCodec.decode(value == null ? new byte[0] : value, RunRequested.class);
    } catch (MalformedEventException e) {
      throw new RejectedException(e.getMessage());
    }
  }

  /** Nobody waits for progress, and a training must not fail for want of it. */
  private void report(TrainingProgress state) {
    progress
        .send(state)
        .subscribe()
        .with(sent -> {}, failure -> Log.debugf("progress of %s was not sent: %s", state, failure));
  }
}
