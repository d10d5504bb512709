package io.lowland.analysis.domain;

import io.lowland.analysis.domain.RunPoints.Columns;
import io.lowland.statistics.CorrelationBootstrap;
import io.lowland.statistics.CorrelationTest;
import io.lowland.statistics.Interval;
import io.lowland.statistics.Outcome;
import io.lowland.statistics.Spearman;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * By how much one measure goes with test accuracy more closely than another, whatever the signs:
 * |ρ(reference)| − |ρ(measure)| over the runs that have both, with a paired bootstrap interval. An
 * interval above 0 says that the reference is the better predictor.
 *
 * @param measure the other measure
 * @param n runs that have both measures and a test accuracy
 * @param difference of the strengths
 * @param ciLow lower end of its 95 % percentile interval
 * @param ciHigh upper end
 * @param reason why there is none
 */
public record StrengthDifference(
    String measure,
    int n,
    OptionalDouble difference,
    OptionalDouble ciLow,
    OptionalDouble ciHigh,
    Optional<String> reason) {

  private static final long SEED = 1;

  /** The reference against every other predictor, by name. */
  public static List<StrengthDifference> of(RunPoints points, String reference) {
    return points.predictors().stream()
        .filter(measure -> !measure.name().equals(reference))
        .map(measure -> of(points, reference, measure.name()))
        .toList();
  }

  private static StrengthDifference of(RunPoints points, String reference, String measure) {
    Columns columns = points.complete(List.of(reference, measure, CorrelationAnalysis.TARGET));
    double[] accuracy = columns.get(2);
    Outcome<Interval> interval =
        new CorrelationBootstrap(accuracy, SEED, CorrelationBootstrap.RESAMPLES)
            .strengthDifference(columns.get(0), columns.get(1));
    return new StrengthDifference(
        measure,
        columns.n(),
        interval.toOptional().isPresent()
            ? OptionalDouble.of(
                strength(columns.get(0), accuracy) - strength(columns.get(1), accuracy))
            : OptionalDouble.empty(),
        interval.toOptional().stream().mapToDouble(Interval::low).findFirst(),
        interval.toOptional().stream().mapToDouble(Interval::high).findFirst(),
        interval.whyUndefined());
  }

  private static double strength(double[] measure, double[] accuracy) {
    return Spearman.of(measure, accuracy).toOptional().stream()
        .mapToDouble(CorrelationTest::coefficient)
        .map(Math::abs)
        .findFirst()
        .orElseThrow();
  }
}
