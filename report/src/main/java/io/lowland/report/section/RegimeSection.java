package io.lowland.report.section;

import io.lowland.contracts.RegimeComparison;
import io.lowland.report.document.Block;
import io.lowland.report.document.Figure;
import io.lowland.report.document.Numerals;
import io.lowland.report.document.Table;
import io.lowland.report.figure.RegimePlot;
import io.lowland.report.result.ExperimentResult;
import io.lowland.report.result.RegimeFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether accuracy and measures differ between ways of training. */
final class RegimeSection implements Section {

  @Override
  public List<Block> about(ExperimentResult result) {
    if (!result.hasRegimes()) {
      return List.of();
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Heading(2, "Regimes side by side"));
    blocks.add(
        new Block.Paragraph(
            "Mean ± standard deviation by regime, and Welch's t-test of every pair; p and intervals"
                + " are not adjusted for their number."));
    blocks.add(new Block.Tabular(means(result)));
    if (!result.regimeComparisons().isEmpty()) {
      blocks.add(new Block.Tabular(tests(result)));
    }
    List<Figure> figures =
        measures(result).flatMap(name -> RegimePlot.of(result, name).stream()).toList();
    if (!figures.isEmpty()) {
      blocks.add(new Block.Figures(figures));
    }
    return blocks;
  }

  private static Stream<String> measures(ExperimentResult result) {
    return Stream.concat(
        Stream.of(ExperimentResult.ACCURACY),
        result.measures().stream()
            .filter(measure -> measure.predicts())
            .map(measure -> measure.name()));
  }

  private static Table means(ExperimentResult result) {
    Table table = new Table().words("measure");
    for (RegimeFacts regime : result.regimes()) {
      table.numbers(
          "%s (n = %d)"
              .formatted(
                  regime.name(),
                  Values.of(result, regime.name(), ExperimentResult.ACCURACY).length));
    }
    measures(result)
        .forEach(
            name -> {
              List<String> cells = new ArrayList<>(List.of("`" + name + "`"));
              for (RegimeFacts regime : result.regimes()) {
                double[] values = Values.of(result, regime.name(), name);
                cells.add(
                    name.equals(ExperimentResult.ACCURACY)
                        ? Values.accuracySummary(values)
                        : Values.summary(values));
              }
              table.row(cells);
            });
    return table;
  }

  private static Table tests(ExperimentResult result) {
    Table table =
        new Table()
            .words("measure")
            .words("regimes")
            .numbers("difference of means", "95 % interval", "p (Welch)");
    for (RegimeComparison test : result.regimeComparisons()) {
      table.row(
          List.of(
              "`" + test.measure() + "`",
              test.first() + " − " + test.second(),
              test.difference().isPresent()
                  ? Numerals.quantity(test.difference().getAsDouble())
                  : Numerals.NONE,
              interval(test).or(test::reason).orElse(Numerals.NONE),
              Numerals.probability(test.p())));
    }
    return table;
  }

  private static Optional<String> interval(RegimeComparison test) {
    return test.ciLow().isPresent() && test.ciHigh().isPresent()
        ? Optional.of(
            "[%s, %s]"
                .formatted(
                    Numerals.quantity(test.ciLow().getAsDouble()),
                    Numerals.quantity(test.ciHigh().getAsDouble())))
        : Optional.empty();
  }
}
