package io.lowland.report.section;

import io.lowland.report.document.Block;
import io.lowland.report.document.Figure;
import io.lowland.report.figure.ScatterPlot;
import io.lowland.report.result.Correlation;
import io.lowland.report.result.ExperimentResult;
import java.util.List;

/** Every measure against test accuracy, the strongest correlation first. */
final class ScatterSection implements Section {

  @Override
  public List<Block> about(ExperimentResult result) {
    List<Figure> figures =
        result.predictors(ExperimentResult.ALL_REGIMES).stream()
            .filter(correlation -> correlation.spearman().isPresent())
            .map(Correlation::measure)
            .flatMap(measure -> ScatterPlot.of(result, measure).stream())
            .toList();
    return figures.isEmpty()
        ? List.of()
        : List.of(
            new Block.Heading(2, "Every measure against test accuracy"),
            new Block.Figures(figures));
  }
}
