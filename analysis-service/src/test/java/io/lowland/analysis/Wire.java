package io.lowland.analysis;

import io.lowland.contracts.EventCodec;
import io.lowland.contracts.LowlandEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** Sends as the other services do, and reads what the service under test sent. */
public final class Wire implements AutoCloseable {
  private final Map<String, Object> settings =
      Map.of(
          "bootstrap.servers",
          ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));
  private final KafkaProducer<byte[], byte[]> producer =
      new KafkaProducer<>(
          new HashMap<>(settings), new ByteArraySerializer(), new ByteArraySerializer());

  public void send(List<? extends LowlandEvent> events) {
    events.forEach(event -> send(event.topic(), event.key(), EventCodec.encode(event)));
  }

  public void send(String topic, String key, byte[] value) {
    send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value));
  }

  /** Sends within the span that {@code traceparent} names. */
  public void send(String topic, String key, byte[] value, String traceparent) {
    var record = new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value);
    record.headers().add("traceparent", traceparent.getBytes(StandardCharsets.UTF_8));
    send(record);
  }

  private void send(ProducerRecord<byte[], byte[]> record) {
    producer.send(record);
    producer.flush();
  }

  /** Every record of the topic at this moment whose key {@code wanted} accepts. */
  public List<ConsumerRecord<byte[], byte[]>> read(String topic, Predicate<String> wanted) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(
            new HashMap<>(settings), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(
                record -> {
                  if (wanted.test(new String(record.key(), StandardCharsets.UTF_8))) {
                    records.add(record);
                  }
                });
      }
    }
    return records;
  }

  @Override
  public void close() {
    producer.close();
  }
}
