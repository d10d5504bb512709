package io.lowland.report.section;

import io.lowland.report.document.Block;
import io.lowland.report.document.Figure;
import io.lowland.report.figure.TrajectoryPlot;
import io.lowland.report.result.ExperimentResult;
import java.util.List;

/** How measures move while networks are trained. */
final class TrajectorySection implements Section {

  @Override
  public List<Block> about(ExperimentResult result) {
    List<Figure> figures =
        result.followedMeasures().stream()
            .flatMap(measure -> TrajectoryPlot.of(result, measure).stream())
            .toList();
    return figures.isEmpty()
        ? List.of()
        : List.of(
            new Block.Heading(2, "Along training"),
            new Block.Paragraph(
                "The measures that the experiment follows: a line per network, from its first"
                    + " checkpoint to the network that counts in every statistic, which is marked."),
            new Block.Figures(figures));
  }
}
