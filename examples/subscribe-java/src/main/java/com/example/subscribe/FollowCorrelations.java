package com.example.subscribe;

import io.lowland.contracts.CorrelationUpdated;
import io.lowland.contracts.EventCodec;
import io.lowland.contracts.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Prints every correlation as it changes, beginning with the present ones. */
public final class FollowCorrelations {
  private static final Duration PAUSE = Duration.ofMillis(500);

  private FollowCorrelations() {}

  /** {@code arguments}: the broker, such as {@code localhost:9092}. */
  public static void main(String[] arguments) {
    follow(arguments[0], correlation -> System.out.println(line(correlation)));
  }

  /**
   * Tells {@code listener} the present correlations and then each one that changes, until this
   * thread is interrupted. A correlation may be told twice; the last one counts.
   */
  static void follow(String bootstrapServers, Consumer<CorrelationUpdated> listener) {
    // No consumer group: this program remembers nothing and always begins at the beginning.
    Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.CORRELATIONS).stream()
              .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (!Thread.currentThread().isInterrupted()) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(PAUSE)) {
          listener.accept(EventCodec.decode(record.value(), CorrelationUpdated.class));
        }
      }
    } catch (InterruptException e) {
      // Asked to end; Kafka has kept the thread's interrupted status.
    }
  }

  static String line(CorrelationUpdated correlation) {
    String where =
        "%s %s (%s, n = %d)"
            .formatted(
                correlation.experiment(),
                correlation.measure(),
                correlation.regime().orElse(CorrelationUpdated.ALL_REGIMES),
                correlation.n());
    return correlation.spearman().isPresent()
        ? String.format(Locale.ROOT, "%s: %+.3f", where, correlation.spearman().getAsDouble())
        : where + ": " + correlation.reason().orElse("");
  }
}
