package io.lowland.cli.run;

import io.lowland.cli.Numbers;
import io.lowland.cli.console.TextTable;
import io.lowland.contracts.CorrelationUpdated;
import java.util.List;

/**
 * Correlations with test accuracy as a table of text. A ρ never stands alone: its interval, its
 * number of networks and its p are beside it.
 */
final class CorrelationTable {
  private CorrelationTable() {}

  static List<String> lines(List<CorrelationUpdated> correlations) {
    boolean regimes =
        correlations.stream().anyMatch(correlation -> correlation.regime().isPresent());
    TextTable table =
        regimes
            ? TextTable.of("measure", "ρ", "95 % interval", "p", "n", "invariant", "regime")
            : TextTable.of("measure", "ρ", "95 % interval", "p", "n", "invariant");
    table.alignRight(1).alignRight(3).alignRight(4);
    for (CorrelationUpdated correlation : correlations) {
      String[] cells = cells(correlation, regimes);
      table.row(cells);
    }
    return table.lines();
  }

  private static String[] cells(CorrelationUpdated correlation, boolean regimes) {
    String rho =
        correlation.spearman().isPresent()
            ? Numbers.correlation(correlation.spearman().getAsDouble())
            : "–";
    String p =
        correlation.p().isPresent() ? Numbers.probability(correlation.p().getAsDouble()) : "–";
    String invariant = correlation.reparameterisationInvariant() ? "yes" : "no";
    String n = String.valueOf(correlation.n());
    String interval = interval(correlation);
    return regimes
        ? new String[] {
          correlation.measure(), rho, interval, p, n, invariant, correlation.regime().orElse("all")
        }
        : new String[] {correlation.measure(), rho, interval, p, n, invariant};
  }

  /** The interval, or why there is no correlation. */
  static String interval(CorrelationUpdated correlation) {
    if (correlation.reason().isPresent()) {
      return correlation.reason().get();
    }
    return correlation.ciLow().isPresent() && correlation.ciHigh().isPresent()
        ? "[%s, %s]"
            .formatted(
                Numbers.correlation(correlation.ciLow().getAsDouble()),
                Numbers.correlation(correlation.ciHigh().getAsDouble()))
        : "–";
  }
}
