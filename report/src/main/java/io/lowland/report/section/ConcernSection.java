package io.lowland.report.section;

import io.lowland.report.document.Block;
import io.lowland.report.document.Numerals;
import io.lowland.report.result.Correlation;
import io.lowland.report.result.ExperimentResult;
import io.lowland.report.result.MeasureFacts;
import io.lowland.report.result.Measured;
import io.lowland.report.result.RunResult;
import io.lowland.statistics.CorrelationBootstrap;
import io.lowland.statistics.CorrelationTest;
import io.lowland.statistics.Interval;
import io.lowland.statistics.Spearman;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** What could make the results mean something else than they seem to. */
final class ConcernSection implements Section {
  private static final long SEED = 1;
  private static final int LISTED = 10;
  private static final String CONSTANT =
      "the %s variable is constant: all (\\d+) values are (\\S+)";

  @Override
  public List<Block> about(ExperimentResult result) {
    List<String> concerns = new ArrayList<>();
    dataSets(result).ifPresent(concerns::add);
    confounders(result, concerns);
    training(result, concerns);
    failures(result, concerns);
    missingValues(result, concerns);
    noCorrelation(result, concerns);
    undecided(result).ifPresent(concerns::add);
    sameRanking(result, concerns);
    return concerns.isEmpty()
        ? List.of()
        : List.of(new Block.Heading(2, "What to be careful about"), new Block.Bullets(concerns));
  }

  private static Optional<String> dataSets(ExperimentResult result) {
    SortedSet<String> different = DataSets.of(result);
    return different.size() < 2
        ? Optional.empty()
        : Optional.of(
            "The networks were measured on %d different data sets, whose values do not compare: %s. `result.json` says which network on which."
                .formatted(different.size(), String.join(", ", different)));
  }

  private static void confounders(ExperimentResult result, List<String> concerns) {
    for (String scope : result.scopes()) {
      List<RunResult> runs =
          result.runsOf(scope).stream()
              .filter(run -> run.epochs().isPresent() && run.testAccuracy().isPresent())
              .toList();
      double[] epochs = runs.stream().mapToDouble(run -> run.epochs().get()).toArray();
      double[] accuracy =
          runs.stream().mapToDouble(run -> run.testAccuracy().getAsDouble()).toArray();
      Optional<Interval> interval = interval(epochs, accuracy);
      Spearman.of(epochs, accuracy)
          .toOptional()
          .filter(test -> isTold(interval))
          .ifPresent(
              test -> concerns.add(confounder("epochs to stop", scope, test, interval, result)));
      result
          .correlation("train_loss", scope)
          .filter(each -> each.spearman().isPresent() && isTold(each.interval()))
          .ifPresent(each -> concerns.add(confounder("training loss", scope, each, result)));
    }
  }

  /** Whether a ρ differs from 0: what goes with the accuracy by chance alone confounds nothing. */
  static boolean isTold(Optional<Interval> interval) {
    return interval.filter(ends -> !ends.contains(0)).isPresent();
  }

  private static Optional<Interval> interval(double[] values, double[] accuracy) {
    return new CorrelationBootstrap(accuracy, SEED, CorrelationBootstrap.RESAMPLES)
        .interval(values)
        .toOptional();
  }

  private static String confounder(
      String name,
      String scope,
      CorrelationTest test,
      Optional<Interval> interval,
      ExperimentResult result) {
    return confounder(
        name, scope, test.coefficient(), Numerals.interval(interval), test.p(), test.n(), result);
  }

  private static String confounder(
      String name, String scope, Correlation correlation, ExperimentResult result) {
    return confounder(
        name,
        scope,
        correlation.spearman().getAsDouble(),
        Numerals.interval(correlation.interval()),
        correlation.p().orElse(Double.NaN),
        correlation.n(),
        result);
  }

  private static String confounder(
      String name,
      String scope,
      double rho,
      String interval,
      double p,
      int n,
      ExperimentResult result) {
    String where =
        !result.hasRegimes()
            ? ""
            : scope.equals(ExperimentResult.ALL_REGIMES) ? ", all regimes" : ", " + scope;
    return "Possible confounder: ρ of %s with test accuracy is %s %s (p = %s, n = %d%s)."
        .formatted(name, Numerals.correlation(rho), interval, Numerals.probability(p), n, where);
  }

  private static void training(ExperimentResult result, List<String> concerns) {
    long unmet = result.runs().stream().filter(RunResult::endedUnmet).count();
    if (unmet > 0) {
      concerns.add(
          "%d of %d networks reached the last epoch before their stopping rule was met; they are included."
              .formatted(unmet, result.runs().size()));
    }
    long unfitted =
        result.runs().stream()
            .filter(run -> run.trainAccuracy().isPresent() && run.trainAccuracy().getAsDouble() < 1)
            .count();
    if (unfitted > 0) {
      concerns.add(
          "%d of %d networks do not classify every training point correctly; they are included."
              .formatted(unfitted, result.runs().size()));
    }
  }

  private static void failures(ExperimentResult result, List<String> concerns) {
    List<RunResult> failed =
        result.runs().stream().filter(run -> run.failure().isPresent()).toList();
    failed.stream()
        .limit(LISTED)
        .forEach(
            run ->
                concerns.add("Failed: `%s`: %s".formatted(run.run(), run.failure().orElseThrow())));
    if (failed.size() > LISTED) {
      concerns.add("Failed: %d more, see `runs.csv`.".formatted(failed.size() - LISTED));
    }
  }

  private static void missingValues(ExperimentResult result, List<String> concerns) {
    for (MeasureFacts measure : result.measures()) {
      List<String> reasons =
          result.runs().stream()
              .map(run -> run.measurements().get(measure.name()))
              .filter(measured -> measured != null)
              .flatMap(measured -> measured.reason().stream())
              .toList();
      if (!reasons.isEmpty()) {
        concerns.add(
            "`%s` has no value for %d of %d networks, which are left out of its statistics; the first because: %s."
                .formatted(
                    measure.name(),
                    reasons.size(),
                    result.runs().size(),
                    reasons.getFirst().replaceFirst("\\.$", "")));
      }
    }
  }

  private static void noCorrelation(ExperimentResult result, List<String> concerns) {
    for (String scope : result.scopes()) {
      result.predictors(scope).stream()
          .filter(each -> each.spearman().isEmpty())
          .forEach(
              each ->
                  concerns.add(
                      "`%s` has no ρ%s: %s."
                          .formatted(
                              each.measure(),
                              scope.equals(ExperimentResult.ALL_REGIMES) ? "" : " in " + scope,
                              each.reason()
                                  .map(ConcernSection::words)
                                  .orElse("the reason is not known"))));
    }
  }

  /** The statistics speak of two variables; the reader, of a measure and of accuracy. */
  private static String words(String reason) {
    return reason
        .replaceAll(CONSTANT.formatted("first"), "it is $2 for all $1 networks")
        .replaceAll(CONSTANT.formatted("second"), "test accuracy is $2 for all $1 networks");
  }

  private static Optional<String> undecided(ExperimentResult result) {
    List<Integer> counts =
        result.runs().stream()
            .map(run -> run.measurements().get("pair_proxy"))
            .filter(measured -> measured != null)
            .map(Measured::undecided)
            .flatMap(Optional::stream)
            .toList();
    return counts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Pair proxy: %d verdicts are undecided over %s; every other verdict has evidence that was re-checked."
                .formatted(
                    counts.stream().mapToInt(Integer::intValue).sum(),
                    Numerals.networks(counts.size())));
  }

  private static void sameRanking(ExperimentResult result, List<String> concerns) {
    SameRanking.of(result)
        .forEach(
            group ->
                concerns.add(
                    "%s rank these networks in the same or the opposite order, so they are one finding, though Holm's adjustment counts each."
                        .formatted(String.join(", ", group))));
  }
}
