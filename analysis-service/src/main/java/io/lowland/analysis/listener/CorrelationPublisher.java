package io.lowland.analysis.listener;

import io.lowland.analysis.store.CorrelationStore;
import io.lowland.analysis.store.CorrelationStore.Unpublished;
import io.lowland.contracts.Topics;
import io.lowland.service.Outbox;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Channel;

/**
 * Sends changed correlations to {@link Topics#CORRELATIONS}. The database is the outbox: a row
 * counts as published when the broker has confirmed it, so that a crash in between sends it again
 * (with the same key) and never loses it.
 */
@ApplicationScoped
class CorrelationPublisher {
  private static final String SOURCE = "/lowland/analysis";

  private final CorrelationStore store;
  private final ResultTraces traces;
  private final Outbox topic;

  CorrelationPublisher(
      CorrelationStore store,
      ResultTraces traces,
      @Channel("correlations") MutinyEmitter<byte[]> emitter) {
    this.store = store;
    this.traces = traces;
    topic = new Outbox(emitter, SOURCE);
  }

  /** Sends all that is due and returns when the broker has it. */
  void publish() {
    List<Unpublished> due = store.unpublished();
    if (!due.isEmpty()) {
      topic.sendAndAwait(
          due.stream().map(each -> each.correlation().toEvent()).toList(),
          event -> traces.ofCorrelations(event.experiment()));
      store.markPublished(due);
    }
    traces.published();
  }
}
