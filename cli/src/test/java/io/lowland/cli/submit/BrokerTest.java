package io.lowland.cli.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lowland.cli.CommandFailedException;
import io.lowland.contracts.ClaimCheck;
import io.lowland.contracts.TopicCreation;
import io.lowland.contracts.Topics;
import io.lowland.embedded.EmbeddedKafka;
import io.lowland.network.Architecture;
import io.lowland.network.Checkpoint;
import io.lowland.network.CheckpointMetadata;
import io.lowland.network.Network;
import io.lowland.network.Safetensors;
import io.lowland.random.TorchRandom;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Networks on their way to a broker that takes messages of 1 MB, as most do unless told otherwise.
 */
@Timeout(120)
class BrokerTest {
  private static final int LIMIT = 1_000_000;

  @TempDir static Path directory;
  private static EmbeddedKafka kafka;

  @BeforeAll
  static void startBroker() throws Exception {
    kafka = EmbeddedKafka.start(directory.resolve("kafka"));
    NewTopic checkpoints =
        new NewTopic(Topics.CHECKPOINTS, Optional.of(1), Optional.empty())
            .configs(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(LIMIT)));
    // With its limit from the start: the broker takes up a later one some time after it has said
    // so.
    try (Admin admin = Admin.create(settings())) {
      admin.createTopics(List.of(checkpoints)).all().get();
    }
    TopicCreation.createMissing(settings(), Topics.all());
  }

  @AfterAll
  static void stopBroker() {
    kafka.close();
  }

  @Test
  void networkAboveTheBrokersLimitIsRefusedWithItsSizeAndTheLimit() throws Exception {
    OwnNetwork network = network("refused", 400);
    try (Broker broker = new Broker(settings(), Optional.empty())) {
      assertThatThrownBy(() -> broker.send(network))
          .isInstanceOf(CommandFailedException.class)
          .hasMessageMatching(
              "\\S+refused.safetensors: checkpoint of 1,27\\d,\\d{3} bytes is more than Kafka takes on"
                  + " topic lowland.checkpoints, 1,000,000 bytes \\(max.message.bytes\\); name the"
                  + " directory that the services share with --claim-check DIR");
    }
  }

  @Test
  void networkAboveTheBrokersLimitGoesThroughTheSharedDirectoryWhereThereIsOne() throws Exception {
    OwnNetwork network = network("stored", 401);
    Path shared = directory.resolve("shared");
    try (Broker broker = new Broker(settings(), Optional.of(shared))) {
      broker.send(network);
    }
    byte[] message = sent(network.run());
    assertThat(ClaimCheck.isReference(message)).isTrue();
    assertThat(new ClaimCheck(Optional.of(shared), LIMIT).redeem(message))
        .isEqualTo(Safetensors.write(network.checkpoint()));
  }

  @Test
  void networkBelowTheLimitIsSentItself() throws Exception {
    OwnNetwork network = network("small", 8);
    Path shared = directory.resolve("unused");
    try (Broker broker = new Broker(settings(), Optional.of(shared))) {
      broker.send(network);
    }
    assertThat(sent(network.run())).isEqualTo(Safetensors.write(network.checkpoint()));
    assertThat(shared).doesNotExist();
  }

  @Test
  void clientsOfABrokerThatCannotBeUsedAreClosed() {
    Map<String, Object> settings = new HashMap<>(settings());
    settings.put("client.id", "left-behind");
    // Refused by the consumer, which is made after the producer.
    settings.put("auto.offset.reset", "somewhere");

    assertThatThrownBy(() -> new Broker(settings, Optional.empty()))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("auto.offset.reset");
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.contains("left-behind"));
  }

  private static Map<String, Object> settings() {
    return Map.of("bootstrap.servers", kafka.bootstrapServers());
  }

  private static OwnNetwork network(String name, int width) throws Exception {
    Network network = Network.initialise(Architecture.of(784, width, 10), new TorchRandom(width));
    Path file = directory.resolve(name + ".safetensors");
    Files.write(file, Safetensors.write(new Checkpoint(network, Map.of())));
    return OwnNetwork.read(
        file,
        Map.of(
            CheckpointMetadata.EXPERIMENT,
            "sizes",
            CheckpointMetadata.DATASET,
            "synthetic-digits",
            CheckpointMetadata.TRAIN_POINTS,
            "50"));
  }

  /** The last message under this key. */
  private static byte[] sent(String run) {
    try (var consumer =
        new KafkaConsumer<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.CHECKPOINTS).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (true) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          if (new String(record.key(), StandardCharsets.UTF_8).equals(run)) {
            return record.value();
          }
        }
      }
    }
  }
}
