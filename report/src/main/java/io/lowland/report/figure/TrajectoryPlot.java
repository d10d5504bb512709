package io.lowland.report.figure;

import io.lowland.report.document.Figure;
import io.lowland.report.document.Numerals;
import io.lowland.report.result.ExperimentResult;
import io.lowland.report.result.RegimeFacts;
import io.lowland.report.result.Trajectory;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One measure along training: a line per network, its end marked. */
public final class TrajectoryPlot {
  private static final double WIDTH = 380;
  private static final double HEIGHT = 290;
  private static final double LEFT = 72;
  private static final double RIGHT = 16;
  private static final double TOP = 36;
  private static final double BOTTOM = 44;

  private TrajectoryPlot() {}

  /** The plot of {@code measure}; empty when no network was followed in it. */
  public static Optional<Figure> of(ExperimentResult result, String measure) {
    List<Trajectory> points =
        result.followed(measure).stream()
            .sorted(Comparator.comparingInt(Trajectory::epoch))
            .toList();
    if (points.isEmpty()) {
      return Optional.empty();
    }
    Axis x = Axis.around(points.stream().mapToDouble(Trajectory::epoch), LEFT, WIDTH - RIGHT, 5);
    Axis y =
        Axis.around(
            points.stream().mapToDouble(point -> point.values().get(measure)),
            HEIGHT - BOTTOM,
            TOP,
            5);
    Svg svg = new Svg(WIDTH, HEIGHT, measure + " along training");
    svg.text(Ink.TITLE, 12, 20, "start", measure);
    Axes.draw(svg, x, y);
    svg.text(Ink.LABEL, (x.from() + x.to()) / 2, HEIGHT - 10, "middle", "epoch");
    Map<String, List<Trajectory>> byRun =
        points.stream()
            .collect(
                Collectors.groupingBy(Trajectory::run, LinkedHashMap::new, Collectors.toList()));
    byRun.values().forEach(run -> line(svg, x, y, measure, run));
    byRun.values().forEach(run -> end(svg, x, y, measure, run.getLast(), result.regimes()));
    return Optional.of(
        new Figure(
            "along-training-" + measure,
            "`%s` along the training of %s.".formatted(measure, Numerals.networks(byRun.size())),
            svg.finish()));
  }

  private static void line(Svg svg, Axis x, Axis y, String measure, List<Trajectory> run) {
    double[] points = new double[2 * run.size()];
    for (int i = 0; i < run.size(); i++) {
      points[2 * i] = x.pixel(run.get(i).epoch());
      points[2 * i + 1] = y.pixel(run.get(i).values().get(measure));
    }
    svg.path(Ink.FAINT, Svg.polyline(points));
  }

  private static void end(
      Svg svg, Axis x, Axis y, String measure, Trajectory last, List<RegimeFacts> regimes) {
    int series =
        Math.max(0, regimes.stream().map(RegimeFacts::name).toList().indexOf(last.regime()));
    svg.mark(
        Ink.series(series),
        series,
        x.pixel(last.epoch()),
        y.pixel(last.values().get(measure)),
        3.2);
  }
}
