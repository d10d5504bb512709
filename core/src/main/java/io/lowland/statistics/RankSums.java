package io.lowland.statistics;

/**
 * Sums over the ranks of a measure and of the target in the resamples of a block, modulo a power of
 * two that no sum reaches, so that they are exact in any order.
 *
 * <p>A rank is twice the average rank of a value minus n + 1. An entry says of a point in a
 * resample how often it was drawn (its count) and how the target ranks it. Arrays of entries are
 * {@code [point][resample]}, a Java array for each point: all arrays of a loop are then walked at
 * the same index, so that they cannot overlap with an offset and the compiler vectorises it without
 * a copy.
 */
sealed interface RankSums permits NarrowRankSums, WideRankSums {

  /** Sums for blocks of {@code width} resamples of {@code points}. */
  static RankSums of(int points, int width) {
    return points <= NarrowRankSums.MOST_POINTS
        ? new NarrowRankSums(points, width)
        : new WideRankSums(points, width);
  }

  /**
   * Writes a point's entries.
   *
   * @param counts how often the point was drawn, by resample; not modified
   * @param ranks the target's, by resample; not modified
   * @param entries modified
   */
  void pack(int[] counts, int[] ranks, int[] entries);

  /**
   * Walks the points in the order of the measure.
   *
   * @param entries of all points, not modified
   */
  void walk(SortedSample measure, int[][] entries);

  /** Σ rank of the measure · rank of the target over the resample, after {@link #walk}. */
  double product(int resample);

  /** Σ squared rank of the measure; only after a {@link #walk} of one that has ties. */
  double square(int resample);
}
