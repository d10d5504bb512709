package io.lowland.analysis.domain;

import io.lowland.analysis.domain.RunPoints.Columns;
import io.lowland.statistics.CorrelationTest;
import io.lowland.statistics.Outcome;
import io.lowland.statistics.PartialSpearman;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a measure goes with test accuracy when covariates are held fixed.
 *
 * @param measure name
 * @param n runs that have the measure, the covariates and a test accuracy
 * @param spearman partial ρ
 * @param p two-sided
 * @param reason why there is none
 */
public record PartialCorrelation(
    String measure, int n, OptionalDouble spearman, OptionalDouble p, Optional<String> reason) {

  /** Partial correlations of every predictor that is not itself among {@code given}, by name. */
  public static List<PartialCorrelation> of(RunPoints points, List<String> given) {
    return points.predictors().stream()
        .filter(measure -> !given.contains(measure.name()))
        .map(measure -> of(points, measure.name(), given))
        .toList();
  }

  private static PartialCorrelation of(RunPoints points, String measure, List<String> given) {
    List<String> names = new ArrayList<>(List.of(measure, CorrelationAnalysis.TARGET));
    names.addAll(given);
    Columns columns = points.complete(names);
    Outcome<CorrelationTest> test =
        PartialSpearman.of(
            columns.get(0), columns.get(1), columns.values().subList(2, names.size()));
    Optional<CorrelationTest> value = test.toOptional();
    return new PartialCorrelation(
        measure,
        columns.n(),
        value.stream().mapToDouble(CorrelationTest::coefficient).findFirst(),
        value.stream().mapToDouble(CorrelationTest::p).findFirst(),
        test.whyUndefined());
  }
}
