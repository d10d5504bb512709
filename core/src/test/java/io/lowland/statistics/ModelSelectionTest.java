package io.lowland.statistics;

import static io.lowland.statistics.ModelSelection.Preference.HIGHER;
import static io.lowland.statistics.ModelSelection.Preference.LOWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ModelSelectionTest {
  private static final double[] MEASURE = {3, 1, 3, 2, 5, 2, 2};
  private static final double[] ACCURACY = {0.9, 0.5, 0.7, 0.8, 0.6, 0.4, 0.3};

  @Test
  void equalsTheAverageOverAllSubsets() {
    double[] higher = ModelSelection.curve(MEASURE, ACCURACY, HIGHER, 7);
    double[] lower = ModelSelection.curve(MEASURE, ACCURACY, LOWER, 7);
    for (int k = 1; k <= 7; k++) {
      assertThat(higher[k - 1]).as("k = %d", k).isCloseTo(enumerated(k, 1), within(1e-14));
      assertThat(lower[k - 1]).as("k = %d", k).isCloseTo(enumerated(k, -1), within(1e-14));
    }
  }

  @Test
  void oneNetworkGivesTheMeanAndAllNetworksTheBest() {
    double[] curve = ModelSelection.curve(MEASURE, ACCURACY, HIGHER, 7);
    assertThat(curve[0]).isCloseTo(0.6, within(1e-15));
    assertThat(curve[6]).isEqualTo(0.6);
  }

  @Test
  void aConstantMeasureChoosesAtRandom() {
    for (double value : ModelSelection.curve(new double[7], ACCURACY, HIGHER, 7)) {
      assertThat(value).isCloseTo(0.6, within(1e-14));
    }
  }

  @Test
  void impossibleArgumentsAreErrors() {
    assertThatThrownBy(() -> ModelSelection.curve(MEASURE, ACCURACY, HIGHER, 8))
        .hasMessage("k up to 8; expected 1 to the 7 networks");
    assertThatThrownBy(() -> ModelSelection.curve(new double[0], new double[0], HIGHER, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> ModelSelection.curve(new double[] {Double.NaN}, new double[] {1}, HIGHER, 1))
        .hasMessage("value 1 of 1 is NaN; expected a finite number");
  }

  /** Averages the accuracy of the preferred network of every subset of size k, ties equally. */
  private static double enumerated(int k, int sign) {
    double total = 0;
    int subsets = 0;
    for (int subset = 0; subset < 1 << MEASURE.length; subset++) {
      if (Integer.bitCount(subset) == k) {
        total += preferred(subset, sign);
        subsets++;
      }
    }
    return total / subsets;
  }

  private static double preferred(int subset, int sign) {
    double best = Double.NEGATIVE_INFINITY;
    double[] accuracies = new double[0];
    for (int i = 0; i < MEASURE.length; i++) {
      double value = sign * MEASURE[i];
      if ((subset >> i & 1) == 1 && value >= best) {
        int keep = value > best ? 0 : accuracies.length;
        accuracies = Arrays.copyOf(accuracies, keep + 1);
        accuracies[keep] = ACCURACY[i];
        best = value;
      }
    }
    return Arrays.stream(accuracies).average().orElseThrow();
  }
}
