package io.lowland.report.section;

import io.lowland.report.document.Block;
import io.lowland.report.document.Numerals;
import io.lowland.report.result.Correlation;
import io.lowland.report.result.ExperimentResult;
import io.lowland.report.result.StrengthDifferences;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hipparchus.distribution.continuous.TDistribution;

/** What was done and what can be said, in a few lines. */
final class SummarySection implements Section {
  private static final double SIGNIFICANT = 0.05;
  private static final int NAMED = 5;

  /** With fewer networks even a perfect order comes up by chance more often than once in twenty. */
  private static final int FEWEST = 5;

  @Override
  public List<Block> about(ExperimentResult result) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Heading(1, result.name()));
    if (!result.description().isBlank()) {
      blocks.add(new Block.Paragraph(result.description().strip()));
    }
    blocks.add(new Block.Paragraph(done(result)));
    result
        .whyNotFirst()
        .ifPresent(
            reason ->
                blocks.add(
                    new Block.Note(
                        "The data set is not the experiment's first choice: " + reason + ".")));
    List<String> findings = findings(result);
    if (!findings.isEmpty()) {
      blocks.add(new Block.Heading(2, "At a glance"));
      blocks.add(new Block.Bullets(findings));
    }
    return blocks;
  }

  private static String done(ExperimentResult result) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%d of %s %s, trained on %s of %s, %s measured%s."
            .formatted(
                result.measured(),
                Numerals.networks(result.runs().size()),
                result.architecture(),
                result.trainPoints().map(n -> Numerals.count(n) + " points").orElse("some points"),
                result.dataset(),
                result.measured() == 1 ? "is" : "are",
                result.seconds().isPresent()
                    ? " after " + Numerals.duration(result.seconds().getAsDouble())
                    : ""));
    double[] accuracy = Values.of(result, ExperimentResult.ALL_REGIMES, ExperimentResult.ACCURACY);
    if (accuracy.length > 0) {
      text.append(
          " Their test accuracy is %s (mean ± standard deviation), from %s to %s."
              .formatted(
                  Values.accuracySummary(accuracy),
                  Numerals.accuracy(DoubleStream.of(accuracy).min().orElseThrow()),
                  Numerals.accuracy(DoubleStream.of(accuracy).max().orElseThrow())));
    }
    if (result.correlations().stream().anyMatch(Correlation::provisional)) {
      text.append(" Runs are still to come: every number here is provisional.");
    }
    return text.toString();
  }

  private static List<String> findings(ExperimentResult result) {
    List<String> findings = new ArrayList<>();
    List<Correlation> defined =
        result.predictors(ExperimentResult.ALL_REGIMES).stream()
            .filter(each -> each.spearman().isPresent())
            .toList();
    if (defined.isEmpty()) {
      return findings;
    }
    int n = defined.stream().mapToInt(Correlation::n).max().orElseThrow();
    if (n < FEWEST) {
      findings.add(tooFew(n, defined.size()));
      return findings;
    }
    findings.add(significance(result, defined));
    findings.add(
        "The strongest is %s, chosen after the fact from %d."
            .formatted(said(result, defined.getFirst()), defined.size()));
    findings.add(
        String.format(
            Locale.ROOT,
            "With %d networks, a |ρ| below %.2f cannot be told from 0 at p = 0.05, and looking at %d measures raises that bar.",
            n,
            smallestSignificant(n),
            defined.size()));
    strength(result).ifPresent(findings::add);
    if (result.hasRegimes()) {
      findings.add(
          "The networks come from %d regimes. Over all of them a ρ may say no more than that the"
                  .formatted(result.regimes().size())
              + " regimes differ; the tables by regime show what is left within each.");
    }
    return findings;
  }

  private static String tooFew(int n, int measures) {
    int orders = IntStream.rangeClosed(2, n).reduce(1, (a, b) -> a * b);
    return ("%d networks are too few to say anything: one measure in %d puts them in perfect order or"
            + " its reverse by chance alone, and %d measures were looked at. A p of 0 below comes"
            + " from the t-distribution at ρ = ±1 and means nothing here.")
        .formatted(n, orders / 2, measures);
  }

  private static String significance(ExperimentResult result, List<Correlation> defined) {
    List<Correlation> significant =
        defined.stream()
            .filter(each -> each.pHolm().isPresent() && each.pHolm().getAsDouble() < SIGNIFICANT)
            .toList();
    if (significant.isEmpty()) {
      return ("Of %d measures, none has a Holm-adjusted p below 0.05: these networks do not show"
              + " that any of them goes with test accuracy.")
          .formatted(defined.size());
    }
    String names =
        significant.stream()
            .limit(NAMED)
            .map(each -> said(result, each))
            .collect(Collectors.joining("; "));
    return "Of %d measures, %d %s a Holm-adjusted p below 0.05: %s%s."
        .formatted(
            defined.size(),
            significant.size(),
            significant.size() == 1 ? "has" : "have",
            names,
            significant.size() > NAMED ? "; and others below" : "");
  }

  private static String said(ExperimentResult result, Correlation correlation) {
    return "`%s` (ρ = %s, 95 %% interval %s, n = %d%s)"
        .formatted(
            correlation.measure(),
            Numerals.correlation(correlation.spearman()),
            Numerals.interval(correlation.interval()),
            correlation.n(),
            AgainstTheory.is(result, correlation) ? ", with the sign against its theory" : "");
  }

  private static Optional<String> strength(ExperimentResult result) {
    return result.strengthDifferences().stream()
        .filter(each -> each.regime().equals(ExperimentResult.ALL_REGIMES))
        .filter(each -> each.items().stream().anyMatch(item -> item.ciLow().isPresent()))
        .findFirst()
        .map(SummarySection::strength);
  }

  private static String strength(StrengthDifferences differences) {
    List<StrengthDifferences.Item> compared =
        differences.items().stream().filter(item -> item.ciLow().isPresent()).toList();
    long stronger = compared.stream().filter(item -> item.ciLow().getAsDouble() > 0).count();
    long weaker = compared.stream().filter(item -> item.ciHigh().getAsDouble() < 0).count();
    String held =
        "`%s` held against each of the %d others"
            .formatted(differences.reference(), compared.size());
    if (stronger + weaker == 0) {
      return held
          + ": no difference of |ρ| is shown, every paired interval of the difference holds 0.";
    }
    return "%s: %s; the other %d are not told apart from it (their paired interval of the difference of |ρ| holds 0)."
        .formatted(held, told(stronger, weaker), compared.size() - stronger - weaker);
  }

  private static String told(long stronger, long weaker) {
    String predicts = "it predicts better than %d".formatted(stronger);
    String predicted =
        "%d %s better than it".formatted(weaker, weaker == 1 ? "predicts" : "predict");
    String told =
        Stream.of(stronger == 0 ? "" : predicts, weaker == 0 ? "" : predicted)
            .filter(each -> !each.isEmpty())
            .collect(Collectors.joining(" and "));
    return told + " (by unadjusted intervals)";
  }

  /** The |ρ| whose two-sided p by the t-distribution with n − 2 degrees of freedom is 0.05. */
  private static double smallestSignificant(int n) {
    double degrees = Math.max(1, n - 2);
    double t = new TDistribution(degrees).inverseCumulativeProbability(1 - SIGNIFICANT / 2);
    return t / Math.sqrt(degrees + t * t);
  }
}
