package io.lowland.report.figure;

import io.lowland.contracts.RegimeComparison;
import io.lowland.report.document.Figure;
import io.lowland.report.document.Numerals;
import io.lowland.report.result.ExperimentResult;
import io.lowland.report.result.RegimeFacts;
import io.lowland.report.result.RunResult;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** The networks of every regime side by side, by one measure, with the regimes' means. */
public final class RegimePlot {
  private static final double WIDTH = 380;
  private static final double HEIGHT = 304;
  private static final double LEFT = 72;
  private static final double RIGHT = 14;
  private static final double TOP = 62;
  private static final double BOTTOM = 34;
  private static final double HALF_MEAN = 26;
  private static final double SPREAD = 36;

  /** The golden ratio's fraction spreads successive marks evenly over any width. */
  private static final double GOLDEN = 0.6180339887498949;

  private RegimePlot() {}

  /** The plot of {@code measure}; empty when there is one regime, or no network has a value. */
  public static Optional<Figure> of(ExperimentResult result, String measure) {
    List<double[]> values =
        result.regimes().stream().map(regime -> values(result, regime.name(), measure)).toList();
    if (!result.hasRegimes() || values.stream().allMatch(each -> each.length == 0)) {
      return Optional.empty();
    }
    String said = said(result, measure);
    Axis y =
        Axis.around(values.stream().flatMapToDouble(DoubleStream::of), HEIGHT - BOTTOM, TOP, 5);
    Svg svg = new Svg(WIDTH, HEIGHT, measure + " by regime: " + said);
    svg.text(Ink.TITLE, 12, 20, "start", measure);
    String[] lines = said.split(", ", 2);
    for (int line = 0; line < lines.length; line++) {
      svg.text(Ink.QUIET, 12, 36 + 14 * line, "start", lines[line]);
    }
    Axes.vertical(svg, y, LEFT, WIDTH - RIGHT);
    svg.line(Ink.AXIS, LEFT, y.from(), WIDTH - RIGHT, y.from());
    double slot = (WIDTH - RIGHT - LEFT) / result.regimes().size();
    for (int i = 0; i < values.size(); i++) {
      RegimeFacts regime = result.regimes().get(i);
      double centre = LEFT + slot * (i + 0.5);
      svg.text(Ink.LABEL, centre, HEIGHT - BOTTOM + 20, "middle", regime.name());
      marks(svg, i, values.get(i), centre, Math.min(SPREAD, slot / 2 - 8), y);
    }
    return Optional.of(
        new Figure(
            "regimes-" + measure,
            "`%s` of every network by regime, with the regimes' means. %s."
                .formatted(measure, said),
            svg.finish()));
  }

  private static void marks(
      Svg svg, int series, double[] values, double centre, double spread, Axis y) {
    for (int i = 0; i < values.length; i++) {
      double aside = (2 * ((i + 1) * GOLDEN % 1) - 1) * spread;
      svg.mark(Ink.series(series), series, centre + aside, y.pixel(values[i]), 3.2);
    }
    Arrays.stream(values)
        .average()
        .ifPresent(
            mean ->
                svg.line(
                    Ink.MEAN,
                    centre - HALF_MEAN,
                    y.pixel(mean),
                    centre + HALF_MEAN,
                    y.pixel(mean)));
  }

  private static double[] values(ExperimentResult result, String regime, String measure) {
    return result.runsOf(regime).stream()
        .map((RunResult run) -> run.value(measure))
        .flatMapToDouble(
            value ->
                value.isPresent() ? DoubleStream.of(value.getAsDouble()) : DoubleStream.empty())
        .toArray();
  }

  private static String said(ExperimentResult result, String measure) {
    List<RegimeComparison> tests =
        result.regimeComparisons().stream().filter(each -> each.measure().equals(measure)).toList();
    if (tests.size() != 1 || tests.getFirst().difference().isEmpty()) {
      return "mean of each regime";
    }
    RegimeComparison test = tests.getFirst();
    return "%s − %s: %s, 95 %% interval [%s, %s], p = %s"
        .formatted(
            test.first(),
            test.second(),
            Numerals.quantity(test.difference().getAsDouble()),
            Numerals.quantity(test.ciLow().orElse(Double.NaN)),
            Numerals.quantity(test.ciHigh().orElse(Double.NaN)),
            Numerals.probability(test.p()));
  }
}
