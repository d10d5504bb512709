package io.lowland.service;

import io.lowland.contracts.CloudEventHeaders;
import io.lowland.contracts.EventCodec;
import io.lowland.contracts.LowlandEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import java.time.Clock;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Sends to one channel. What is sent was received by the broker when the answer completes. */
public final class Outbox {
  /** Enough to keep the broker busy, few enough to need no large buffer. */
  private static final int IN_FLIGHT = 256;

  private final MutinyEmitter<byte[]> emitter;
  private final String source;

  /**
   * @param emitter of the channel
   * @param source CloudEvents source of what is sent
   */
  public Outbox(MutinyEmitter<byte[]> emitter, String source) {
    this.emitter = emitter;
    this.source = source;
  }

  /** Sends the event under its own key, with its CloudEvents headers. */
  public Uni<Void> send(LowlandEvent event) {
    return send(
        event.key(),
        EventCodec.encode(event),
        CloudEventHeaders.of(event, source, Clock.systemUTC().instant()));
  }

  /** Sends a record. */
  public Uni<Void> send(String key, byte[] value, Headers headers) {
    return emitter.sendMessage(
        Message.of(value)
            .addMetadata(
                OutgoingKafkaRecordMetadata.<String>builder()
                    .withKey(key)
                    .withHeaders(headers)
                    .build()));
  }

  /** Sends the events and waits until the broker has them all. */
  public void sendAndAwait(List<? extends LowlandEvent> events) {
    for (int from = 0; from < events.size(); from += IN_FLIGHT) {
      List<Uni<Void>> sent =
          events.subList(from, Math.min(events.size(), from + IN_FLIGHT)).stream()
              .map(this::send)
              .toList();
      Uni.join().all(sent).andFailFast().await().indefinitely();
    }
  }
}
