package io.lowland.report.figure;

import io.lowland.report.document.Figure;
import io.lowland.report.document.Numerals;
import io.lowland.report.result.Correlation;
import io.lowland.report.result.ExperimentResult;
import java.util.List;
import java.util.Optional;

/** Every predictor's ρ with its interval, one below the other. */
public final class ForestPlot {
  private static final double WIDE = 760;
  private static final double NARROW = 380;
  private static final double BOTTOM = 46;
  private static final double LETTER = 6.5;
  private static final double NUMBERS = 150;

  /** How far above its interval a name stands, and how far the scale reaches around it. */
  private static final double ABOVE = 12;

  private static final double REACH = 8;
  private static final List<String> FAMILIES = List.of("weakness", "sharpness", "simplicity");

  /**
   * Where things stand.
   *
   * @param width of the picture
   * @param row height of each
   * @param top where rows begin
   * @param left where the axis begins
   * @param right where it ends
   * @param namesAbove whether names stand above the intervals, not left of them
   */
  private record Layout(
      double width, double row, double top, double left, double right, boolean namesAbove) {
    static Layout wide(List<Correlation> rows) {
      int letters = rows.stream().mapToInt(row -> row.measure().length()).max().orElseThrow();
      return new Layout(WIDE, 21, 66, 24 + LETTER * letters, WIDE - NUMBERS - 14, false);
    }

    /** The height of interval {@code i}: in the middle of its row, or below the name. */
    double intervalAt(int i) {
      return top + row * (i + 0.5) + (namesAbove ? 9 : 0);
    }

    static Layout narrow() {
      return new Layout(NARROW, 36, 82, 24, NARROW - 24, true);
    }
  }

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
    return Optional.of(
        new Figure(
            "forest-" + regime,
            ("Spearman's ρ of each measure with test accuracy and its 95 %% bootstrap interval"
                    + " (%s). An interval that holds 0 is compatible with no association; hollow"
                    + " marks can be moved at will by rescaling layers.")
                .formatted(scope),
            drawn(rows, scope, Layout.wide(rows)),
            Optional.of(drawn(rows, scope, Layout.narrow()))));
  }

  private static String drawn(List<Correlation> rows, String scope, Layout layout) {
    double bottom = layout.top() + layout.row() * rows.size();
    Axis x = Axis.between(-1, 1, layout.left(), layout.right(), 4);
    String title = "Spearman's ρ with test accuracy";
    Svg svg = new Svg(layout.width(), bottom + BOTTOM, title + ", " + scope);
    svg.text(Ink.TITLE, 12, 20, "start", layout.namesAbove() ? title : title + ", " + scope);
    legend(svg, layout);
    scale(svg, x, rows.size(), layout, bottom);
    svg.text(
        Ink.LABEL, x.pixel(0), bottom + BOTTOM - 10, "middle", "ρ and 95 % bootstrap interval");
    for (int i = 0; i < rows.size(); i++) {
      row(svg, x, layout.intervalAt(i), rows.get(i), layout);
    }
    return svg.finish();
  }

  /** The grid and the line of no association; both leave out the names that stand above. */
  private static void scale(Svg svg, Axis x, int rows, Layout layout, double bottom) {
    if (!layout.namesAbove()) {
      Axes.horizontal(svg, x, layout.top() - 8, bottom);
      svg.line(Ink.AXIS, x.pixel(0), layout.top() - 8, x.pixel(0), bottom);
      return;
    }
    Axes.labels(svg, x, bottom);
    for (int i = 0; i < rows; i++) {
      double y = layout.intervalAt(i);
      Axes.grid(svg, x, y - REACH, y + REACH);
      svg.line(Ink.AXIS, x.pixel(0), y - REACH, x.pixel(0), y + REACH);
    }
  }

  private static void row(Svg svg, Axis x, double y, Correlation row, Layout layout) {
    String family = row.family().orElse("");
    double rho = row.spearman().getAsDouble();
    String value = Numerals.correlation(rho);
    if (layout.namesAbove()) {
      svg.text(Ink.LABEL, 12, y - ABOVE, "start", row.measure());
      svg.text(Ink.LABEL, layout.width() - 12, y - ABOVE, "end", value);
    } else {
      svg.text(Ink.LABEL, x.from() - 12, y + 4, "end", row.measure());
      String text = value + "  " + Numerals.interval(row.interval());
      svg.text(Ink.QUIET, layout.width() - 12, y + 4, "end", text);
    }
    row.interval()
        .ifPresent(
            ends -> svg.line(Ink.line(family), x.pixel(ends.low()), y, x.pixel(ends.high()), y));
    svg.mark(row.invariant() ? Ink.mark(family) : Ink.hollow(family), 0, x.pixel(rho), y, 4.2);
  }

  private static void legend(Svg svg, Layout layout) {
    double x = 17;
    for (String family : FAMILIES) {
      svg.mark(Ink.mark(family), 0, x, 38, 4.2);
      svg.text(Ink.QUIET, x + 9, 42, "start", family);
      x += 30 + LETTER * family.length();
    }
    double y = layout.namesAbove() ? 58 : 38;
    double hollow = layout.namesAbove() ? 17 : x;
    svg.mark(Ink.hollow("other"), 0, hollow, y, 4.2);
    svg.text(Ink.QUIET, hollow + 9, y + 4, "start", "hollow: changed by rescaling layers");
  }
}
