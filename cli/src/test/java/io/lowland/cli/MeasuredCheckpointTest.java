package io.lowland.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lowland.measure.MeasureFamily;
import io.lowland.measure.Measurement;
import io.lowland.measure.TimedMeasurement;
import io.lowland.network.Architecture;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class MeasuredCheckpointTest {

  @Test
  void theLanguageOfTheMachineDoesNotShow() {
    var measured =
        new MeasuredCheckpoint(
            "a.safetensors",
            Architecture.parse("784-8-10"),
            "mnist",
            250,
            false,
            0.75,
            List.of(
                new TimedMeasurement(
                    Measurement.of("sharpness", 1.5), MeasureFamily.SHARPNESS, false, 0.25)));
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertThat(measured.text()).contains("test accuracy 0.7500").contains("0.2500");
    } finally {
      Locale.setDefault(before);
    }
  }
}
