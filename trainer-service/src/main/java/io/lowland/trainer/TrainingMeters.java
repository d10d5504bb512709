package io.lowland.trainer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * What is told about requesting and training runs. All of it is there from the start, at zero, so
 * that a first failure shows as an increase.
 */
@Startup
@Singleton
class TrainingMeters {
  private final Counter requested;
  private final Timer training;
  private final Counter failures;

  TrainingMeters(MeterRegistry meters) {
    requested = meters.counter("lowland.runs.requested");
    training = meters.timer("lowland.training");
    failures = meters.counter("lowland.training.failures");
  }

  /** Runs of an experiment that was accepted. */
  void requested(int runs) {
    requested.increment(runs);
  }

  /** A network was trained. */
  void trained(Duration duration) {
    training.record(duration);
  }

  /** A training that cannot succeed. */
  void failure() {
    failures.increment();
  }
}
