package io.lowland.report.result;

import java.util.List;
import java.util.Optional;

/**
 * Expected test accuracy of the network that each measure likes best among k drawn at random.
 *
 * @param regime name, or {@link ExperimentResult#ALL_REGIMES}
 * @param items by measure
 */
public record SelectionCurves(String regime, List<Curve> items) {

  /**
   * One measure.
   *
   * @param measure name
   * @param preference {@code higher} or {@code lower}: which values promise a better network
   * @param n runs that have the measure and a test accuracy
   * @param expectedAccuracy element k − 1 belongs to k = 1, 2, …
   */
  public record Curve(String measure, String preference, int n, List<Double> expectedAccuracy) {}

  /** The curve of {@code measure}. */
  public Optional<Curve> of(String measure) {
    return items.stream().filter(curve -> curve.measure().equals(measure)).findFirst();
  }
}
