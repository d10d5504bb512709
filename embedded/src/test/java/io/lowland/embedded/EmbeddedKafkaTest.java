package io.lowland.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedKafkaTest {
  private static final String TOPIC = "messages";

  @TempDir Path directory;

  @Test
  void messageOfSixteenMegabytesIsStillThereWhenTheDirectoryIsOpenedAgain() throws Exception {
    byte[] message = new byte[16 << 20];
    message[message.length - 1] = 7;
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory)) {
      send(kafka, message);
      assertThat(receive(kafka)).isEqualTo(message);
      kafka.close();
    }
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory)) {
      assertThat(receive(kafka)).isEqualTo(message);
    }
  }

  @Test
  void directoryInUseIsRefused() {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory)) {
      assertThat(kafka.bootstrapServers()).startsWith("127.0.0.1:");
      assertThatThrownBy(() -> EmbeddedKafka.start(directory))
          .isInstanceOf(EmbeddedException.class)
          .hasMessageContaining("in use");
    }
  }

  private static void send(EmbeddedKafka kafka, byte[] message) throws Exception {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "max.request.size",
            EmbeddedKafka.MAX_MESSAGE_BYTES,
            "buffer.memory",
            2L * EmbeddedKafka.MAX_MESSAGE_BYTES);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(TOPIC, message)).get();
    }
  }

  private static byte[] receive(EmbeddedKafka kafka) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "group.id",
            "reader",
            "session.timeout.ms",
            2000,
            "heartbeat.interval.ms",
            500,
            "enable.auto.commit",
            false,
            "auto.offset.reset",
            "earliest");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(TOPIC));
      while (true) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          return record.value();
        }
      }
    }
  }
}
