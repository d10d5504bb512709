package io.lowland.statistics;

/**
 * Pairs of models of different settings.
 *
 * @param pairs how many there are
 * @param agreement those that measure and gap order alike, minus those that they order differently
 */
record Tally(long pairs, long agreement) {

  Tally plus(Tally other) {
    return new Tally(pairs + other.pairs, agreement + other.agreement);
  }

  /** The agreement of a pair, from −1 to 1; in Kendall's words τ with ties counted 0. */
  double balance() {
    return (double) agreement / pairs;
  }
}
