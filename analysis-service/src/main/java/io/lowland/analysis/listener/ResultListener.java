package io.lowland.analysis.listener;

import io.lowland.analysis.store.ResultStore;
import io.lowland.contracts.ExperimentSubmitted;
import io.lowland.contracts.MeasurementTaken;
import io.lowland.contracts.TrainingProgress;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Hears what the other services found, and has it stored. */
@ApplicationScoped
class ResultListener {
  static final String EXPERIMENTS = "experiments";
  static final String PROGRESS = "progress";
  static final String MEASUREMENTS = "measurements";

  private final Intake intake;
  private final ResultStore store;

  ResultListener(Intake intake, ResultStore store) {
    this.intake = intake;
    this.store = store;
  }

  @Incoming(EXPERIMENTS)
  @Blocking
  void experiments(ConsumerRecords<byte[], byte[]> records) {
    intake.take(records, ExperimentSubmitted.class, store::saveExperiments);
  }

  @Incoming(PROGRESS)
  @Blocking
  void progress(ConsumerRecords<byte[], byte[]> records) {
    intake.take(records, TrainingProgress.class, store::saveProgress);
  }

  @Incoming(MEASUREMENTS)
  @Blocking
  void measurements(ConsumerRecords<byte[], byte[]> records) {
    intake.take(records, MeasurementTaken.class, store::saveMeasurements);
  }
}
