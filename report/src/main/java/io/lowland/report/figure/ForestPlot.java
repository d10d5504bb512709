package io.lowland.report.figure;

import io.lowland.report.document.Figure;
import io.lowland.report.document.Numerals;
import io.lowland.report.result.Correlation;
import io.lowland.report.result.ExperimentResult;
import io.lowland.statistics.Interval;
import java.util.List;
import java.util.Optional;

/** Every predictor's ρ with its interval, one below the other. */
public final class ForestPlot {
  private static final double WIDTH = 760;
  private static final double ROW = 21;
  private static final double TOP = 66;
  private static final double BOTTOM = 46;
  private static final double LETTER = 6.5;
  private static final double NUMBERS = 150;
  private static final List<String> FAMILIES = List.of("weakness", "sharpness", "simplicity");

  private ForestPlot() {}

  /** The plot over the runs of {@code regime}; empty when no predictor has a ρ. */
  public static Optional<Figure> of(ExperimentResult result, String regime) {
    List<Correlation> rows =
        result.predictors(regime).stream().filter(c -> c.spearman().isPresent()).toList();
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    String scope =
        regime.equals(ExperimentResult.ALL_REGIMES)
            ? (result.hasRegimes() ? "all regimes together" : "all networks")
            : regime;
    double height = TOP + ROW * rows.size() + BOTTOM;
    double left =
        24 + LETTER * rows.stream().mapToInt(row -> row.measure().length()).max().orElseThrow();
    Axis x = Axis.between(-1, 1, left, WIDTH - NUMBERS - 14, 4);
    Svg svg = new Svg(WIDTH, height, "Spearman's ρ with test accuracy, " + scope);
    svg.text(Ink.TITLE, 12, 20, "start", "Spearman's ρ with test accuracy, " + scope);
    legend(svg);
    Axes.horizontal(svg, x, TOP - 8, height - BOTTOM);
    svg.line(Ink.AXIS, x.pixel(0), TOP - 8, x.pixel(0), height - BOTTOM);
    svg.text(Ink.LABEL, x.pixel(0), height - 10, "middle", "ρ and 95 % bootstrap interval");
    for (int i = 0; i < rows.size(); i++) {
      row(svg, x, TOP + ROW * (i + 0.5), rows.get(i));
    }
    return Optional.of(
        new Figure(
            "forest-" + regime,
            ("Spearman's ρ of each measure with test accuracy and its 95 %% bootstrap interval"
                    + " (%s). An interval that holds 0 is compatible with no association; hollow"
                    + " marks can be moved at will by rescaling layers.")
                .formatted(scope),
            svg.finish()));
  }

  private static void row(Svg svg, Axis x, double y, Correlation row) {
    String family = row.family().orElse("");
    double rho = row.spearman().getAsDouble();
    svg.text(Ink.LABEL, x.from() - 12, y + 4, "end", row.measure());
    Optional<Interval> interval = row.interval();
    interval.ifPresent(
        ends -> svg.line(Ink.line(family), x.pixel(ends.low()), y, x.pixel(ends.high()), y));
    svg.mark(row.invariant() ? Ink.mark(family) : Ink.hollow(family), 0, x.pixel(rho), y, 4.2);
    svg.text(
        Ink.QUIET,
        WIDTH - 12,
        y + 4,
        "end",
        Numerals.correlation(rho) + "  " + Numerals.interval(interval));
  }

  private static void legend(Svg svg) {
    double x = 17;
    for (String family : FAMILIES) {
      svg.mark(Ink.mark(family), 0, x, 38, 4.2);
      svg.text(Ink.QUIET, x + 9, 42, "start", family);
      x += 30 + LETTER * family.length();
    }
    svg.mark(Ink.hollow("other"), 0, x, 38, 4.2);
    svg.text(Ink.QUIET, x + 9, 42, "start", "hollow: changed by rescaling layers");
  }
}
