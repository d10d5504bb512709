package io.lowland.report.figure;

/** Grid, axes and tick labels of a plot. */
final class Axes {
  private Axes() {}

  /** Draws both; {@code y} runs from its lower end at the bottom to the top. */
  static void draw(Svg svg, Axis x, Axis y) {
    horizontal(svg, x, y.to(), y.from());
    vertical(svg, y, x.from(), x.to());
    svg.line(Ink.AXIS, x.from(), y.from(), x.to(), y.from());
    svg.line(Ink.AXIS, x.from(), y.from(), x.from(), y.to());
  }

  /** The grid lines of {@code x} between two heights, labels below the lower one. */
  static void horizontal(Svg svg, Axis x, double top, double bottom) {
    grid(svg, x, top, bottom);
    labels(svg, x, bottom);
  }

  /** The grid lines of {@code x} between two heights. */
  static void grid(Svg svg, Axis x, double top, double bottom) {
    for (double tick : x.ticks()) {
      svg.line(Ink.GRID, x.pixel(tick), top, x.pixel(tick), bottom);
    }
  }

  /** What the ticks of {@code x} are, below {@code bottom}. */
  static void labels(Svg svg, Axis x, double bottom) {
    for (double tick : x.ticks()) {
      svg.text(Ink.QUIET, x.pixel(tick), bottom + 16, "middle", x.label(tick));
    }
  }

  /** The grid lines of {@code y} between two columns, labels left of the first. */
  static void vertical(Svg svg, Axis y, double left, double right) {
    for (double tick : y.ticks()) {
      svg.line(Ink.GRID, left, y.pixel(tick), right, y.pixel(tick));
      svg.text(Ink.QUIET, left - 7, y.pixel(tick) + 4, "end", y.label(tick));
    }
  }
}
