package io.lowland.metrics;

import io.lowland.contracts.ClaimCheck;
import io.lowland.contracts.MeasurementTaken;
import io.lowland.network.Safetensors;
import io.lowland.service.Outbox;
import io.lowland.service.RejectedException;
import io.lowland.service.Stopping;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.MDC;

/**
 * Consumes checkpoints: measures each and sends the measurements. The offset is committed only
 * after the broker has them all, so a worker that dies or is stopped loses nothing. What cannot be
 * read goes to the dead letters, with the reason in its headers, and the next checkpoint is taken.
 */
@ApplicationScoped
class CheckpointListener {
  /** What is logged while a checkpoint is measured carries its run's id under this name. */
  private static final String RUN = "run";

  private final Measuring measuring;
  private final ClaimCheck claimCheck;
  private final Outbox measurements;
  private final MeasuringMeters meters;
  private final Stopping stopping;

  CheckpointListener(
      Measuring measuring,
      ClaimCheck claimCheck,
      @Channel(Channels.MEASUREMENTS_OUT) MutinyEmitter<byte[]> measurements,
      MeasuringMeters meters,
      Stopping stopping) {
    this.measuring = measuring;
    this.claimCheck = claimCheck;
    this.measurements = new Outbox(measurements, MetricsConfig.SOURCE);
    this.meters = meters;
    this.stopping = stopping;
  }

  @Incoming(Channels.CHECKPOINTS)
  @Blocking(value = "measuring", ordered = false)
  void measure(ConsumerRecord<String, byte[]> record) {
    // Checkpoints that were received and wait for a thread still come while the service is stopped.
    stopping.giveUpIfBegun();
    // The key of a checkpoint is the id of its run.
    MDC.put(RUN, String.valueOf(record.key()));
    try {
      byte[] value = record.value() == null ? new byte[0] : record.value();
      List<MeasurementTaken> taken = measured(value);
      // A data set whose download was interrupted, say, is no reason for a measure without a value.
      stopping.giveUpIfBegun();
      measurements.sendAndAwait(taken);
      meters.measured(taken);
    } catch (RejectedException e) {
      meters.rejected();
      throw e;
    } catch (RuntimeException e) {
      stopping.giveUpIfBegun();
      meters.failed();
      throw e;
    } finally {
      MDC.remove(RUN);
    }
  }

  private List<MeasurementTaken> measured(byte[] value) {
    try {
      return measuring.measure(Safetensors.read(claimCheck.redeem(value), "checkpoint"));
    } catch (IllegalArgumentException e) {
      throw new RejectedException(e.getMessage());
    }
  }
}
