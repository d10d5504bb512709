package io.lowland.analysis.listener;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What is told about storing and correlating. All of it is there from the start, at zero, so that a
 * first failure shows as an increase.
 */
@Startup
@Singleton
class AnalysisMeters {
  private final Counter stored;
  private final Counter rejected;
  private final Timer correlation;
  private final AtomicInteger waiting = new AtomicInteger();

  AnalysisMeters(MeterRegistry meters) {
    stored = meters.counter("lowland.messages.stored");
    rejected = meters.counter("lowland.messages.rejected");
    correlation = meters.timer("lowland.correlation");
    Gauge.builder("lowland.messages.waiting", waiting, AtomicInteger::get)
        .description("messages received that wait for the database")
        .register(meters);
  }

  /** Messages that are in the database now. */
  void stored(int messages) {
    stored.increment(messages);
  }

  /** A message that went to the dead letters. */
  void rejected() {
    rejected.increment();
  }

  /** Messages that begin to wait for the database, or end to when negative. */
  void waiting(int messages) {
    waiting.addAndGet(messages);
  }

  /** Takes the time of bringing one experiment's correlations up to date. */
  void correlate(Runnable correlating) {
    correlation.record(correlating);
  }
}
