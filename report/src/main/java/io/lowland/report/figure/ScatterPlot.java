package io.lowland.report.figure;

import io.lowland.report.document.Figure;
import io.lowland.report.document.Numerals;
import io.lowland.report.result.Correlation;
import io.lowland.report.result.ExperimentResult;
import io.lowland.report.result.RegimeFacts;
import io.lowland.report.result.RunResult;
import java.util.List;
import java.util.Optional;

/** One measure against test accuracy: a mark per network, a shape per regime. */
public final class ScatterPlot {
  private static final double WIDTH = 380;
  private static final double HEIGHT = 300;
  private static final double LEFT = 62;
  private static final double RIGHT = 14;
  private static final double TOP = 48;
  private static final double BOTTOM = 44;

  private ScatterPlot() {}

  /** The plot of {@code measure}; empty when no network has both values. */
  public static Optional<Figure> of(ExperimentResult result, String measure) {
    List<RunResult> runs =
        result.runs().stream()
            .filter(run -> run.value(measure).isPresent() && run.testAccuracy().isPresent())
            .toList();
    if (runs.isEmpty()) {
      return Optional.empty();
    }
    String rho =
        result
            .correlation(measure, ExperimentResult.ALL_REGIMES)
            .map(ScatterPlot::said)
            .orElse("no correlation yet");
    double bottom = result.hasRegimes() ? BOTTOM + 18 : BOTTOM;
    double height = result.hasRegimes() ? HEIGHT + 18 : HEIGHT;
    Axis x =
        Axis.around(
            runs.stream().mapToDouble(run -> run.value(measure).getAsDouble()),
            LEFT,
            WIDTH - RIGHT,
            4);
    Axis y =
        Axis.around(
            runs.stream().mapToDouble(run -> run.testAccuracy().getAsDouble()),
            height - bottom,
            TOP,
            5);
    Svg svg = new Svg(WIDTH, height, measure + " against test accuracy: " + rho);
    svg.text(Ink.TITLE, 12, 20, "start", measure);
    svg.text(Ink.QUIET, 12, 36, "start", rho);
    Axes.draw(svg, x, y);
    svg.text(Ink.LABEL, (x.from() + x.to()) / 2, height - bottom + 34, "middle", measure);
    svg.upwards(Ink.LABEL, 16, (y.from() + y.to()) / 2, "test accuracy");
    for (RunResult run : runs) {
      int series = series(result, run.regime());
      svg.mark(
          Ink.series(series),
          series,
          x.pixel(run.value(measure).getAsDouble()),
          y.pixel(run.testAccuracy().getAsDouble()),
          3.6);
    }
    if (result.hasRegimes()) {
      legend(svg, result.regimes(), height - 10);
    }
    return Optional.of(
        new Figure(
            "scatter-" + measure,
            "`%s` against test accuracy. %s.".formatted(measure, rho),
            svg.finish()));
  }

  private static int series(ExperimentResult result, String regime) {
    List<String> names = result.regimes().stream().map(RegimeFacts::name).toList();
    return Math.max(0, names.indexOf(regime));
  }

  private static void legend(Svg svg, List<RegimeFacts> regimes, double y) {
    double x = LEFT;
    for (int i = 0; i < regimes.size(); i++) {
      svg.mark(Ink.series(i), i, x, y - 4, 4);
      svg.text(Ink.QUIET, x + 9, y, "start", regimes.get(i).name());
      x += 24 + 6.4 * regimes.get(i).name().length();
    }
  }

  private static String said(Correlation correlation) {
    if (correlation.spearman().isEmpty()) {
      return "no ρ: " + correlation.reason().orElse("not known") + ", n = " + correlation.n();
    }
    return "ρ = %s, 95 %% interval %s, n = %d"
        .formatted(
            Numerals.correlation(correlation.spearman()),
            Numerals.interval(correlation.interval()),
            correlation.n());
  }
}
