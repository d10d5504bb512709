package io.lowland.analysis.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.lowland.analysis.listener.PendingTraces.Message;
import io.lowland.analysis.listener.PendingTraces.News;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PendingTracesTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  private final PendingTraces pending = new PendingTraces();

  private static Message message(String experiment, long span) {
    return new Message(
        experiment,
        SpanContext.createFromRemoteParent(
            TRACE, "%016x".formatted(span), TraceFlags.getSampled(), TraceState.getDefault()));
  }

  private List<String> senders(String experiment) {
    return pending.of(experiment).senders().stream().map(SpanContext::getSpanId).toList();
  }

  @Test
  void messageIsForgottenByAComputationThatBeganWhenItWasStored() {
    List<Message> batch = List.of(message("a", 1), message("b", 2), message("a", 3));
    pending.add(batch);
    pending.stored(batch);
    News news = pending.of("a");
    assertThat(news.senders())
        .extracting(SpanContext::getSpanId)
        .containsExactly("0000000000000001", "0000000000000003");

    pending.forget(news.stored());
    assertThat(senders("a")).isEmpty();
    assertThat(senders("b")).containsExactly("0000000000000002");
  }

  @Test
  void messageThatWasNotYetStoredIsThereForTheNextComputationToo() {
    List<Message> batch = List.of(message("a", 1));
    pending.add(batch);
    News early = pending.of("a");
    assertThat(early.senders()).hasSize(1);
    pending.stored(batch);
    pending.forget(early.stored());

    News late = pending.of("a");
    assertThat(late.senders()).hasSize(1);
    pending.forget(late.stored());
    assertThat(senders("a")).isEmpty();
  }

  @Test
  void refusedMessagesAreForgotten() {
    List<Message> batch = List.of(message("a", 1));
    pending.add(batch);
    pending.forget(batch);
    assertThat(senders("a")).isEmpty();
  }

  @Test
  void latestMessagesAreKeptAndNoMoreThanASpanLinksTo() {
    int most = PendingTraces.MOST_MESSAGES;
    pending.add(IntStream.rangeClosed(1, most + 5).mapToObj(i -> message("a", i)).toList());
    assertThat(senders("a")).hasSize(most).startsWith("0000000000000006");
  }

  @Test
  void experimentsThatAreComputedElsewhereAreForgottenInTheEnd() {
    int most = PendingTraces.MOST_EXPERIMENTS;
    IntStream.rangeClosed(0, most).forEach(i -> pending.add(List.of(message("e" + i, i + 1))));
    assertThat(senders("e0")).isEmpty();
    assertThat(senders("e1")).hasSize(1);
    assertThat(senders("e" + most)).hasSize(1);
  }
}
