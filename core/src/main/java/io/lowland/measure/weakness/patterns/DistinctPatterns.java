package io.lowland.measure.weakness.patterns;

import java.util.Arrays;

/**
 * The distinct patterns of a growing collection, numbered 0, 1, … in the order first seen. Patterns
 * are compared word by word; the hash only decides where to look, so the numbering is exact.
 */
final class DistinctPatterns {
  private static final int NONE = -1;

  private final int wordsPerPattern;
  private long[] patterns; // [size][wordsPerPattern]
  private int size;
  private int[] slots; // open addressing with linear probing, at most half full

  DistinctPatterns(int wordsPerPattern) {
    this.wordsPerPattern = wordsPerPattern;
    this.patterns = new long[64 * wordsPerPattern];
    this.slots = emptySlots(256);
  }

  /** How many distinct patterns were added. */
  int size() {
    return size;
  }

  /** The number of the pattern at {@code words[from ...]}, which is added if it is new. */
  int add(long[] words, int from) {
    int slot = find(words, from);
    if (slots[slot] == NONE) {
      append(words, from);
      slots[slot] = size++;
      if (2 * size > slots.length) {
        grow();
        return size - 1;
      }
    }
    return slots[slot];
  }

  /** Adds every pattern of {@code table} and returns the number of each point's pattern. */
  int[] addAll(PatternTable table) {
    int[] numbers = new int[table.count()];
    for (int point = 0; point < numbers.length; point++) {
      numbers[point] = add(table.words(), point * wordsPerPattern);
    }
    return numbers;
  }

  // The slot that holds the pattern, or the empty one where it belongs.
  private int find(long[] words, int from) {
    int mask = slots.length - 1;
    int slot = hash(words, from) & mask;
    while (slots[slot] != NONE && !equal(slots[slot], words, from)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private boolean equal(int number, long[] words, int from) {
    int at = number * wordsPerPattern;
    return Arrays.equals(patterns, at, at + wordsPerPattern, words, from, from + wordsPerPattern);
  }

  // The finaliser of MurmurHash3 over each word: neighbouring patterns differ in few bits.
  private int hash(long[] words, int from) {
    long hash = 0;
    for (int w = 0; w < wordsPerPattern; w++) {
      hash = (hash ^ words[from + w]) * 0xff51afd7ed558ccdL;
      hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
      hash ^= hash >>> 33;
    }
    return (int) hash;
  }

  private void append(long[] words, int from) {
    int at = size * wordsPerPattern;
    if (at == patterns.length) {
      patterns = Arrays.copyOf(patterns, Math.multiplyExact(2, patterns.length));
    }
    System.arraycopy(words, from, patterns, at, wordsPerPattern);
  }

  private void grow() {
    slots = emptySlots(2 * slots.length);
    for (int number = 0; number < size; number++) {
      slots[find(patterns, number * wordsPerPattern)] = number;
    }
  }

  private static int[] emptySlots(int count) {
    int[] slots = new int[count];
    Arrays.fill(slots, NONE);
    return slots;
  }
}
