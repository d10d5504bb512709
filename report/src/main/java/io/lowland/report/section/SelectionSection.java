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
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How good measures are at choosing among networks. */
final class SelectionSection implements Section {
  /** Numbers of networks to choose from that tables show. */
  static final int[] DRAWS = {1, 2, 5, 10, 20, 50};

  private static final List<String> FAMILIES = List.of("weakness", "sharpness", "simplicity");

  private static final String LARGE = "large";
  private static final String SMALL = "small";

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
                    + " random without replacement, computed exactly from these networks. Which"
                    + " values promise is taken from the measure's theory, not from these networks:"
                    + " large ones of weakness, small ones of sharpness and simplicity"
                    + exceptions(result, curves)
                    + "; k = 1 is a pick at random. No interval is given: with few networks, large k"
                    + " shows little more than the accuracy of a few of them."
                    + differences(curves)));
        SelectionPlot.of(result)
            .ifPresent(figure -> blocks.add(new Block.Figures(List.of(figure))));
        blocks.add(new Block.Tabular(table(result, curves)));
      }
    }
    return blocks;
  }

  /** What to mind when some measures have no value for some networks. */
  private static String differences(SelectionCurves curves) {
    return curves.items().stream().mapToInt(Curve::n).distinct().count() < 2
        ? ""
        : " Measures of smaller n have no value for some networks and choose among the others:"
            + " where their k = 1 differs, so do the networks, and not the choice alone.";
  }

  /** The measures that do not promise by the values of their family. */
  private static String exceptions(ExperimentResult result, SelectionCurves curves) {
    String names =
        curves.items().stream()
            .filter(curve -> !prefers(curve).equals(usual(result, curve.measure())))
            .map(curve -> "%s ones of `%s`".formatted(prefers(curve), curve.measure()))
            .collect(Collectors.joining(" and "));
    return names.isEmpty() ? "" : ", but " + names;
  }

  /** What the family of {@code measure} promises by. */
  private static String usual(ExperimentResult result, String measure) {
    return result.measures().stream()
            .filter(each -> each.name().equals(measure))
            .anyMatch(each -> each.family().equals(Optional.of("weakness")))
        ? LARGE
        : SMALL;
  }

  private static String prefers(Curve curve) {
    return curve.preference().equals("higher") ? LARGE : SMALL;
  }

  private static Table table(ExperimentResult result, SelectionCurves curves) {
    int largest =
        curves.items().stream().mapToInt(c -> c.expectedAccuracy().size()).max().orElse(0);
    int[] draws = IntStream.of(DRAWS).filter(k -> k <= largest).toArray();
    Table table = new Table().words("measure").words("prefers").numbers("n");
    IntStream.of(draws).forEach(k -> table.numbers("k = " + k));
    curves.items().stream()
        .sorted(
            Comparator.comparing((Curve curve) -> place(result, curve.measure()))
                .thenComparing(Curve::measure))
        .forEach(
            curve -> {
              List<String> cells =
                  new ArrayList<>(
                      List.of(
                          "`" + curve.measure() + "`", prefers(curve), String.valueOf(curve.n())));
              IntStream.of(draws).forEach(k -> cells.add(at(curve, k)));
              table.row(cells);
            });
    return table;
  }

  /** The same order in every report: by family, as the paper compares them, then by name. */
  private static int place(ExperimentResult result, String measure) {
    int place =
        result.measures().stream()
            .filter(each -> each.name().equals(measure))
            .flatMap(each -> each.family().stream())
            .mapToInt(FAMILIES::indexOf)
            .findFirst()
            .orElse(-1);
    return place < 0 ? FAMILIES.size() : place;
  }

  /** The expected accuracy for {@code k}, or a dash. */
  static String at(Curve curve, int k) {
    return k <= curve.expectedAccuracy().size()
        ? Numerals.accuracy(curve.expectedAccuracy().get(k - 1))
        : Numerals.NONE;
  }
}
