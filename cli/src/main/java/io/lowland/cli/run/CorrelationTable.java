package io.lowland.cli.run;

import io.lowland.cli.Numbers;
import io.lowland.cli.console.TextTable;
import io.lowland.contracts.CorrelationUpdated;
import io.lowland.measure.MeasureFamily;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Correlations with test accuracy as a table of text. A ρ never stands alone: its interval, its
 * number of networks and its p are beside it. Where there is none, a line below says why.
 */
final class CorrelationTable {
  private static final String NOTHING = "–";
  private static final String OUTCOMES = "not predictors, but outcomes themselves:";
  private static final int NAMED = 3;
  private static final String CONSTANT =
      "the %s variable is constant: all (\\d+) values are (\\S+)";

  private CorrelationTable() {}

  /** The lines for {@code correlations}, in their order. */
  static List<String> lines(List<CorrelationUpdated> correlations) {
    boolean regimes =
        correlations.stream().anyMatch(correlation -> correlation.regime().isPresent());
    TextTable table =
        regimes
            ? TextTable.of("measure", "ρ", "95 % interval", "p", "n", "invariant", "regime")
            : TextTable.of("measure", "ρ", "95 % interval", "p", "n", "invariant");
    table.alignRight(1).alignRight(3).alignRight(4);
    boolean amongOutcomes = false;
    for (CorrelationUpdated correlation : correlations) {
      if (isOutcome(correlation) && !amongOutcomes) {
        table.heading(OUTCOMES);
      } else if (amongOutcomes && !isOutcome(correlation)) {
        table.heading(correlation.regime().map("regime %s:"::formatted).orElse(""));
      }
      amongOutcomes = isOutcome(correlation);
      table.row(cells(correlation, regimes));
    }
    List<String> lines = new ArrayList<>(table.lines());
    lines.addAll(whyNone(correlations));
    return lines;
  }

  private static boolean isOutcome(CorrelationUpdated correlation) {
    return correlation.family().equals(Optional.of(MeasureFamily.GENERALISATION));
  }

  private static String[] cells(CorrelationUpdated correlation, boolean regimes) {
    String rho =
        correlation.spearman().isPresent()
            ? Numbers.correlation(correlation.spearman().getAsDouble())
            : NOTHING;
    String p =
        correlation.p().isPresent() ? Numbers.probability(correlation.p().getAsDouble()) : NOTHING;
    String invariant = correlation.reparameterisationInvariant() ? "yes" : "no";
    String n = String.valueOf(correlation.n());
    String interval = interval(correlation);
    return regimes
        ? new String[] {
          correlation.measure(), rho, interval, p, n, invariant, correlation.regime().orElse("all")
        }
        : new String[] {correlation.measure(), rho, interval, p, n, invariant};
  }

  private static String interval(CorrelationUpdated correlation) {
    return correlation.ciLow().isPresent() && correlation.ciHigh().isPresent()
        ? "[%s, %s]"
            .formatted(
                Numbers.correlation(correlation.ciLow().getAsDouble()),
                Numbers.correlation(correlation.ciHigh().getAsDouble()))
        : NOTHING;
  }

  /** A line for each reason why measures have no ρ. */
  private static List<String> whyNone(List<CorrelationUpdated> correlations) {
    Map<String, List<String>> measures = new LinkedHashMap<>();
    for (CorrelationUpdated correlation : correlations) {
      correlation
          .reason()
          .ifPresent(
              reason ->
                  measures
                      .computeIfAbsent(words(reason), key -> new ArrayList<>())
                      .add(
                          correlation.measure()
                              + correlation.regime().map(regime -> " of " + regime).orElse("")));
    }
    return measures.entrySet().stream()
        .map(entry -> "no ρ of %s: %s".formatted(some(entry.getValue()), entry.getKey()))
        .toList();
  }

  private static String some(List<String> names) {
    return names.size() <= NAMED
        ? String.join(", ", names)
        : "%s and %d others"
            .formatted(String.join(", ", names.subList(0, NAMED)), names.size() - NAMED);
  }

  /** The statistics speak of two variables; the reader, of a measure and of accuracy. */
  private static String words(String reason) {
    return reason
        .replaceAll(CONSTANT.formatted("first"), "it is $2 for all $1 networks")
        .replaceAll(CONSTANT.formatted("second"), "test accuracy is $2 for all $1 networks")
        .replace(" points; at least ", " networks have it and a test accuracy; at least ")
        .replace(" point; at least ", " network has it and a test accuracy; at least ");
  }
}
