package io.lowland.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.lowland.contracts.MeasurementTaken;
import io.lowland.measure.MeasureFamily;
import io.lowland.network.CheckpointKind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class MeasuringMetersTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final MeasuringMeters meters = new MeasuringMeters(registry);

  @Test
  void undecidedVerdictsAndSecondsAreCounted() {
    meters.measured(
        List.of(
            measurement("pair_proxy", Map.of("undecided", 3), Optional.of("3 are undecided")),
            measurement("weight_l2", Map.of(), Optional.empty())));
    meters.measured(List.of(measurement("pair_proxy", Map.of("undecided", 0), Optional.empty())));

    assertThat(registry.counter("lowland.checkpoints.measured").count()).isEqualTo(2);
    assertThat(registry.counter("lowland.verdicts.undecided").count()).isEqualTo(3);
    assertThat(registry.timer("lowland.measure", "measure", "pair_proxy").count()).isEqualTo(2);
    assertThat(registry.counter("lowland.measure.without.value", "measure", "pair_proxy").count())
        .isEqualTo(1);
  }

  private static MeasurementTaken measurement(
      String measure, Map<String, Object> details, Optional<String> reason) {
    return new MeasurementTaken(
        "checkpoint",
        measure,
        "run",
        MeasurementTaken.NO_EXPERIMENT,
        "default",
        Optional.empty(),
        "synthetic-digits",
        reason.isPresent() ? OptionalDouble.empty() : OptionalDouble.of(1),
        OptionalDouble.empty(),
        details,
        reason,
        Optional.of(MeasureFamily.WEAKNESS),
        true,
        0.25,
        2,
        CheckpointKind.FINAL,
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        "test");
  }
}
