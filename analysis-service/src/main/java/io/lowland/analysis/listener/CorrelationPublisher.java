package io.lowland.analysis.listener;

import io.lowland.analysis.store.CorrelationStore;
import io.lowland.analysis.store.CorrelationStore.Unpublished;
import io.lowland.contracts.CloudEventHeaders;
import io.lowland.contracts.CorrelationUpdated;
import io.lowland.contracts.EventCodec;
import io.lowland.contracts.Topics;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Sends changed correlations to {@link Topics#CORRELATIONS}. The database is the outbox: a row
 * counts as published when the broker has confirmed it, so that a crash in between sends it again
 * (with the same key) and never loses it.
 */
@ApplicationScoped
class CorrelationPublisher {
  private static final String SOURCE = "/lowland/analysis";

  private final CorrelationStore store;
  private final MutinyEmitter<byte[]> emitter;

  CorrelationPublisher(
      CorrelationStore store, @Channel("correlations") MutinyEmitter<byte[]> emitter) {
    this.store = store;
    this.emitter = emitter;
  }

  /** Sends all that is due and returns when the broker has it. */
  void publish() {
    List<Unpublished> due = store.unpublished();
    if (due.isEmpty()) {
      return;
    }
    Multi.createFrom()
        .iterable(due)
        .onItem()
        .transformToUniAndConcatenate(each -> send(each.correlation().toEvent()))
        .collect()
        .asList()
        .await()
        .indefinitely();
    store.markPublished(due);
  }

  private Uni<Void> send(CorrelationUpdated event) {
    return emitter.sendMessage(
        Message.of(EventCodec.encode(event))
            .addMetadata(
                OutgoingKafkaRecordMetadata.<byte[]>builder()
                    .withKey(event.key().getBytes(StandardCharsets.UTF_8))
                    .withHeaders(CloudEventHeaders.of(event, SOURCE, Instant.now()))
                    .build()));
  }
}
