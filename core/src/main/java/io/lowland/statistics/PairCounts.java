package io.lowland.statistics;

import java.util.Arrays;

/**
 * How the n(n − 1)/2 pairs of points are ordered by two variables.
 *
 * @param total all pairs
 * @param tiesX pairs tied in x (and what the variance needs)
 * @param tiesY pairs tied in y
 * @param tiedInBoth pairs tied in x and y
 * @param discordant pairs that x and y order differently
 */
record PairCounts(long total, Ties tiesX, Ties tiesY, long tiedInBoth, long discordant) {

  static PairCounts of(SortedSample byX, SortedSample byY) {
    int n = byX.size();
    int[] rankY = byY.centredRanks();
    int[] sequence = new int[n];
    for (int k = 0; k < n; k++) {
      sequence[k] = rankY[byX.order()[k]];
    }
    long both = sortWithinTies(sequence, byX);
    long discordant = inversions(sequence, new int[n], 0, n);
    return new PairCounts((long) n * (n - 1) / 2, Ties.of(byX), Ties.of(byY), both, discordant);
  }

  long concordantMinusDiscordant() {
    return total - tiesX.pairs() - tiesY.pairs() + tiedInBoth - 2 * discordant;
  }

  double norm() {
    long x = total - tiesX.pairs();
    long y = total - tiesY.pairs();
    return x == y ? x : Math.sqrt(x) * Math.sqrt(y);
  }

  /** Orders the y-ranks within equal x, so that such pairs are no inversions; counts joint ties. */
  private static long sortWithinTies(int[] sequence, SortedSample byX) {
    long both = 0;
    int from = 0;
    for (int k = 0; k < sequence.length; k++) {
      if (byX.lastOfTie()[k]) {
        Arrays.sort(sequence, from, k + 1);
        int run = 0;
        for (int i = from + 1; i <= k; i++) {
          run = sequence[i] == sequence[i - 1] ? run + 1 : 0;
          both += run;
        }
        from = k + 1;
      }
    }
    return both;
  }

  /** Merge sort of {@code a[from … to)} that counts the pairs out of order. */
  private static long inversions(int[] a, int[] buffer, int from, int to) {
    if (to - from < 2) {
      return 0;
    }
    int middle = (from + to) >>> 1;
    long count = inversions(a, buffer, from, middle) + inversions(a, buffer, middle, to);
    System.arraycopy(a, from, buffer, from, to - from);
    int left = from;
    int right = middle;
    for (int k = from; k < to; k++) {
      if (right == to || (left < middle && buffer[left] <= buffer[right])) {
        a[k] = buffer[left++];
      } else {
        count += middle - left;
        a[k] = buffer[right++];
      }
    }
    return count;
  }
}
