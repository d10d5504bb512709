package io.lowland.report.section;

import io.lowland.contracts.RegimeComparison;
import io.lowland.report.document.Numerals;
import io.lowland.report.document.Table;
import io.lowland.report.published.PublishedExperiment;
import io.lowland.report.published.PublishedExperiment.Difference;
import io.lowland.report.published.PublishedExperiment.Group;
import io.lowland.report.published.PublishedExperiment.MeasureSummary;
import io.lowland.report.published.PublishedExperiment.Selection;
import io.lowland.report.published.PublishedResults;
import io.lowland.report.result.Correlation;
import io.lowland.report.result.ExperimentResult;
import io.lowland.report.result.SelectionCurves;
import io.lowland.statistics.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tables that set a result beside what the paper published. */
final class PublishedTables {
  /** Bootstrap intervals of fewer networks mean little; with three or four they may be a point. */
  private static final int FEWEST = 8;

  private final ExperimentResult ours;
  private final PublishedExperiment published;

  PublishedTables(ExperimentResult ours, PublishedExperiment published) {
    this.ours = ours;
    this.published = published;
  }

  /** Mean test accuracy by regime, and how far the regimes are apart. */
  Table accuracy() {
    Table table = new Table().words("").numbers("ours", "n", "published", "n ");
    for (Group group : published.groups()) {
      double[] accuracy = Values.of(ours, scope(group), ExperimentResult.ACCURACY);
      table.row(
          List.of(
              named(group),
              Values.accuracySummary(accuracy),
              String.valueOf(accuracy.length),
              Numerals.accuracy(group.accuracyMean())
                  + " ± "
                  + Numerals.accuracy(group.accuracyDeviation()),
              String.valueOf(group.n())));
    }
    published.difference().ifPresent(theirs -> difference(table, theirs));
    return table;
  }

  private void difference(Table table, Difference theirs) {
    String first = name(published.regimes().get(0));
    String second = name(published.regimes().get(1));
    table.row(
        List.of(
            "%s − %s, percentage points, Welch".formatted(second, first),
            test(first, second).map(PublishedTables::said).orElse(Numerals.NONE),
            "",
            said(theirs),
            ""));
  }

  /** The test of our accuracies as second − first, whichever way round it was made. */
  private Optional<Difference> test(String first, String second) {
    return ours.regimeComparisons().stream()
        .filter(each -> each.measure().equals(ExperimentResult.ACCURACY))
        .filter(each -> each.difference().isPresent() && each.p().isPresent())
        .flatMap(each -> oriented(each, first, second).stream())
        .findFirst();
  }

  private static Optional<Difference> oriented(RegimeComparison test, String first, String second) {
    double difference = test.difference().getAsDouble();
    double low = test.ciLow().orElse(difference);
    double high = test.ciHigh().orElse(difference);
    double p = test.p().getAsDouble();
    if (test.first().equals(second) && test.second().equals(first)) {
      return Optional.of(new Difference(difference, low, high, p));
    }
    return test.first().equals(first) && test.second().equals(second)
        ? Optional.of(new Difference(-difference, -high, -low, p))
        : Optional.empty();
  }

  private static String said(Difference difference) {
    return "%s [%s, %s], p = %s"
        .formatted(
            Numerals.points(difference.difference()),
            Numerals.points(difference.ciLow()),
            Numerals.points(difference.ciHigh()),
            Numerals.probability(difference.p()));
  }

  /** ρ of every measure that the paper has, over all networks and by regime. */
  Table correlations() {
    boolean regimes = published.groups().size() > 1;
    Table table = new Table().words("measure");
    if (regimes) {
      table.words("networks");
    }
    table
        .numbers("ρ ours", "95 % interval", "p", "n")
        .numbers("ρ published", "95 % interval ", "p ", "n ")
        .words("published ρ within our interval");
    for (Group group : published.groups()) {
      for (MeasureSummary theirs : group.measures()) {
        List<String> cells = new ArrayList<>(List.of("`" + theirs.measure() + "`"));
        if (regimes) {
          cells.add(named(group));
        }
        cells.addAll(ours(theirs.measure(), group));
        cells.addAll(
            List.of(
                Numerals.correlation(theirs.spearman()),
                Numerals.interval(theirs.interval()),
                Numerals.probability(theirs.p()),
                String.valueOf(group.n()),
                within(theirs, group)));
        table.row(cells);
      }
    }
    return table;
  }

  private List<String> ours(String measure, Group group) {
    Optional<Correlation> correlation = ours.correlation(measure, scope(group));
    return correlation
        .map(
            each ->
                List.of(
                    Numerals.correlation(each.spearman()),
                    each.reason().orElseGet(() -> Numerals.interval(each.interval())),
                    Numerals.probability(each.p()),
                    String.valueOf(each.n())))
        .orElse(List.of(Numerals.NONE, "not measured", Numerals.NONE, Numerals.NONE));
  }

  private String within(MeasureSummary theirs, Group group) {
    Optional<Interval> interval =
        ours.correlation(theirs.measure(), scope(group)).flatMap(Correlation::interval);
    if (interval.isEmpty() || theirs.spearman().isEmpty()) {
      return Numerals.NONE;
    }
    int n = ours.correlation(theirs.measure(), scope(group)).map(Correlation::n).orElse(0);
    if (n < FEWEST) {
      return "too few to say";
    }
    return interval.get().contains(theirs.spearman().getAsDouble()) ? "yes" : "no";
  }

  /** Mean and standard deviation of every measure that the paper has. */
  Table values() {
    boolean regimes = published.groups().size() > 1;
    Table table = new Table().words("measure");
    if (regimes) {
      table.words("networks");
    }
    table.numbers("ours", "published");
    for (Group group : published.groups()) {
      for (MeasureSummary theirs : group.measures()) {
        List<String> cells = new ArrayList<>(List.of("`" + theirs.measure() + "`"));
        if (regimes) {
          cells.add(named(group));
        }
        cells.add(Values.summary(Values.of(ours, scope(group), theirs.measure())));
        cells.add(Numerals.meanAndDeviation(theirs.mean(), theirs.deviation()));
        table.row(cells);
      }
    }
    return table;
  }

  /** Model selection by every measure that the paper has. */
  Table selection() {
    List<Integer> draws = published.selection().stream().map(Selection::k).distinct().toList();
    Table table = new Table().words("measure").words("");
    draws.forEach(k -> table.numbers("k = " + k));
    published.selection().stream()
        .map(Selection::measure)
        .distinct()
        .forEach(
            measure -> {
              table.row(ourSelection(measure, draws));
              table.row(theirSelection(measure, draws));
            });
    return table;
  }

  private List<String> ourSelection(String measure, List<Integer> draws) {
    Optional<SelectionCurves.Curve> curve =
        ours.modelSelection().stream()
            .filter(each -> each.regime().equals(ExperimentResult.ALL_REGIMES))
            .flatMap(each -> each.of(measure).stream())
            .findFirst();
    List<String> cells = new ArrayList<>(List.of("`" + measure + "`", "ours"));
    draws.forEach(
        k -> cells.add(curve.map(each -> SelectionSection.at(each, k)).orElse(Numerals.NONE)));
    return cells;
  }

  private List<String> theirSelection(String measure, List<Integer> draws) {
    List<String> cells = new ArrayList<>(List.of("", "published"));
    draws.forEach(
        k ->
            cells.add(
                published.selection().stream()
                    .filter(each -> each.measure().equals(measure) && each.k() == k)
                    .findFirst()
                    .map(each -> Numerals.accuracy(each.expectedAccuracy()))
                    .orElse(Numerals.NONE)));
    return cells;
  }

  /** Our name of the regime that trains as {@code regime} does. */
  private String name(PublishedExperiment.Regime regime) {
    return PublishedResults.regimeLike(regime, ours).orElseThrow().name();
  }

  /** Our name of the group's networks. */
  private String scope(Group group) {
    return published.regimes().stream()
        .filter(regime -> regime.name().equals(group.regime()))
        .findFirst()
        .map(this::name)
        .orElse(ExperimentResult.ALL_REGIMES);
  }

  private String named(Group group) {
    return scope(group).equals(ExperimentResult.ALL_REGIMES) ? "all networks" : scope(group);
  }
}
