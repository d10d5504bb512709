package io.lowland.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lowland.contracts.CheckpointTooLargeException;
import io.lowland.contracts.ClaimCheck;
import io.lowland.contracts.CloudEventHeaders;
import io.lowland.network.Architecture;
import io.lowland.network.Checkpoint;
import io.lowland.network.CheckpointMetadata;
import io.lowland.network.Network;
import io.lowland.network.Safetensors;
import io.lowland.random.TorchRandom;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** To a broker that takes messages of 10,000 bytes, below the limit of the settings. */
class CheckpointSenderTest {
  private static final int BROKER_LIMIT = 10_000;
  private static final int SETTINGS_LIMIT = 1_000_000;

  @TempDir Path directory;
  private final List<Message<byte[]>> taken = new ArrayList<>();

  @Test
  void checkpointThatTheBrokerRefusesForItsSizeGoesThroughTheDirectory() {
    ClaimCheck claimCheck = new ClaimCheck(Optional.of(directory), SETTINGS_LIMIT);
    Checkpoint checkpoint = checkpoint(40);

    sender(claimCheck).sendAndAwait("run", checkpoint);

    assertThat(taken).hasSize(1);
    byte[] message = taken.getFirst().getPayload();
    assertThat(ClaimCheck.isReference(message)).isTrue();
    assertThat(claimCheck.redeem(message)).isEqualTo(Safetensors.write(checkpoint));
    assertThat(contentType(taken.getFirst())).contains(CloudEventHeaders.CLAIM_CHECK);
  }

  @Test
  void withoutADirectoryTheReasonNamesTheSizeAndWhatToSet() {
    CheckpointSender sender = sender(new ClaimCheck(Optional.empty(), SETTINGS_LIMIT));

    assertThatThrownBy(() -> sender.sendAndAwait("run", checkpoint(40)))
        .isInstanceOf(CheckpointTooLargeException.class)
        .hasMessageMatching("checkpoint of 12\\d,\\d{3} bytes is more than Kafka takes .*")
        .hasMessageContaining("lowland.trainer.claim-check.directory")
        .hasMessageContaining("lowland.metrics.claim-check-directory");
    assertThat(taken).isEmpty();
  }

  @Test
  void smallCheckpointIsSentItself() {
    Checkpoint checkpoint = checkpoint(1);

    sender(new ClaimCheck(Optional.of(directory), SETTINGS_LIMIT)).sendAndAwait("run", checkpoint);

    assertThat(taken).hasSize(1);
    assertThat(taken.getFirst().getPayload()).isEqualTo(Safetensors.write(checkpoint));
    assertThat(directory).isEmptyDirectory();
  }

  private static Optional<String> contentType(Message<byte[]> message) {
    return message
        .getMetadata(OutgoingKafkaRecordMetadata.class)
        .flatMap(
            metadata ->
                CloudEventHeaders.text(metadata.getHeaders(), CloudEventHeaders.CONTENT_TYPE));
  }

  private static Checkpoint checkpoint(int width) {
    return new Checkpoint(
        Network.initialise(Architecture.of(784, width, 10), new TorchRandom(1)),
        Map.of(
            CheckpointMetadata.DATASET, "synthetic-digits", CheckpointMetadata.TRAIN_POINTS, "50"));
  }

  /** Asks no broker for its limit: there is no address. */
  @SuppressWarnings("unchecked")
  private CheckpointSender sender(ClaimCheck claimCheck) {
    MutinyEmitter<byte[]> broker =
        (MutinyEmitter<byte[]>)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {MutinyEmitter.class},
                (proxy, method, arguments) -> answer((Message<byte[]>) arguments[0]));
    return new CheckpointSender(claimCheck, broker, Map.of());
  }

  private Uni<Void> answer(Message<byte[]> message) {
    if (message.getPayload().length > BROKER_LIMIT) {
      return Uni.createFrom().failure(new RecordTooLargeException("too large"));
    }
    taken.add(message);
    return Uni.createFrom().voidItem();
  }
}
