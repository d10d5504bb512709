package io.lowland.analysis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lowland.contracts.CloudEventHeaders;
import io.lowland.contracts.EventCodec;
import io.lowland.contracts.MeasurementTaken;
import io.lowland.contracts.Topics;
import io.lowland.testing.Traced;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** The traces of measurements go on through the database to the correlations. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
@TestProfile(Traced.class)
class TracingTest extends ServiceScene {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String ANOTHER = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String STORING = Topics.MEASUREMENTS + " store";
  private static final String RECOMPUTING = "recompute correlations";

  @Inject RecordedSpans spans;

  @Test
  void traceOfTheMeasurementsGoesWithTheirCorrelations() {
    List<MeasurementTaken> measurements = measurements("traced");
    Set<String> senders = send(measurements, TRACE, 0x1000);

    await().atMost(PATIENCE).until(() -> linked(recomputations("traced")).containsAll(senders));
    await().atMost(PATIENCE).until(() -> !correlations("traced").isEmpty());

    assertThat(linked(spans.named(STORING))).containsAll(senders);
    assertThat(recomputations("traced"))
        .allSatisfy(span -> assertThat(span.getTraceId()).isEqualTo(TRACE))
        .allSatisfy(span -> assertThat(senders).contains(span.getParentSpanId()));
    assertThat(correlations("traced"))
        .allSatisfy(
            record -> {
              SpanData sending = sending(record);
              assertThat(sending.getTraceId()).isEqualTo(TRACE);
              assertThat(recomputations("traced"))
                  .extracting(SpanData::getSpanId)
                  .contains(sending.getParentSpanId());
            });
  }

  @Test
  void correlationsOfSeveralTracesAreLinkedToEachOfThem() {
    List<MeasurementTaken> measurements = measurements("traced-twice");
    int half = measurements.size() / 2;
    Set<String> senders = send(measurements.subList(0, half), TRACE, 0x2000);
    senders.addAll(send(measurements.subList(half, measurements.size()), ANOTHER, 0x3000));

    await()
        .atMost(PATIENCE)
        .until(() -> linked(recomputations("traced-twice")).containsAll(senders));

    assertThat(recomputations("traced-twice").getLast().getTraceId()).isEqualTo(ANOTHER);
    assertThat(links(recomputations("traced-twice")).map(SpanContext::getTraceId))
        .contains(TRACE, ANOTHER);
  }

  @Test
  void deadLetterStaysInItsTrace() {
    wire.send(Topics.MEASUREMENTS, "traced-poison", "{}".getBytes(UTF_8), parent(TRACE, 0x4000));

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(wire.read(Topics.DEAD_LETTERS, key -> key.equals("traced-poison")))
                    .singleElement()
                    .satisfies(
                        letter -> assertThat(sending(letter).getTraceId()).isEqualTo(TRACE)));
  }

  private static List<MeasurementTaken> measurements(String experiment) {
    Laboratory laboratory = new Laboratory(experiment);
    return laboratory.runs().stream()
        .flatMap(run -> laboratory.measurements(run).stream())
        .toList();
  }

  /** Sends each within a span of its own, and returns the ids of these spans. */
  private static Set<String> send(List<MeasurementTaken> events, String trace, long firstSpan) {
    Set<String> senders = new HashSet<>();
    for (int i = 0; i < events.size(); i++) {
      MeasurementTaken event = events.get(i);
      wire.send(event.topic(), event.key(), EventCodec.encode(event), parent(trace, firstSpan + i));
      senders.add(span(firstSpan + i));
    }
    return senders;
  }

  private static String parent(String trace, long span) {
    return "00-" + trace + "-" + span(span) + "-01";
  }

  private static String span(long id) {
    return "%016x".formatted(id);
  }

  private List<SpanData> recomputations(String experiment) {
    return spans.named(RECOMPUTING).stream()
        .filter(
            span ->
                experiment.equals(
                    span.getAttributes().get(AttributeKey.stringKey("lowland.experiment"))))
        .toList();
  }

  private static List<ConsumerRecord<byte[], byte[]>> correlations(String experiment) {
    return wire.read(Topics.CORRELATIONS, key -> key.startsWith(experiment + "/"));
  }

  private static Set<String> linked(List<SpanData> spans) {
    return new HashSet<>(links(spans).map(SpanContext::getSpanId).toList());
  }

  private static Stream<SpanContext> links(List<SpanData> spans) {
    return spans.stream()
        .flatMap(span -> span.getLinks().stream())
        .map(link -> link.getSpanContext());
  }

  /** The span in which a record was sent, as the record's header names it. */
  private SpanData sending(ConsumerRecord<byte[], byte[]> record) {
    String parent = CloudEventHeaders.text(record.headers(), "traceparent").orElseThrow();
    String id = parent.split("-")[2];
    return spans.named(record.topic() + " publish").stream()
        .filter(span -> span.getSpanId().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
