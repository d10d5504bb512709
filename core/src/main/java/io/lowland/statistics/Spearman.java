package io.lowland.statistics;

import java.util.Optional;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * Spearman's rank correlation ρ: Pearson's correlation of the ranks, tied values sharing their
 * average rank. The two-sided p-value is that of t = ρ √((n − 2) / (1 − ρ²)) under Student's t with
 * n − 2 degrees of freedom, as in SciPy's {@code spearmanr}.
 */
public final class Spearman {
  /** With two points ρ is always ±1 and has no test. */
  static final int MINIMUM = 3;

  private Spearman() {}

  /**
   * ρ of the pairs (x[i], y[i]); neither array is modified.
   *
   * @return undefined for fewer than three points, a value that is not finite, or a constant
   *     variable; p = 0 where |ρ| = 1
   * @throws IllegalArgumentException if the lengths differ
   */
  public static Outcome<CorrelationTest> of(double[] x, double[] y) {
    Optional<String> reason = Samples.whyNotCorrelated(x, y, MINIMUM);
    if (reason.isPresent()) {
      return Outcome.undefined(reason.get());
    }
    return Outcome.of(of(new SortedSample(x), new SortedSample(y)));
  }

  /** ρ of two samples that have one. */
  static CorrelationTest of(SortedSample x, SortedSample y) {
    double rho = coefficient(x.centredRanks(), y.centredRanks());
    return new CorrelationTest(rho, twoSidedP(rho, x.size() - 2), x.size());
  }

  /** Cosine of two centred rank vectors, in exact integer sums. */
  static double coefficient(int[] x, int[] y) {
    long xy = 0;
    long xx = 0;
    long yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (long) x[i] * y[i];
      xx += (long) x[i] * x[i];
      yy += (long) y[i] * y[i];
    }
    return cosine(xy, xx, yy);
  }

  /** xy / √(xx · yy), within [−1, 1] whatever the rounding. */
  static double cosine(double xy, double xx, double yy) {
    // One root where the sums of squares agree, so that perfect agreement is exactly 1.
    double norm = xx == yy ? xx : Math.sqrt(xx) * Math.sqrt(yy);
    return Math.clamp(xy / norm, -1.0, 1.0);
  }

  /** Two-sided p-value of a correlation with {@code degreesOfFreedom}. */
  static double twoSidedP(double rho, int degreesOfFreedom) {
    double unexplained = (1 - rho) * (1 + rho);
    if (unexplained <= 0) {
      return 0;
    }
    double t = Math.abs(rho) * Math.sqrt(degreesOfFreedom / unexplained);
    return Math.min(1, 2 * new TDistribution(degreesOfFreedom).cumulativeProbability(-t));
  }
}
