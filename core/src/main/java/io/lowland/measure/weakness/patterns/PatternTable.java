package io.lowland.measure.weakness.patterns;

/**
 * The activation bit patterns of one hidden layer over a list of points. Bit {@code j} of a pattern
 * is set when unit {@code j} is active, that is, its pre-activation is positive.
 */
final class PatternTable {
  private final int width;
  private final int wordsPerPattern;
  private final long[] words;

  PatternTable(int points, int width) {
    this.width = width;
    this.wordsPerPattern = (width + Long.SIZE - 1) / Long.SIZE;
    this.words = new long[Math.multiplyExact(points, wordsPerPattern)];
  }

  /** Number of points. */
  int count() {
    return words.length / wordsPerPattern;
  }

  /** Number of units of the layer. */
  int width() {
    return width;
  }

  /** Longs per pattern. */
  int wordsPerPattern() {
    return wordsPerPattern;
  }

  /** All patterns, {@code [count][wordsPerPattern]}; modified by whoever fills the table. */
  long[] words() {
    return words;
  }

  /** Sets the {@code bits} of the units from {@code unit} on; they must fit one word. */
  void set(int point, int unit, long bits) {
    words[point * wordsPerPattern + unit / Long.SIZE] |= bits << (unit % Long.SIZE);
  }

  /** Forgets the pattern of {@code point}. */
  void clear(int point) {
    for (int w = 0; w < wordsPerPattern; w++) {
      words[point * wordsPerPattern + w] = 0;
    }
  }
}
