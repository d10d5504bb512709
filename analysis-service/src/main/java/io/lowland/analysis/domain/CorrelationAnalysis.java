package io.lowland.analysis.domain;

import io.lowland.analysis.domain.ExperimentResults.MeasureFacts;
import io.lowland.analysis.domain.ExperimentResults.RunResults;
import io.lowland.contracts.CorrelationUpdated;
import io.lowland.statistics.CorrelationTable;
import io.lowland.statistics.CorrelationTest;
import io.lowland.statistics.Interval;
import io.lowland.statistics.MeasureCorrelation;
import io.lowland.statistics.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * Correlates every measure of an experiment with test accuracy: over all runs, and, where there are
 * several regimes, over the runs of each. Measures of generalisation itself (losses, other
 * accuracies) are correlated as well, for comparison, but predict nothing: they do not count among
 * the tests that Holm's adjustment corrects for, and have no adjusted p.
 *
 * <p>A pure function of the results: the same results give the same bytes.
 */
public final class CorrelationAnalysis {
  /** What every measure is correlated with. */
  public static final String TARGET = "test_accuracy";

  private static final long BOOTSTRAP_SEED = 1;

  private final ExperimentResults results;
  private final List<MeasureFacts> measures;

  private CorrelationAnalysis(ExperimentResults results) {
    this.results = results;
    measures =
        results.measures().stream().filter(measure -> !measure.name().equals(TARGET)).toList();
  }

  /** All correlations: first those over all runs, then regime by regime, measures in order. */
  public static List<Correlation> of(ExperimentResults results) {
    CorrelationAnalysis analysis = new CorrelationAnalysis(results);
    List<Correlation> correlations =
        new ArrayList<>(analysis.over(CorrelationUpdated.ALL_REGIMES, results.runs()));
    SortedSet<String> regimes = new TreeSet<>(results.regimes().keySet());
    results.runs().forEach(run -> regimes.add(run.regime()));
    if (regimes.size() > 1) {
      regimes.remove(CorrelationUpdated.ALL_REGIMES);
      for (String regime : regimes) {
        correlations.addAll(
            analysis.over(
                regime,
                results.runs().stream().filter(run -> run.regime().equals(regime)).toList()));
      }
    }
    return List.copyOf(correlations);
  }

  private List<Correlation> over(String regime, List<RunResults> runs) {
    int requested = Math.max(requested(regime), runs.size());
    long settled = runs.stream().filter(RunResults::settled).count();
    boolean provisional = results.requested().isEmpty() || settled < requested;
    List<Correlation> correlations = new ArrayList<>();
    for (boolean predictors : new boolean[] {true, false}) {
      List<MeasureFacts> some =
          measures.stream().filter(measure -> measure.isOutcome() != predictors).toList();
      List<MeasureCorrelation> table = table(some, runs);
      for (int i = 0; i < some.size(); i++) {
        correlations.add(correlation(regime, requested, provisional, some.get(i), table.get(i)));
      }
    }
    correlations.sort(Comparator.comparing(Correlation::measure));
    return correlations;
  }

  private static List<MeasureCorrelation> table(
      List<MeasureFacts> measures, List<RunResults> runs) {
    SequencedMap<String, List<OptionalDouble>> values = new LinkedHashMap<>();
    measures.forEach(measure -> values.put(measure.name(), column(measure.name(), runs)));
    return CorrelationTable.of(column(TARGET, runs), values, BOOTSTRAP_SEED);
  }

  private int requested(String regime) {
    return regime.equals(CorrelationUpdated.ALL_REGIMES)
        ? results.requested().orElse(0)
        : results.regimes().getOrDefault(regime, 0);
  }

  private static List<OptionalDouble> column(String measure, List<RunResults> runs) {
    return runs.stream()
        .map(run -> run.values().get(measure))
        .map(value -> value == null ? OptionalDouble.empty() : OptionalDouble.of(value))
        .toList();
  }

  private Correlation correlation(
      String regime,
      int requested,
      boolean provisional,
      MeasureFacts measure,
      MeasureCorrelation row) {
    return new Correlation(
        results.experiment(),
        measure.name(),
        regime,
        row.n(),
        requested,
        provisional,
        number(row.spearman(), CorrelationTest::coefficient),
        number(row.spearman(), CorrelationTest::p),
        number(row.interval(), Interval::low),
        number(row.interval(), Interval::high),
        number(row.kendall(), CorrelationTest::coefficient),
        number(row.kendall(), CorrelationTest::p),
        measure.isOutcome() ? OptionalDouble.empty() : number(row.holmP(), Double::doubleValue),
        measure.family(),
        measure.reparameterisationInvariant(),
        row.spearman().whyUndefined());
  }

  private static <T> OptionalDouble number(Outcome<T> outcome, ToDoubleFunction<T> part) {
    return outcome.toOptional().stream().mapToDouble(part).findFirst();
  }
}
