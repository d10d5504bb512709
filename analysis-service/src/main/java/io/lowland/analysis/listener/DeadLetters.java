package io.lowland.analysis.listener;

import io.lowland.contracts.Topics;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.TracingMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Sends what cannot be processed to {@link Topics#DEAD_LETTERS}, key, value and headers as
 * received, with the reason and the place it came from in further headers (the names are those of
 * SmallRye's own dead-letter queue).
 */
@ApplicationScoped
class DeadLetters {
  private static final Logger LOG = Logger.getLogger(DeadLetters.class);

  private final MutinyEmitter<byte[]> emitter;
  private final ResultTraces traces;
  private final AnalysisMeters meters;

  DeadLetters(
      @Channel("dead-letters") MutinyEmitter<byte[]> emitter,
      ResultTraces traces,
      AnalysisMeters meters) {
    this.emitter = emitter;
    this.traces = traces;
    this.meters = meters;
  }

  /** Returns when the broker has it. */
  void send(ConsumerRecord<byte[], byte[]> record, String reason) {
    meters.rejected();
    LOG.warnf(
        "%s, partition %d, offset %d: %s; the message is in %s",
        record.topic(), record.partition(), record.offset(), reason, Topics.DEAD_LETTERS);
    emitter.sendMessageAndAwait(
        Message.of(record.value())
            .addMetadata(TracingMetadata.withCurrent(traces.of(record)))
            .addMetadata(
                OutgoingKafkaRecordMetadata.<byte[]>builder()
                    .withKey(record.key())
                    .withHeaders(headers(record, reason))
                    .build()));
  }

  private static Headers headers(ConsumerRecord<byte[], byte[]> record, String reason) {
    return new RecordHeaders(record.headers())
        .add("dead-letter-reason", bytes(reason))
        .add("dead-letter-topic", bytes(record.topic()))
        .add("dead-letter-partition", bytes(String.valueOf(record.partition())))
        .add("dead-letter-offset", bytes(String.valueOf(record.offset())));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
