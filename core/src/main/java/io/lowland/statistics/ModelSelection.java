package io.lowland.statistics;

import java.util.Arrays;

/**
 * How good a measure is at choosing: k networks are drawn at random without replacement, the one
 * that the measure likes best is kept, and its test accuracy is averaged over all draws. The
 * expectation is exact: with the networks sorted from best to worst, the kept one lies in a group
 * of t tied ones, m of which and worse remain, with probability [C(m, k) − C(m − t, k)] / C(N, k),
 * and is then equally likely to be any of the group.
 */
public final class ModelSelection {

  /** Which values of a measure promise a better network. */
  public enum Preference {
    /** The larger the better, as weakness claims. */
    HIGHER,
    /** The smaller the better, as flatness and norms claim. */
    LOWER
  }

  private ModelSelection() {}

  /**
   * The expected accuracy for k = 1 … {@code largest}; element k − 1 belongs to k. For k = 1 it is
   * the mean accuracy, for k = N the mean accuracy of the best tied group.
   *
   * @param measure one value per network, finite, not modified
   * @param accuracy one value per network, finite, not modified
   * @throws IllegalArgumentException if there is no network, the lengths differ, a value is not
   *     finite, or {@code largest} is not in 1 … N
   */
  public static double[] curve(
      double[] measure, double[] accuracy, Preference preference, int largest) {
    Samples.requireEqualLengths(measure, accuracy);
    if (largest < 1 || largest > measure.length) {
      throw new IllegalArgumentException(
          "k up to %d; expected 1 to the %d networks".formatted(largest, measure.length));
    }
    Samples.firstNonFinite(measure)
        .or(() -> Samples.firstNonFinite(accuracy))
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException(reason + "; expected a finite number");
            });
    double sign = preference == Preference.HIGHER ? -1 : 1;
    SortedSample bestFirst =
        new SortedSample(Arrays.stream(measure).map(value -> sign * value).toArray());
    return expectations(bestFirst, accuracy, largest);
  }

  /** Expectations for k = 1 … largest, in one walk from the best group to the worst. */
  private static double[] expectations(SortedSample bestFirst, double[] accuracy, int largest) {
    int n = accuracy.length;
    double[] expectation = new double[largest];
    double[] none = new double[largest]; // probability that nothing better was drawn
    Arrays.fill(none, 1);
    for (int from = 0; from < n; ) {
      int to = from;
      double sum = accuracy[bestFirst.order()[from]];
      while (!bestFirst.lastOfTie()[to]) {
        sum += accuracy[bestFirst.order()[++to]];
      }
      int worse = n - to - 1;
      // C(worse, k) / C(n, k): the probability that all k drawn are among the worse ones.
      double noneYet = 1;
      for (int k = 1; k <= largest; k++) {
        noneYet *= (double) Math.max(0, worse - k + 1) / (n - k + 1);
        expectation[k - 1] += (none[k - 1] - noneYet) * sum / (to - from + 1);
        none[k - 1] = noneYet;
      }
      from = to + 1;
    }
    return expectation;
  }
}
