package io.lowland.analysis.listener;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapPropagator;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Continues the traces that messages bring in their headers, through the database to the
 * correlations. Storing a batch and recomputing an experiment's correlations are one span each,
 * whatever the number of messages: it continues the trace of the latest message and links to the
 * spans in which all of them were sent, as OpenTelemetry's conventions for messaging have it for
 * batches. While tracing is switched off nothing is kept and no header is looked at.
 */
@ApplicationScoped
class ResultTraces {
  static final String RECOMPUTATION = "recompute correlations";

  private static final String MESSAGES = "messaging.batch.message_count";
  private static final String EXPERIMENT = "lowland.experiment";

  private final boolean enabled;
  private final Tracer tracer;
  private final TextMapPropagator propagator;
  private final PendingTraces pending = new PendingTraces();
  private final Map<String, Context> unpublished = new ConcurrentHashMap<>();

  ResultTraces(
      OpenTelemetry telemetry,
      @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean disabled) {
    enabled = !disabled;
    tracer = telemetry.getTracer("io.lowland.analysis");
    propagator = telemetry.getPropagators().getTextMapPropagator();
  }

  /** The trace in which a message was sent; the root when it has none, or tracing is off. */
  Context of(ConsumerRecord<?, ?> record) {
    return enabled
        ? propagator.extract(Context.root(), record.headers(), new HeaderGetter())
        : Context.root();
  }

  /** Has {@code storing} store the messages of {@code batch}, of which there is at least one. */
  void store(List<? extends Received<?>> batch, Runnable storing) {
    if (!enabled) {
      storing.run();
      return;
    }
    List<PendingTraces.Message> messages = batch.stream().map(this::message).toList();
    pending.add(messages);
    try {
      Span span =
          begin(
              batch.getFirst().record().topic() + " store",
              SpanKind.CONSUMER,
              messages.stream().map(PendingTraces.Message::sender).toList());
      within(span, storing);
      pending.stored(messages);
    } catch (RuntimeException e) {
      pending.forget(messages);
      throw e;
    }
  }

  private PendingTraces.Message message(Received<?> received) {
    return new PendingTraces.Message(
        received.event().experiment(), Span.fromContext(of(received.record())).getSpanContext());
  }

  /** Has {@code computing} bring the correlations of an experiment up to date. */
  void recompute(String experiment, Runnable computing) {
    if (!enabled) {
      computing.run();
      return;
    }
    PendingTraces.News news = pending.of(experiment);
    Span span = begin(RECOMPUTATION, SpanKind.INTERNAL, news.senders());
    span.setAttribute(EXPERIMENT, experiment);
    within(span, computing);
    pending.forget(news.stored());
    unpublished.put(experiment, Context.root().with(span));
  }

  /** The trace that the present correlations of an experiment came about in. */
  Context ofCorrelations(String experiment) {
    return unpublished.getOrDefault(experiment, Context.root());
  }

  /** Says that the topic has all correlations. */
  void published() {
    unpublished.clear();
  }

  private Span begin(String name, SpanKind kind, List<SpanContext> senders) {
    List<SpanContext> traced = senders.stream().filter(SpanContext::isValid).toList();
    SpanBuilder span = tracer.spanBuilder(name).setSpanKind(kind).setNoParent();
    traced.stream()
        // An experiment is traced as a whole or not at all; a batch has messages of several.
        .filter(SpanContext::isSampled)
        .reduce((_, later) -> later)
        .or(() -> traced.isEmpty() ? Optional.empty() : Optional.of(traced.getLast()))
        .ifPresent(parent -> span.setParent(Context.root().with(Span.wrap(parent))));
    traced.forEach(span::addLink);
    return span.setAttribute(MESSAGES, senders.size()).startSpan();
  }

  private static void within(Span span, Runnable work) {
    try (Scope _ = span.makeCurrent()) {
      work.run();
    } catch (RuntimeException e) {
      span.recordException(e);
      span.setStatus(StatusCode.ERROR, String.valueOf(e.getMessage()));
      throw e;
    } finally {
      span.end();
    }
  }
}
