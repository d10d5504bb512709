package io.lowland.report.section;

import io.lowland.report.document.Block;
import io.lowland.report.document.Numerals;
import io.lowland.report.document.Table;
import io.lowland.report.figure.ForestPlot;
import io.lowland.report.result.Correlation;
import io.lowland.report.result.ExperimentResult;
import io.lowland.report.result.PartialCorrelations;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Every measure's correlation with test accuracy, alone and given covariates. */
final class CorrelationSection implements Section {
  private static final char NO_BREAK = '\u00a0';

  @Override
  public List<Block> about(ExperimentResult result) {
    if (result.predictors(ExperimentResult.ALL_REGIMES).isEmpty()) {
      return List.of();
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Heading(2, "Correlation with test accuracy"));
    for (String scope : result.scopes()) {
      if (result.hasRegimes()) {
        blocks.add(
            new Block.Heading(
                3,
                scope.equals(ExperimentResult.ALL_REGIMES)
                    ? "All regimes together"
                    : "Regime " + scope));
      }
      ForestPlot.of(result, scope)
          .ifPresent(figure -> blocks.add(new Block.Figures(List.of(figure))));
      blocks.add(new Block.Tabular(table(result, scope)));
    }
    return blocks;
  }

  private static Table table(ExperimentResult result, String scope) {
    List<PartialCorrelations> partial =
        result.partialCorrelations().stream()
            .filter(each -> each.regime().equals(scope))
            .filter(each -> each.items().stream().anyMatch(item -> item.spearman().isPresent()))
            .toList();
    Table table =
        new Table().words("measure").numbers("ρ", "95 % interval", "n", "p", "p (Holm)", "τ-b");
    partial.forEach(each -> table.numbers("ρ" + NO_BREAK + "given " + given(each)));
    table.words("family").words("invariant");
    result.predictors(scope).stream()
        .filter(correlation -> correlation.spearman().isPresent())
        .forEach(correlation -> table.row(row(correlation, partial)));
    return table;
  }

  /** Where it has to be broken, then between the covariates. */
  private static String given(PartialCorrelations partial) {
    return partial.given().stream()
        .map(name -> name.replace('_', NO_BREAK))
        .collect(Collectors.joining(NO_BREAK + "and "));
  }

  /** With its own number of networks where some lack a covariate. */
  private static String partial(PartialCorrelations.Item item, int all) {
    String rho = Numerals.correlation(item.spearman());
    return item.spearman().isPresent() && item.n() < all
        ? "%s (n%c=%c%d)".formatted(rho, NO_BREAK, NO_BREAK, item.n())
        : rho;
  }

  private static List<String> row(Correlation correlation, List<PartialCorrelations> partial) {
    List<String> cells = new ArrayList<>();
    cells.add("`" + correlation.measure() + "`");
    cells.add(Numerals.correlation(correlation.spearman()));
    cells.add(Numerals.interval(correlation.interval()));
    cells.add(String.valueOf(correlation.n()));
    cells.add(Numerals.probability(correlation.p()));
    cells.add(Numerals.probability(correlation.pHolm()));
    cells.add(Numerals.correlation(correlation.kendall()));
    for (PartialCorrelations each : partial) {
      cells.add(
          each.of(correlation.measure())
              .map(item -> partial(item, correlation.n()))
              .orElse(Numerals.NONE));
    }
    cells.add(correlation.family().orElse(Numerals.NONE));
    cells.add(correlation.invariant() ? "yes" : "no");
    return cells;
  }
}
