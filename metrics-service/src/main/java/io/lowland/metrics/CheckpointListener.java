package io.lowland.metrics;

import io.lowland.contracts.ClaimCheck;
import io.lowland.contracts.MeasurementTaken;
import io.lowland.network.Safetensors;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Consumes checkpoints: measures each and sends the measurements. The offset is committed only
 * after the broker has them all, so a worker that dies loses nothing. What cannot be read goes to
 * the dead letters, with the reason in its headers, and the next checkpoint is taken.
 */
@ApplicationScoped
class CheckpointListener {
  private static final long NANOS = 1_000_000_000L;

  private final Measuring measuring;
  private final ClaimCheck claimCheck;
  private final Outbox measurements;
  private final MeterRegistry meters;

  CheckpointListener(
      Measuring measuring,
      ClaimCheck claimCheck,
      @Channel(Channels.MEASUREMENTS_OUT) MutinyEmitter<byte[]> measurements,
      MeterRegistry meters) {
    this.measuring = measuring;
    this.claimCheck = claimCheck;
    this.measurements = new Outbox(measurements);
    this.meters = meters;
  }

  @Incoming(Channels.CHECKPOINTS)
  @Blocking(value = "measuring", ordered = false)
  void measure(ConsumerRecord<String, byte[]> record) {
    List<MeasurementTaken> taken;
    try {
      byte[] value = record.value() == null ? new byte[0] : record.value();
      taken = measuring.measure(Safetensors.read(claimCheck.redeem(value), "checkpoint"));
    } catch (IllegalArgumentException e) {
      meters.counter("lowland.checkpoints.rejected").increment();
      throw new RejectedException(e.getMessage());
    }
    measurements.sendAndAwait(taken);
    count(taken);
  }

  private void count(List<MeasurementTaken> taken) {
    meters.counter("lowland.checkpoints.measured").increment();
    for (MeasurementTaken measurement : taken) {
      meters
          .timer("lowland.measure", "measure", measurement.measure())
          .record(Duration.ofNanos((long) (measurement.seconds() * NANOS)));
      if (measurement.reason().isPresent()) {
        meters
            .counter("lowland.measure.without.value", "measure", measurement.measure())
            .increment();
      }
    }
  }
}
