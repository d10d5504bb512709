package io.lowland.statistics;

import java.util.Arrays;

/**
 * The order of a sample: sorted once, so that ranks of the sample and of every resample of it come
 * from one pass over integers.
 */
final class SortedSample {
  private final int[] order;
  private final boolean[] lastOfTie;
  private final boolean hasTies;

  /** Sorts {@code values} (not modified; all finite). */
  SortedSample(double[] values) {
    int n = values.length;
    order = sortedIndices(values);
    lastOfTie = new boolean[n];
    int groups = 0;
    for (int k = 0; k < n; k++) {
      lastOfTie[k] = k == n - 1 || values[order[k]] != values[order[k + 1]];
      groups += lastOfTie[k] ? 1 : 0;
    }
    hasTies = groups < n;
  }

  int size() {
    return order.length;
  }

  /** Indices of the values in ascending order; shared, not to be modified. */
  int[] order() {
    return order;
  }

  /** Whether position {@code k} of the order ends a group of equal values; shared. */
  boolean[] lastOfTie() {
    return lastOfTie;
  }

  boolean hasTies() {
    return hasTies;
  }

  /**
   * Twice the average ranks minus (n + 1), which are integers that sum to zero: rank correlations
   * computed from them are exact up to the last division.
   */
  int[] centredRanks() {
    int n = order.length;
    int[] ranks = new int[n];
    for (int from = 0; from < n; ) {
      int to = from;
      while (!lastOfTie[to]) {
        to++;
      }
      // Ranks from + 1 … to + 1 average to (from + to + 2) / 2.
      for (int k = from; k <= to; k++) {
        ranks[order[k]] = from + to + 1 - n;
      }
      from = to + 1;
    }
    return ranks;
  }

  private static int[] sortedIndices(double[] values) {
    // The stable order of equal values is irrelevant to every statistic here, but keeps runs equal.
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int[] next = new int[values.length];
    int[] order = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      int first = firstPosition(sorted, values[i]);
      order[first + next[first]++] = i;
    }
    return order;
  }

  /** Halves the range without a branch that could be guessed wrongly: values come in any order. */
  private static int firstPosition(double[] sorted, double value) {
    int first = 0;
    for (int left = sorted.length; left > 1; ) {
      int half = left >>> 1;
      first += sorted[first + half - 1] < value ? half : 0;
      left -= half;
    }
    return first;
  }
}
