package io.lowland.statistics;

/**
 * The exact null distribution of the number of discordant pairs without ties: the number of
 * inversions of a uniformly random permutation.
 */
final class KendallDistribution {
  private KendallDistribution() {}

  /**
   * Two-sided p-value of {@code rarer} pairs of the rarer kind (concordant or discordant) among
   * those of n points: twice the probability of at most that many inversions, at most 1.
   *
   * <p>The probabilities satisfy P_j(i) = (1/j) Σ_{m=0}^{j−1} P_{j−1}(i − m); one row is updated in
   * place. O(n · rarer).
   */
  static double twoSided(int n, long rarer) {
    int most = Math.toIntExact(rarer);
    double[] probability = new double[most + 1];
    probability[0] = 1;
    for (int j = 2; j <= n; j++) {
      double[] next = new double[most + 1];
      double window = 0;
      for (int i = 0; i <= most; i++) {
        window += probability[i];
        if (i >= j) {
          window -= probability[i - j];
        }
        next[i] = Math.max(0, window) / j;
      }
      probability = next;
    }
    double atMost = 0;
    for (double each : probability) {
      atMost += each;
    }
    return Math.min(1, 2 * atMost);
  }
}
