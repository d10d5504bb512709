package io.lowland.trainer;

import io.lowland.contracts.CheckpointDescription;
import io.lowland.contracts.CheckpointTooLargeException;
import io.lowland.contracts.ClaimCheck;
import io.lowland.contracts.CloudEventHeaders;
import io.lowland.contracts.MessageLimit;
import io.lowland.contracts.Topics;
import io.lowland.network.Checkpoint;
import io.lowland.network.Safetensors;
import io.lowland.service.Outbox;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.reactive.messaging.Channel;

/**
 * Sends checkpoints, large ones as claim checks: those above the limit of the settings, and those
 * that the broker refuses for their size.
 */
@ApplicationScoped
class CheckpointSender {
  private final ClaimCheck claimCheck;
  private final Outbox checkpoints;
  private final Map<String, Object> kafka;

  CheckpointSender(
      ClaimCheck claimCheck,
      @Channel(Channels.CHECKPOINTS_OUT) MutinyEmitter<byte[]> checkpoints,
      @Identifier("default-kafka-broker") Map<String, Object> kafka) {
    this.claimCheck = claimCheck;
    this.checkpoints = new Outbox(checkpoints, TrainerConfig.SOURCE);
    this.kafka = new HashMap<>(kafka);
  }

  /**
   * Sends a checkpoint of {@code run} and waits until the broker has it.
   *
   * @throws CheckpointTooLargeException if the broker does not take it for its size, and there is
   *     no directory for claim checks
   */
  void sendAndAwait(String run, Checkpoint checkpoint) {
    byte[] file = Safetensors.write(checkpoint);
    String id = CheckpointDescription.id(checkpoint);
    byte[] message = claimCheck.deposit(file);
    try {
      sendAndAwait(run, id, message);
    } catch (RuntimeException e) {
      if (!CheckpointTooLargeException.isReasonOf(e) || ClaimCheck.isReference(message)) {
        throw e;
      }
      if (claimCheck.directory().isEmpty()) {
        throw new CheckpointTooLargeException(
            file.length,
            MessageLimit.of(kafka, Topics.CHECKPOINTS),
            "raise it, or set lowland.trainer.claim-check.directory and"
                + " lowland.metrics.claim-check-directory to one that the services share",
            e);
      }
      sendAndAwait(run, id, claimCheck.store(file));
    }
  }

  private void sendAndAwait(String run, String id, byte[] message) {
    checkpoints
        .send(
            run,
            message,
            CloudEventHeaders.ofCheckpoint(
                id,
                run,
                ClaimCheck.isReference(message)
                    ? CloudEventHeaders.CLAIM_CHECK
                    : CloudEventHeaders.SAFETENSORS,
                TrainerConfig.SOURCE,
                Clock.systemUTC().instant()))
        .await()
        .indefinitely();
  }
}
