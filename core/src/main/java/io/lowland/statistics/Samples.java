package io.lowland.statistics;

import java.util.Optional;

/** What makes a sample unusable, said once for every statistic of this package. */
final class Samples {
  private Samples() {}

  /**
   * Why {@code x} and {@code y} have no correlation.
   *
   * @param minimum the fewest points that the statistic needs
   * @return empty if they have one
   * @throws IllegalArgumentException if the lengths differ
   */
  static Optional<String> whyNotCorrelated(double[] x, double[] y, int minimum) {
    requireEqualLengths(x, y);
    if (x.length < minimum) {
      return Optional.of(tooFew(x.length, minimum));
    }
    return firstNonFinite(x)
        .or(() -> firstNonFinite(y))
        .or(() -> constant(x, "first"))
        .or(() -> constant(y, "second"));
  }

  static void requireEqualLengths(double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "variables of %d and %d values; expected as many of one as of the other"
              .formatted(x.length, y.length));
    }
  }

  static String tooFew(int points, int minimum) {
    return "%d %s; at least %d are needed"
        .formatted(points, points == 1 ? "point" : "points", minimum);
  }

  static Optional<String> firstNonFinite(double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        return Optional.of("value %d of %d is %s".formatted(i + 1, values.length, values[i]));
      }
    }
    return Optional.empty();
  }

  /** A count as a count. */
  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.valueOf((long) value)
        : String.valueOf(value);
  }

  private static Optional<String> constant(double[] values, String which) {
    for (double value : values) {
      if (value != values[0]) {
        return Optional.empty();
      }
    }
    return Optional.of(
        "the %s variable is constant: all %d values are %s"
            .formatted(which, values.length, plain(values[0])));
  }
}
