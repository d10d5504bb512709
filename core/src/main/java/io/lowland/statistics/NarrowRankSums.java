package io.lowland.statistics;

import java.util.Arrays;

/**
 * {@link RankSums} in 32 bits. An entry is count + 2¹¹ · (count · rank of the target). Of a set of
 * equal values, drawn s times, the entries are simply added up: their counts make s ≤ n < 2¹¹, and
 * as s ranks add up to at most s (n − s) ≤ n²/4 < 2²⁰ either way, both parts stay apart. A group of
 * ties so costs one addition per point, and products once; an untied point is a group of one.
 *
 * <p>Four points at a time share the loads and stores of the sums, and what a loop costs before and
 * after its vectors.
 */
final class NarrowRankSums implements RankSums {
  /** The largest n with n³/3, which no sum exceeds, below 2³¹. */
  static final int MOST_POINTS = 1_860;

  private static final int COUNT_BITS = 11;
  private static final int COUNT = (1 << COUNT_BITS) - 1;

  private final int points;
  private final int width;

  /** Entries of a point that is never drawn. */
  private final int[] nothing;

  /** Twice what was drawn before the present value, minus n. */
  private final int[] before;

  /** Of the present group, as far as it was walked; otherwise zero. */
  private final int[] group;

  private final int[] products;
  private final int[] squares;

  NarrowRankSums(int points, int width) {
    this.points = points;
    this.width = width;
    nothing = new int[width];
    before = new int[width];
    group = new int[width];
    products = new int[width];
    squares = new int[width];
  }

  @Override
  public void pack(int[] counts, int[] ranks, int[] entries) {
    for (int r = 0; r < width; r++) {
      entries[r] = (counts[r] * ranks[r] << COUNT_BITS) + counts[r];
    }
  }

  @Override
  public void walk(SortedSample measure, int[][] entries) {
    Arrays.fill(before, -points);
    Arrays.fill(products, 0);
    Arrays.fill(squares, 0);
    if (measure.hasTies()) {
      walkTied(measure, entries);
    } else {
      walkUntied(measure.order(), entries);
    }
  }

  private void walkUntied(int[] order, int[][] entries) {
    int k = 0;
    for (; k + 4 <= points; k += 4) {
      addFour(
          entries[order[k]], entries[order[k + 1]], entries[order[k + 2]], entries[order[k + 3]]);
    }
    for (; k < points; k++) {
      addFour(entries[order[k]], nothing, nothing, nothing);
    }
  }

  /** Adds the products of the next four points, each of another value. */
  private void addFour(int[] first, int[] second, int[] third, int[] fourth) {
    for (int r = 0; r < width; r++) {
      int rank = before[r];
      int count = first[r] & COUNT;
      int product = (rank + count) * (first[r] >> COUNT_BITS);
      rank += 2 * count;
      count = second[r] & COUNT;
      product += (rank + count) * (second[r] >> COUNT_BITS);
      rank += 2 * count;
      count = third[r] & COUNT;
      product += (rank + count) * (third[r] >> COUNT_BITS);
      rank += 2 * count;
      count = fourth[r] & COUNT;
      product += (rank + count) * (fourth[r] >> COUNT_BITS);
      before[r] = rank + 2 * count;
      products[r] += product;
    }
  }

  private void walkTied(SortedSample measure, int[][] entries) {
    int[] order = measure.order();
    for (int from = 0; from < points; ) {
      int to = from;
      while (!measure.lastOfTie()[to]) {
        to++;
      }
      addGroup(order, from, to + 1, entries);
      from = to + 1;
    }
  }

  private void addGroup(int[] order, int from, int to, int[][] entries) {
    int k = from;
    for (; k + 4 < to; k += 4) {
      gather(
          entries[order[k]], entries[order[k + 1]], entries[order[k + 2]], entries[order[k + 3]]);
    }
    endGroup(
        entries[order[k]],
        k + 1 < to ? entries[order[k + 1]] : nothing,
        k + 2 < to ? entries[order[k + 2]] : nothing,
        k + 3 < to ? entries[order[k + 3]] : nothing);
  }

  private void gather(int[] first, int[] second, int[] third, int[] fourth) {
    for (int r = 0; r < width; r++) {
      group[r] += first[r] + second[r] + (third[r] + fourth[r]);
    }
  }

  /** Adds products and squares of the present group, which ends with these points. */
  private void endGroup(int[] first, int[] second, int[] third, int[] fourth) {
    for (int r = 0; r < width; r++) {
      int entry = group[r] + (first[r] + second[r]) + (third[r] + fourth[r]);
      group[r] = 0;
      int count = entry & COUNT;
      int rank = before[r] + count;
      before[r] = rank + count;
      products[r] += rank * (entry >> COUNT_BITS);
      squares[r] += count * rank * rank;
    }
  }

  @Override
  public double product(int resample) {
    return products[resample];
  }

  @Override
  public double square(int resample) {
    return squares[resample];
  }
}
