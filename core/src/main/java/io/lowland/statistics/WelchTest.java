package io.lowland.statistics;

import java.util.Optional;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.StatUtils;

/**
 * Welch's t-test: do two groups of unequal variance have the same mean (B. L. Welch, Biometrika 34,
 * 1947)?
 *
 * @param firstMean mean of the first group
 * @param secondMean mean of the second group
 * @param difference first mean − second mean
 * @param interval 95 % interval of the difference
 * @param t the statistic
 * @param degreesOfFreedom by Welch–Satterthwaite, not an integer in general
 * @param p two-sided p-value
 */
public record WelchTest(
    double firstMean,
    double secondMean,
    double difference,
    Interval interval,
    double t,
    double degreesOfFreedom,
    double p) {
  private static final double UPPER_QUANTILE = 0.975;

  /** Variances below this, or above its inverse, are not squared. */
  private static final double SMALLEST_SQUARED = 1e-100;

  /**
   * Compares two groups; neither array is modified.
   *
   * @return undefined if a group has fewer than two values or one that is not finite, if neither
   *     group varies, or if a variance is beyond double
   */
  public static Outcome<WelchTest> of(double[] first, double[] second) {
    int fewest = Math.min(first.length, second.length);
    if (fewest < 2) {
      return Outcome.undefined(Samples.tooFew(fewest, 2) + " in each group");
    }
    Optional<String> reason =
        Samples.firstNonFinite(first).or(() -> Samples.firstNonFinite(second));
    return reason.isPresent() ? Outcome.undefined(reason.get()) : compare(first, second);
  }

  private static Outcome<WelchTest> compare(double[] first, double[] second) {
    double firstMean = StatUtils.mean(first);
    double secondMean = StatUtils.mean(second);
    double firstPart = StatUtils.variance(first, firstMean) / first.length;
    double secondPart = StatUtils.variance(second, secondMean) / second.length;
    double variance = firstPart + secondPart;
    if (variance == 0) {
      return Outcome.undefined("neither group varies");
    }
    double difference = firstMean - secondMean;
    if (!Double.isFinite(variance) || !Double.isFinite(difference)) {
      return Outcome.undefined("the values are too large for their variance to be a number");
    }
    double error = Math.sqrt(variance);
    double degrees = degrees(firstPart, first.length, secondPart, second.length);
    double t = difference / error;
    TDistribution student = new TDistribution(degrees);
    double margin = student.inverseCumulativeProbability(UPPER_QUANTILE) * error;
    return Outcome.of(
        new WelchTest(
            firstMean,
            secondMean,
            difference,
            new Interval(difference - margin, difference + margin),
            t,
            degrees,
            Math.min(1, 2 * student.cumulativeProbability(-Math.abs(t)))));
  }

  /** By Welch–Satterthwaite. */
  private static double degrees(double firstPart, int first, double secondPart, int second) {
    double variance = firstPart + secondPart;
    if (variance < SMALLEST_SQUARED || variance > 1 / SMALLEST_SQUARED) {
      // Squares would leave the range of double; what shares there are of the variance decides.
      return degrees(firstPart / variance, first, secondPart / variance, second);
    }
    return variance
        * variance
        / (firstPart * firstPart / (first - 1) + secondPart * secondPart / (second - 1));
  }
}
