package io.lowland.report.section;

import io.lowland.report.document.Block;
import io.lowland.report.document.Numerals;
import io.lowland.report.document.Table;
import io.lowland.report.figure.SelectionPlot;
import io.lowland.report.result.ExperimentResult;
import io.lowland.report.result.SelectionCurves;
import io.lowland.report.result.SelectionCurves.Curve;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** How good measures are at choosing among networks. */
final class SelectionSection implements Section {
  /** Numbers of networks to choose from that tables show. */
  static final int[] DRAWS = {1, 2, 5, 10, 20, 50};

  @Override
  public List<Block> about(ExperimentResult result) {
    List<Block> blocks = new ArrayList<>();
    for (SelectionCurves curves : result.modelSelection()) {
      if (curves.regime().equals(ExperimentResult.ALL_REGIMES)
          && curves.items().stream().anyMatch(curve -> curve.expectedAccuracy().size() > 1)) {
        blocks.add(new Block.Heading(2, "Choosing among networks"));
        blocks.add(
            new Block.Paragraph(
                "Expected test accuracy of the network that a measure likes best among k drawn at"
                    + " random without replacement, computed exactly from these networks. Weakness is"
                    + " taken to promise by large values, sharpness and simplicity by small ones;"
                    + " k = 1 is a pick at random. No interval is given: with few networks, large k"
                    + " shows little more than the accuracy of a few of them."));
        SelectionPlot.of(result)
            .ifPresent(figure -> blocks.add(new Block.Figures(List.of(figure))));
        blocks.add(new Block.Tabular(table(curves)));
      }
    }
    return blocks;
  }

  private static Table table(SelectionCurves curves) {
    int largest =
        curves.items().stream().mapToInt(c -> c.expectedAccuracy().size()).max().orElse(0);
    int[] draws = IntStream.of(DRAWS).filter(k -> k <= largest).toArray();
    Table table = new Table().words("measure").words("prefers").numbers("n");
    IntStream.of(draws).forEach(k -> table.numbers("k = " + k));
    curves.items().stream()
        .sorted(
            Comparator.comparing((Curve c) -> -c.expectedAccuracy().getLast())
                .thenComparing(Curve::measure))
        .forEach(
            curve -> {
              List<String> cells =
                  new ArrayList<>(
                      List.of(
                          "`" + curve.measure() + "`",
                          curve.preference().equals("higher") ? "large" : "small",
                          String.valueOf(curve.n())));
              IntStream.of(draws).forEach(k -> cells.add(at(curve, k)));
              table.row(cells);
            });
    return table;
  }

  /** The expected accuracy for {@code k}, or a dash. */
  static String at(Curve curve, int k) {
    return k <= curve.expectedAccuracy().size()
        ? Numerals.accuracy(curve.expectedAccuracy().get(k - 1))
        : Numerals.NONE;
  }
}
