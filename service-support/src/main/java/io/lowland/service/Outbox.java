package io.lowland.service;

import io.lowland.contracts.CloudEventHeaders;
import io.lowland.contracts.EventCodec;
import io.lowland.contracts.LowlandEvent;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.TracingMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
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
    return emitter.sendMessage(message(event));
  }

  /** Sends a record. */
  public Uni<Void> send(String key, byte[] value, Headers headers) {
    return emitter.sendMessage(message(key, value, headers));
  }

  /** Sends the events and waits until the broker has them all. */
  public void sendAndAwait(List<? extends LowlandEvent> events) {
    sendMessagesAndAwait(events, this::message);
  }

  /**
   * The same for events that belong to traces of their own.
   *
   * @param trace what an event's span is a child of, instead of the span that the thread is in
   */
  public <T extends LowlandEvent> void sendAndAwait(List<T> events, Function<T, Context> trace) {
    sendMessagesAndAwait(
        events,
        event -> message(event).addMetadata(TracingMetadata.withCurrent(trace.apply(event))));
  }

  private <T> void sendMessagesAndAwait(
      List<? extends T> events, Function<T, Message<byte[]>> message) {
    for (int from = 0; from < events.size(); from += IN_FLIGHT) {
      List<Uni<Void>> sent =
          events.subList(from, Math.min(events.size(), from + IN_FLIGHT)).stream()
              .map(event -> emitter.sendMessage(message.apply(event)))
              .toList();
      Uni.join().all(sent).andFailFast().await().indefinitely();
    }
  }

  private Message<byte[]> message(LowlandEvent event) {
    return message(
        event.key(),
        EventCodec.encode(event),
        CloudEventHeaders.of(event, source, Clock.systemUTC().instant()));
  }

  private static Message<byte[]> message(String key, byte[] value, Headers headers) {
    return Message.of(value)
        .addMetadata(
            OutgoingKafkaRecordMetadata.<String>builder()
                .withKey(key)
                .withHeaders(headers)
                .build());
  }
}
