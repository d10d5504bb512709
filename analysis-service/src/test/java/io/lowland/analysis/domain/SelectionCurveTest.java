package io.lowland.analysis.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.lowland.analysis.domain.ExperimentResults.MeasureFacts;
import io.lowland.measure.MeasureFamily;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SelectionCurveTest {
  private static final int NETWORKS = 7;

  @Test
  void expectedAccuracyHasNoDigitsThatAreNoiseOfAddingUp() {
    List<RunPoint> runs =
        IntStream.range(0, NETWORKS)
            .mapToObj(
                i ->
                    RunPoint.of(
                        "x.default." + i,
                        "default",
                        Optional.of((long) i),
                        Optional.empty(),
                        Map.of("weight_l2", (double) i, "test_accuracy", 0.6)))
            .toList();
    MeasureFacts measure =
        new MeasureFacts("weight_l2", Optional.of(MeasureFamily.SIMPLICITY), false);

    assertThat(SelectionCurve.of(new RunPoints(List.of(measure), runs), NETWORKS))
        .singleElement()
        .satisfies(
            curve -> {
              assertThat(curve.expectedAccuracy()).hasSize(NETWORKS).containsOnly(0.6);
              assertThat(curve.reversedAccuracy()).hasSize(NETWORKS).containsOnly(0.6);
            });
  }
}
