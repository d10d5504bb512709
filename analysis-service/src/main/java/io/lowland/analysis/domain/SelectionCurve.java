package io.lowland.analysis.domain;

import io.lowland.analysis.domain.ExperimentResults.MeasureFacts;
import io.lowland.analysis.domain.RunPoints.Columns;
import io.lowland.statistics.ModelSelection;
import io.lowland.statistics.ModelSelection.Preference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How good a measure is at choosing among networks.
 *
 * @param measure name
 * @param preference which values promise a better network, by the measure's theory; see {@link
 *     Promise}
 * @param n runs that have the measure and a test accuracy
 * @param expectedAccuracy element k − 1: the expected test accuracy of the network that the measure
 *     likes best among k drawn at random, k = 1, 2, …
 * @param reversedAccuracy the same, had the opposite values been preferred: where it is higher, the
 *     measure chooses worse than its opposite
 */
public record SelectionCurve(
    String measure,
    Preference preference,
    int n,
    List<Double> expectedAccuracy,
    List<Double> reversedAccuracy) {
  /** Sums of accuracies are known to some 14 decimals: the last ones would be noise. */
  private static final double RESOLUTION = 1e12;

  /** The curves of all predictors that any run has, up to k = {@code largest}, by name. */
  public static List<SelectionCurve> of(RunPoints points, int largest) {
    List<SelectionCurve> curves = new ArrayList<>();
    for (MeasureFacts measure : points.predictors()) {
      Columns columns = points.complete(List.of(measure.name(), CorrelationAnalysis.TARGET));
      if (columns.n() > 0) {
        curves.add(of(measure, columns, Math.min(largest, columns.n())));
      }
    }
    return List.copyOf(curves);
  }

  private static SelectionCurve of(MeasureFacts measure, Columns columns, int largest) {
    Preference preference = Promise.of(measure);
    return new SelectionCurve(
        measure.name(),
        preference,
        columns.n(),
        curve(columns, preference, largest),
        curve(columns, Promise.opposite(preference), largest));
  }

  private static List<Double> curve(Columns columns, Preference preference, int largest) {
    return Arrays.stream(ModelSelection.curve(columns.get(0), columns.get(1), preference, largest))
        .map(accuracy -> Math.rint(accuracy * RESOLUTION) / RESOLUTION)
        .boxed()
        .toList();
  }
}
