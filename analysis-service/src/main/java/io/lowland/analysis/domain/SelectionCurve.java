package io.lowland.analysis.domain;

import io.lowland.analysis.domain.ExperimentResults.MeasureFacts;
import io.lowland.analysis.domain.RunPoints.Columns;
import io.lowland.measure.MeasureFamily;
import io.lowland.statistics.ModelSelection;
import io.lowland.statistics.ModelSelection.Preference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How good a measure is at choosing among networks.
 *
 * @param measure name
 * @param preference which values promise a better network
 * @param n runs that have the measure and a test accuracy
 * @param expectedAccuracy element k − 1: the expected test accuracy of the network that the measure
 *     likes best among k drawn at random, k = 1, 2, …
 */
public record SelectionCurve(
    String measure, Preference preference, int n, List<Double> expectedAccuracy) {

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
    Preference preference = preference(measure.family());
    double[] curve = ModelSelection.curve(columns.get(0), columns.get(1), preference, largest);
    List<Double> expected = new ArrayList<>();
    for (double accuracy : curve) {
      expected.add(accuracy);
    }
    return new SelectionCurve(measure.name(), preference, columns.n(), List.copyOf(expected));
  }

  /** Weakness promises by being large; flatness and simplicity by a small value. */
  private static Preference preference(Optional<MeasureFamily> family) {
    return family.equals(Optional.of(MeasureFamily.WEAKNESS))
        ? Preference.HIGHER
        : Preference.LOWER;
  }
}
