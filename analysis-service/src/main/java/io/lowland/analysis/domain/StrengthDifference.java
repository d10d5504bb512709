package io.lowland.analysis.domain;

import io.lowland.analysis.domain.RunPoints.Columns;
import io.lowland.statistics.CorrelationBootstrap;
import io.lowland.statistics.CorrelationTest;
import io.lowland.statistics.Interval;
import io.lowland.statistics.Outcome;
import io.lowland.statistics.Spearman;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

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

  /** The columns of one comparison, and the runs that they are over. */
  private record Pair(String measure, List<String> runs, Columns columns) {}

  /** The reference against every other predictor, by name. */
  public static List<StrengthDifference> of(RunPoints points, String reference) {
    List<Pair> pairs =
        points.predictors().stream()
            .filter(measure -> !measure.name().equals(reference))
            .map(measure -> pair(points, reference, measure.name()))
            .toList();
    // Measures that are known for the same runs meet the same resamples, drawn once.
    Map<String, StrengthDifference> differences = new HashMap<>();
    pairs.stream()
        .collect(Collectors.groupingBy(Pair::runs))
        .values()
        .forEach(group -> add(group, differences));
    return pairs.stream().map(pair -> differences.get(pair.measure())).toList();
  }

  private static Pair pair(RunPoints points, String reference, String measure) {
    List<String> names = List.of(reference, measure, CorrelationAnalysis.TARGET);
    return new Pair(measure, points.withAll(names), points.complete(names));
  }

  private static void add(List<Pair> group, Map<String, StrengthDifference> differences) {
    double[] reference = group.getFirst().columns().get(0);
    double[] accuracy = group.getFirst().columns().get(2);
    List<Outcome<Interval>> intervals =
        new CorrelationBootstrap(accuracy, SEED, CorrelationBootstrap.RESAMPLES)
            .strengthDifferences(
                reference, group.stream().map(pair -> pair.columns().get(1)).toList());
    for (int i = 0; i < group.size(); i++) {
      Pair pair = group.get(i);
      differences.put(pair.measure(), difference(pair, intervals.get(i)));
    }
  }

  private static StrengthDifference difference(Pair pair, Outcome<Interval> interval) {
    double[] accuracy = pair.columns().get(2);
    return new StrengthDifference(
        pair.measure(),
        pair.columns().n(),
        interval.toOptional().isPresent()
            ? OptionalDouble.of(
                strength(pair.columns().get(0), accuracy)
                    - strength(pair.columns().get(1), accuracy))
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
