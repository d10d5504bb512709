package io.lowland.metrics;

import io.lowland.contracts.MeasurementTaken;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/**
 * What is told about measuring. Counters are there from the start, at zero, so that a first failure
 * shows as an increase.
 */
@Startup
@Singleton
class MeasuringMeters {
  private static final long NANOS = 1_000_000_000L;

  /** Where measures by verdicts say how many they could not reach. */
  private static final String UNDECIDED = "undecided";

  private final MeterRegistry meters;
  private final Counter measured;
  private final Counter undecided;

  MeasuringMeters(MeterRegistry meters) {
    this.meters = meters;
    measured = meters.counter("lowland.checkpoints.measured");
    undecided = meters.counter("lowland.verdicts.undecided");
  }

  /** A checkpoint whose measurements were sent. */
  void measured(List<MeasurementTaken> taken) {
    measured.increment();
    taken.forEach(this::count);
  }

  private void count(MeasurementTaken measurement) {
    String measure = measurement.measure();
    meters
        .timer("lowland.measure", "measure", measure)
        .record(Duration.ofNanos((long) (measurement.seconds() * NANOS)));
    if (measurement.reason().isPresent()) {
      meters.counter("lowland.measure.without.value", "measure", measure).increment();
    }
    if (measurement.details().get(UNDECIDED) instanceof Number pairs) {
      undecided.increment(pairs.doubleValue());
    }
  }
}
