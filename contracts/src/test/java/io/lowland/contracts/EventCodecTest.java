package io.lowland.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lowland.network.CheckpointKind;
import io.lowland.training.Sgd;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {

  static List<LowlandEvent> events() {
    return Events.ALL;
  }

  @ParameterizedTest
  @MethodSource("events")
  void everyEventIsReadBack(LowlandEvent event) {
    assertThat((LowlandEvent) EventCodec.decode(EventCodec.encode(event), event.getClass()))
        .isEqualTo(event);
  }

  @Test
  void eventsFromBeforeThereWasAChoiceOfOptimiserMeanPlainDescent() {
    String text = new String(EventCodec.encode(Events.RUN), StandardCharsets.UTF_8);
    String older =
        text.replaceAll("\"optimiser\":\\{[^}]*\\},", "")
            .replaceAll("\"schedule\":\\{[^}]*\\},", "");
    assertThat(older).isNotEqualTo(text).doesNotContain("optimiser", "schedule");
    RunRequested run =
        EventCodec.decode(older.getBytes(StandardCharsets.UTF_8), RunRequested.class);
    assertThat(run).isEqualTo(Events.RUN);
    assertThat(run.plan().optimiser()).isEqualTo(Sgd.PLAIN);
  }

  @Test
  void measurementsFromBeforeThereWereKindsAreOfFinalCheckpoints() {
    String text = new String(EventCodec.encode(Events.MEASUREMENT), StandardCharsets.UTF_8);
    String older = text.replace("\"kind\":\"final\",\"run_checkpoints\":16,", "");
    assertThat(older).isNotEqualTo(text);
    MeasurementTaken taken =
        EventCodec.decode(older.getBytes(StandardCharsets.UTF_8), MeasurementTaken.class);
    assertThat(taken.kind()).isEqualTo(CheckpointKind.FINAL);
    assertThat(taken.runCheckpoints()).isEmpty();
  }

  @Test
  void aTransformationStandsWithReparameterisedCheckpointsOnly() {
    String text = new String(EventCodec.encode(Events.WITHOUT_VALUE), StandardCharsets.UTF_8);
    byte[] contradiction =
        text.replace("\"reparameterised\"", "\"final\"").getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> EventCodec.decode(contradiction, MeasurementTaken.class))
        .isInstanceOf(MalformedEventException.class)
        .hasMessageContaining("expected a transformation exactly when it is reparameterised");
  }

  @Test
  void familyThatIsNoneIsNamedWithThoseThatAre() {
    String text = new String(EventCodec.encode(Events.MEASUREMENT), StandardCharsets.UTF_8);
    byte[] unknown =
        text.replaceFirst("\"family\":\"\\w+\"", "\"family\":\"colour\"")
            .getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> EventCodec.decode(unknown, MeasurementTaken.class))
        .isInstanceOf(MalformedEventException.class)
        .hasMessageContaining(
            "family: 'colour'; expected one of generalisation, sharpness, weakness, simplicity")
        .hasMessageNotContaining("enum constant");
  }

  @Test
  void propertiesOfNewerSendersAreIgnored() {
    String json = new String(EventCodec.encode(Events.RUN), StandardCharsets.UTF_8);
    byte[] newer =
        json.replaceFirst("\\{", "{\"colour\":\"red\",").getBytes(StandardCharsets.UTF_8);

    assertThat(EventCodec.decode(newer, RunRequested.class)).isEqualTo(Events.RUN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "7", "[]", "{}", "{\"run\":7}", "{\"seed\":\"x\"}", "\u0000"})
  void otherBytesAreMalformedAndSaySo(String text) {
    assertThatThrownBy(
            () -> EventCodec.decode(text.getBytes(StandardCharsets.UTF_8), RunRequested.class))
        .isInstanceOf(MalformedEventException.class)
        .hasMessageStartingWith("not a RunRequested: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"seed", "architecture", "max_epochs", "stop", "train_points", "measures"})
  void absentPropertyIsMalformed(String property) {
    String json = new String(EventCodec.encode(Events.RUN), StandardCharsets.UTF_8);
    byte[] without =
        json.replace("\"" + property + "\":", "\"x\":").getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> EventCodec.decode(without, RunRequested.class))
        .isInstanceOf(MalformedEventException.class);
  }

  @Test
  void headersAreCloudEvents() {
    Headers headers =
        CloudEventHeaders.of(Events.RUN, "/lowland/test", Instant.parse("2026-01-02T03:04:05Z"));

    assertThat(CloudEventHeaders.text(headers, "ce_specversion")).contains("1.0");
    assertThat(CloudEventHeaders.text(headers, "ce_id")).contains(Events.RUN.run());
    assertThat(CloudEventHeaders.text(headers, "ce_type")).contains("io.lowland.run.requested.v1");
    assertThat(CloudEventHeaders.text(headers, "ce_time")).contains("2026-01-02T03:04:05Z");
    assertThat(CloudEventHeaders.text(headers, "ce_source")).contains("/lowland/test");
    assertThat(CloudEventHeaders.text(headers, "content-type")).contains("application/json");
  }
}
