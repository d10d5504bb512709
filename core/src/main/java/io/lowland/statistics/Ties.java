package io.lowland.statistics;

/**
 * Sums over the groups of t equal values, as the variance of Kendall's statistic needs them.
 *
 * @param pairs Σ t(t − 1)/2, the tied pairs
 * @param triples Σ t(t − 1)(t − 2)
 * @param fives Σ t(t − 1)(2t + 5)
 */
record Ties(long pairs, double triples, double fives) {

  static Ties of(SortedSample sample) {
    long pairs = 0;
    double triples = 0;
    double fives = 0;
    long size = 0;
    for (boolean last : sample.lastOfTie()) {
      size++;
      if (last) {
        long ordered = size * (size - 1);
        pairs += ordered / 2;
        triples += (double) ordered * (size - 2);
        fives += (double) ordered * (2 * size + 5);
        size = 0;
      }
    }
    return new Ties(pairs, triples, fives);
  }
}
