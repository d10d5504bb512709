package io.lowland.analysis.domain;

import io.lowland.analysis.domain.ExperimentResults.MeasureFacts;
import io.lowland.contracts.RegimeComparison;
import io.lowland.statistics.Interval;
import io.lowland.statistics.Outcome;
import io.lowland.statistics.WelchTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every pair of regimes, held against each other measure by measure. */
public final class RegimePairs {
  private RegimePairs() {}

  /** Every measure in every pair of regimes: by pair, outcomes first, then by name. */
  public static List<RegimeComparison> compare(RunPoints points) {
    List<String> regimes = points.runs().stream().map(RunPoint::regime).distinct().toList();
    List<String> measures = new ArrayList<>();
    points.measures().stream().filter(MeasureFacts::isOutcome).forEach(m -> measures.add(m.name()));
    points.predictors().forEach(measure -> measures.add(measure.name()));
    List<RegimeComparison> comparisons = new ArrayList<>();
    for (int i = 0; i < regimes.size(); i++) {
      for (int j = i + 1; j < regimes.size(); j++) {
        for (String measure : measures) {
          comparisons.add(compare(points, measure, regimes.get(i), regimes.get(j)));
        }
      }
    }
    return List.copyOf(comparisons);
  }

  private static RegimeComparison compare(
      RunPoints points, String measure, String first, String second) {
    double[] ones = points.of(Optional.of(first)).complete(List.of(measure)).get(0);
    double[] others = points.of(Optional.of(second)).complete(List.of(measure)).get(0);
    Outcome<WelchTest> test = WelchTest.of(ones, others);
    Optional<WelchTest> value = test.toOptional();
    Optional<Interval> interval = value.map(WelchTest::interval);
    return new RegimeComparison(
        measure,
        first,
        second,
        ones.length,
        others.length,
        value.stream().mapToDouble(WelchTest::firstMean).findFirst(),
        value.stream().mapToDouble(WelchTest::secondMean).findFirst(),
        value.stream().mapToDouble(WelchTest::difference).findFirst(),
        interval.stream().mapToDouble(Interval::low).findFirst(),
        interval.stream().mapToDouble(Interval::high).findFirst(),
        value.stream().mapToDouble(WelchTest::p).findFirst(),
        test.whyUndefined());
  }
}
