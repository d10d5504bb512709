package io.lowland.cli.run;

import io.lowland.contracts.CorrelationUpdated;
import io.lowland.contracts.EventCodec;
import io.lowland.contracts.ExperimentSubmitted;
import io.lowland.contracts.MeasurementTaken;
import io.lowland.contracts.Topics;
import io.lowland.contracts.TrainingProgress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Follows the topics of results from their beginning, outside any consumer group, as every
 * subscriber may. Not for use by several threads.
 */
public final class ResultFeed implements AutoCloseable {
  private static final List<String> RESULTS =
      List.of(Topics.PROGRESS, Topics.MEASUREMENTS, Topics.CORRELATIONS, Topics.DEAD_LETTERS);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final String REASON_HEADER = "dead-letter-reason";

  private final KafkaConsumer<byte[], byte[]> consumer;

  /** Follows the broker at {@code bootstrapServers}. */
  public ResultFeed(String bootstrapServers) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  /** The experiment {@code id} as it was accepted, once that has been published. */
  public Optional<ExperimentSubmitted> experiment(String id, Duration limit) {
    follow(List.of(Topics.EXPERIMENTS));
    long end = System.nanoTime() + limit.toNanos();
    while (System.nanoTime() < end) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(PAUSE)) {
        if (record.value() != null && id.equals(text(record.key()))) {
          return Optional.of(EventCodec.decode(record.value(), ExperimentSubmitted.class));
        }
      }
    }
    return Optional.empty();
  }

  /** Begins with the results kept so far. */
  public void followResults() {
    follow(RESULTS);
  }

  private void follow(List<String> topics) {
    Collection<TopicPartition> partitions =
        topics.stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Tells {@code state} all that is kept at this moment. */
  void catchUp(ExperimentState state) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      update(state);
    }
  }

  /**
   * Tells {@code state} what is new, waiting a moment when nothing is.
   *
   * @return whether anything was
   */
  public boolean update(ExperimentState state) {
    ConsumerRecords<byte[], byte[]> records = consumer.poll(PAUSE);
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (record.value() != null) {
        apply(record, state);
      }
    }
    return !records.isEmpty();
  }

  private static void apply(ConsumerRecord<byte[], byte[]> record, ExperimentState state) {
    switch (record.topic()) {
      case Topics.PROGRESS ->
          state.apply(EventCodec.decode(record.value(), TrainingProgress.class));
      case Topics.MEASUREMENTS ->
          state.apply(EventCodec.decode(record.value(), MeasurementTaken.class));
      case Topics.CORRELATIONS ->
          state.apply(EventCodec.decode(record.value(), CorrelationUpdated.class));
      default -> state.failed(text(record.key()), "not processed: " + reason(record));
    }
  }

  private static String reason(ConsumerRecord<byte[], byte[]> deadLetter) {
    Header reason = deadLetter.headers().lastHeader(REASON_HEADER);
    return reason == null ? "no reason given" : text(reason.value());
  }

  private static String text(byte[] bytes) {
    return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
