package io.lowland.statistics;

/** A growing set of the models of a setting, which are numbered from 0 by their gap. */
final class PassedModels {
  private final long[] words;
  private final int models;
  private int size;

  /** None of {@code models}. */
  PassedModels(int models) {
    words = new long[(models >> 6) + 1];
    this.models = models;
  }

  /** Number of models of the setting. */
  int models() {
    return models;
  }

  /** How many of them are in the set. */
  int size() {
    return size;
  }

  /** Adds a model that is not in the set. */
  void add(int model) {
    words[model >> 6] |= 1L << model;
    size++;
  }

  /** How many of the first {@code count} models are in the set. */
  int among(int count) {
    int sum = Long.bitCount(words[count >> 6] & ((1L << count) - 1));
    for (int word = 0; word < count >> 6; word++) {
      sum += Long.bitCount(words[word]);
    }
    return sum;
  }
}
