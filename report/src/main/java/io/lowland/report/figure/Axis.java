package io.lowland.report.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * A linear scale from values to pixels.
 *
 * @param low value at pixel {@code from}
 * @param high value at pixel {@code to}, above {@code low}
 * @param from pixel of the lower end
 * @param to pixel of the upper end
 * @param ticks values that are marked, ascending
 * @param decimals digits after the point that the ticks need
 */
record Axis(double low, double high, double from, double to, List<Double> ticks, int decimals) {
  private static final double MARGIN = 0.04;
  private static final int MOST_DECIMALS = 9;

  /** A scale that holds all values with a little room, and about {@code wanted} round ticks. */
  static Axis around(DoubleStream values, double from, double to, int wanted) {
    double[] all = values.toArray();
    double least = DoubleStream.of(all).min().orElse(0);
    double most = DoubleStream.of(all).max().orElse(1);
    double span = most - least;
    if (span <= Math.abs(most) * 1e-12) {
      span = most == 0 ? 1 : Math.abs(most) * 0.1;
      least -= span / 2;
      most += span / 2;
    }
    return between(least - MARGIN * span, most + MARGIN * span, from, to, wanted);
  }

  /** A scale with these ends. */
  static Axis between(double low, double high, double from, double to, int wanted) {
    double step = step((high - low) / wanted);
    int decimals = (int) Math.clamp(-Math.floor(Math.log10(step) + 1e-9), 0, MOST_DECIMALS);
    List<Double> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) {
      ticks.add(i * step);
    }
    return new Axis(low, high, from, to, List.copyOf(ticks), decimals);
  }

  /** 1, 2 or 5 times a power of ten, not below {@code least}. */
  private static double step(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= least * (1 - 1e-9)) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  double pixel(double value) {
    return from + (value - low) / (high - low) * (to - from);
  }

  /** The text of a tick. */
  String label(double tick) {
    double shown = tick == 0 ? 0 : tick;
    String text =
        Math.abs(high) >= 10_000 && decimals == 0
            ? String.format(Locale.ROOT, "%,.0f", shown)
            : String.format(Locale.ROOT, "%." + decimals + "f", shown);
    return text.replace('-', '−');
  }
}
