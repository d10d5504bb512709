package io.lowland.metrics;

import io.lowland.contracts.ClaimCheck;
import io.lowland.contracts.MeasurementTaken;
import io.lowland.network.Safetensors;
import io.lowland.service.Outbox;
import io.lowland.service.RejectedException;
import io.lowland.service.Stopping;
import io.lowland.service.Worker;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Consumes checkpoints: measures each and sends the measurements. The offset is committed only
 * after the broker has them all, so a worker that dies or is stopped loses nothing. What cannot be
 * read goes to the dead letters, with the reason in its headers, and the next checkpoint is taken.
 */
@ApplicationScoped
class CheckpointListener {
  private final Measuring measuring;
  private final ClaimCheck claimCheck;
  private final Outbox measurements;
  private final MeasuringMeters meters;
  private final Stopping stopping;
  private final Worker worker;

  CheckpointListener(
      Measuring measuring,
      ClaimCheck claimCheck,
      @Channel(Channels.MEASUREMENTS_OUT) MutinyEmitter<byte[]> measurements,
      MeasuringMeters meters,
      Stopping stopping,
      Worker worker) {
    this.measuring = measuring;
    this.claimCheck = claimCheck;
    this.measurements = new Outbox(measurements, MetricsConfig.SOURCE);
    this.meters = meters;
    this.stopping = stopping;
    this.worker = worker;
  }

  @Incoming(Channels.CHECKPOINTS)
  @Blocking(value = "measuring", ordered = false)
  void measure(ConsumerRecord<String, byte[]> record) {
    // The key of a checkpoint is the id of its run.
    worker.work(record.key(), () -> measure(record.value() == null ? new byte[0] : record.value()));
  }

  private void measure(byte[] value) {
    List<MeasurementTaken> taken = measured(value);
    // A data set whose download was interrupted, say, is no reason for a measure without a value.
    stopping.giveUpIfBegun();
    measurements.sendAndAwait(taken);
    meters.measured(taken);
  }

  private List<MeasurementTaken> measured(byte[] value) {
    try {
      return measuring.measure(Safetensors.read(claimCheck.redeem(value), "checkpoint"));
    } catch (IllegalArgumentException e) {
      throw new RejectedException(e.getMessage());
    }
  }
}
