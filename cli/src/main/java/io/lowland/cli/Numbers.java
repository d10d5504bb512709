package io.lowland.cli;

import java.util.Locale;

/** Numbers as people read them. */
public final class Numbers {
  private static final double LARGEST_PLAIN = 1e15;

  private Numbers() {}

  /** Whole numbers whole, others with six significant digits. */
  public static String compact(double value) {
    if (value == Math.rint(value) && Math.abs(value) < LARGEST_PLAIN) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    return String.format(Locale.ROOT, "%.6g", value);
  }

  /** A correlation: sign and three decimals. */
  public static String correlation(double value) {
    return String.format(Locale.ROOT, "%+.3f", value);
  }

  /** A probability: three decimals, or the power of ten below that. No probability is 0. */
  public static String probability(double value) {
    if (value == 0) {
      return "<1e-99";
    }
    return value < 0.001
        ? String.format(Locale.ROOT, "%.0e", value)
        : String.format(Locale.ROOT, "%.3f", value);
  }

  /** A length of time such as {@code 42 s} or {@code 3 min 05 s}. */
  public static String duration(double seconds) {
    long whole = Math.round(seconds);
    return whole < 60 ? whole + " s" : "%d min %02d s".formatted(whole / 60, whole % 60);
  }
}
