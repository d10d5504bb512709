package io.lowland.report.section;

import io.lowland.report.document.Block;
import io.lowland.report.document.Numerals;
import io.lowland.report.document.Table;
import io.lowland.report.result.ExperimentResult;
import io.lowland.report.result.StrengthDifferences;
import java.util.ArrayList;
import java.util.List;

/** Whether one measure predicts better than the others. */
final class StrengthSection implements Section {

  @Override
  public List<Block> about(ExperimentResult result) {
    List<StrengthDifferences> comparisons =
        result.strengthDifferences().stream()
            .filter(each -> each.items().stream().anyMatch(item -> item.difference().isPresent()))
            .toList();
    if (comparisons.isEmpty()) {
      return List.of();
    }
    String reference = comparisons.getFirst().reference();
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Heading(2, "Is one measure the better predictor?"));
    blocks.add(
        new Block.Paragraph(
            ("|ρ| of `%s` minus |ρ| of each other measure, over the networks that have both, with a"
                    + " paired 95 %% bootstrap interval. Only where the interval leaves out 0 do these"
                    + " networks tell the two apart. The intervals are not adjusted for their number."
                    + " The reference is fixed in advance, not chosen by its result.")
                .formatted(reference)));
    for (StrengthDifferences each : comparisons) {
      if (result.hasRegimes()) {
        blocks.add(
            new Block.Heading(
                3,
                each.regime().equals(ExperimentResult.ALL_REGIMES)
                    ? "Over all regimes"
                    : "Within " + each.regime()));
      }
      blocks.add(new Block.Tabular(table(each)));
    }
    return blocks;
  }

  private static Table table(StrengthDifferences differences) {
    Table table =
        new Table()
            .words("`" + differences.reference() + "` against")
            .numbers("n", "difference of |ρ|", "95 % interval")
            .words("stronger");
    for (StrengthDifferences.Item item : differences.items()) {
      if (item.difference().isEmpty() || item.ciLow().isEmpty() || item.ciHigh().isEmpty()) {
        continue;
      }
      table.row(
          List.of(
              "`" + item.measure() + "`",
              String.valueOf(item.n()),
              Numerals.correlation(item.difference()),
              Numerals.interval(item.ciLow().getAsDouble(), item.ciHigh().getAsDouble(), 2),
              verdict(item, differences.reference())));
    }
    return table;
  }

  private static String verdict(StrengthDifferences.Item item, String reference) {
    if (item.ciLow().getAsDouble() > 0) {
      return "`" + reference + "`";
    }
    return item.ciHigh().getAsDouble() < 0 ? "`" + item.measure() + "`" : "not told apart";
  }
}
