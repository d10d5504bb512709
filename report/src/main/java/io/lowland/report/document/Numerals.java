package io.lowland.report.document;

import io.lowland.statistics.Interval;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Numbers as they are printed in a paper. */
public final class Numerals {
  /** Stands where there is no number. */
  public static final String NONE = "–";

  private static final int DIGITS = 4;
  private static final int MOST_DECIMALS = 9;

  private Numerals() {}

  /** A correlation or a difference of two: sign and {@code decimals} digits. */
  public static String signed(double value, int decimals) {
    return minus(String.format(Locale.ROOT, "%+." + decimals + "f", value));
  }

  /** A correlation: sign and two decimals, all that the sizes of experiments support. */
  public static String correlation(double value) {
    return signed(value, 2);
  }

  /** A correlation, or a dash. */
  public static String correlation(OptionalDouble value) {
    return value.isPresent() ? correlation(value.getAsDouble()) : NONE;
  }

  /** An interval of correlations, or a dash. */
  public static String interval(Optional<Interval> interval) {
    return interval.map(ends -> interval(ends.low(), ends.high(), 2)).orElse(NONE);
  }

  /** An interval whose ends have a sign and {@code decimals} digits. */
  public static String interval(double low, double high, int decimals) {
    return "[%s, %s]".formatted(signed(low, decimals), signed(high, decimals));
  }

  /** A probability: three decimals, or two digits and a power of ten. */
  public static String probability(double p) {
    if (p == 0) {
      return "0";
    }
    if (p >= 0.001) {
      return String.format(Locale.ROOT, "%.3f", p);
    }
    String[] parts = String.format(Locale.ROOT, "%.1e", p).split("e", -1);
    return minus(parts[0] + "e" + Integer.parseInt(parts[1]));
  }

  /** A probability, or a dash. */
  public static String probability(OptionalDouble p) {
    return p.isPresent() ? probability(p.getAsDouble()) : NONE;
  }

  /** An accuracy: a fraction with four decimals, one test image in 10,000. */
  public static String accuracy(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  /** A difference of accuracies in percentage points. */
  public static String points(double difference) {
    return signed(100 * difference, 2);
  }

  /** A value of a measure with four digits, or all of those before the point. */
  public static String quantity(double value) {
    if (value == 0) {
      return "0";
    }
    double size = Math.abs(value);
    int before = (int) Math.floor(Math.log10(size)) + 1;
    if (before > 7 || before < -3) {
      return minus(String.format(Locale.ROOT, "%.3e", value));
    }
    int decimals = value == Math.rint(value) ? 0 : Math.max(0, DIGITS - Math.max(before, 1));
    if (before <= 0) {
      decimals = DIGITS - before;
    }
    return minus(String.format(Locale.ROOT, "%,." + decimals + "f", value));
  }

  /** Mean and standard deviation of a measure; both with the digits that the deviation supports. */
  public static String meanAndDeviation(double mean, double deviation) {
    if (deviation == 0) {
      return "%s ± 0".formatted(quantity(mean));
    }
    int decimals = (int) Math.clamp(1 - Math.floor(Math.log10(deviation)), 0, MOST_DECIMALS);
    String pattern = "%,." + decimals + "f ± %,." + decimals + "f";
    return minus(String.format(Locale.ROOT, pattern, mean, deviation));
  }

  /** A length of time such as {@code 42 s} or {@code 3 min 05 s}. */
  public static String duration(double seconds) {
    long whole = Math.round(seconds);
    return whole < 60 ? whole + " s" : "%d min %02d s".formatted(whole / 60, whole % 60);
  }

  /** A number of things: {@code 12,000}. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** So many networks: {@code 1 network}, {@code 40 networks}. */
  public static String networks(long count) {
    return count(count) + (count == 1 ? " network" : " networks");
  }

  /** A ratio that is not quite 1, with two digits of the difference at least. */
  public static String ratio(double value) {
    double difference = Math.abs(value - 1);
    if (difference == 0 || difference >= Math.pow(10, 1 - DIGITS)) {
      return quantity(value);
    }
    int decimals = (int) Math.min(1 - Math.floor(Math.log10(difference)), MOST_DECIMALS);
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  private static String minus(String number) {
    return number.replace('-', '−');
  }
}
