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

  /**
   * Compares two groups; neither array is modified.
   *
   * @return undefined if a group has fewer than two values or one that is not finite, or if neither
   *     group varies
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
    double error = Math.sqrt(variance);
    double degrees =
        variance
            * variance
            / (firstPart * firstPart / (first.length - 1)
                + secondPart * secondPart / (second.length - 1));
    double difference = firstMean - secondMean;
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
}
