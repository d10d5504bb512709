package io.lowland.verification;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Signs and sizes of sums of products of doubles, without rounding where it matters. A {@code
 * double} is a {@link BigDecimal} exactly, and so are sums and products of them.
 */
final class ExactSums {
  private ExactSums() {}

  /**
   * Whether Σ x_f (a_f − b_f) > 0 exactly.
   *
   * @param x {@code [m]}
   * @param a {@code [m]}
   * @param b {@code [m]}
   */
  static boolean isPositive(double[] x, double[] a, double[] b) {
    double sum = 0;
    double magnitude = 0;
    for (int f = 0; f < x.length; f++) {
      double plus = x[f] * a[f];
      double minus = x[f] * b[f];
      sum = sum + plus - minus;
      magnitude += Math.abs(plus) + Math.abs(minus);
    }
    // At most 2m products and 2m additions, each off by half a unit in the last place.
    double error = (4 * x.length + 8) * Math.ulp(1.0) * magnitude + Double.MIN_NORMAL;
    if (Math.abs(sum) > error) {
      return sum > 0;
    }
    BigDecimal exact = BigDecimal.ZERO;
    for (int f = 0; f < x.length; f++) {
      BigDecimal difference = new BigDecimal(a[f]).subtract(new BigDecimal(b[f]));
      exact = exact.add(new BigDecimal(x[f]).multiply(difference));
    }
    return exact.signum() > 0;
  }

  /** ‖x‖ rounded down at the last of 20 digits or so: never more than the exact length. */
  static BigDecimal lengthAtMost(double[] x) {
    BigDecimal squares = BigDecimal.ZERO;
    for (double value : x) {
      squares = squares.add(new BigDecimal(value).pow(2));
    }
    var down = new MathContext(20, RoundingMode.DOWN);
    return squares.sqrt(down);
  }

  /** ‖x‖ rounded up. */
  static BigDecimal lengthAtLeast(BigDecimal[] x) {
    BigDecimal squares = BigDecimal.ZERO;
    for (BigDecimal value : x) {
      squares = squares.add(value.multiply(value));
    }
    var up = new MathContext(20, RoundingMode.UP);
    return squares.sqrt(up);
  }
}
