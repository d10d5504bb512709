package io.lowland.statistics;

import java.util.stream.IntStream;

/**
 * Holm's step-down adjustment of p-values, which bounds the probability of any false rejection
 * among a family of tests (S. Holm, "A simple sequentially rejective multiple test procedure",
 * Scandinavian Journal of Statistics 6, 1979).
 */
public final class Holm {
  private Holm() {}

  /**
   * Adjusted p-values in the order of {@code p}: with p₍₁₎ ≤ … ≤ p₍m₎, the i-th is max over j ≤ i
   * of (m − j + 1) p₍j₎, at most 1. An empty family has an empty answer. Not modified.
   *
   * @throws IllegalArgumentException naming a value outside [0, 1]
   */
  public static double[] adjust(double[] p) {
    for (double value : p) {
      if (!(value >= 0 && value <= 1)) {
        throw new IllegalArgumentException("p-value %s; expected 0 to 1".formatted(value));
      }
    }
    int[] order =
        IntStream.range(0, p.length)
            .boxed()
            .sorted((a, b) -> Double.compare(p[a], p[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[p.length];
    double largest = 0;
    for (int k = 0; k < order.length; k++) {
      largest = Math.max(largest, Math.min(1, (order.length - k) * p[order[k]]));
      adjusted[order[k]] = largest;
    }
    return adjusted;
  }
}
