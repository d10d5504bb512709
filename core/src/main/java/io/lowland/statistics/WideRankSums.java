package io.lowland.statistics;

import java.util.Arrays;

/**
 * {@link RankSums} in 64 bits, for more points than 32 bits are enough for. An entry has the rank
 * of the target in its high half and the count in its low half.
 */
final class WideRankSums implements RankSums {
  private static final int COUNT = 0xffff;

  private final int points;
  private final int width;
  private final int[] before;
  private final int[] size;
  private final int[] weighted;
  private final long[] products;
  private final long[] squares;

  WideRankSums(int points, int width) {
    this.points = points;
    this.width = width;
    before = new int[width];
    size = new int[width];
    weighted = new int[width];
    products = new long[width];
    squares = new long[width];
  }

  @Override
  public void pack(int[] counts, int[] ranks, int[] entries) {
    for (int r = 0; r < width; r++) {
      entries[r] = ranks[r] << Short.SIZE | counts[r];
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
    for (int point : order) {
      int[] entry = entries[point];
      for (int r = 0; r < width; r++) {
        int count = entry[r] & COUNT;
        int rank = entry[r] >> Short.SIZE;
        products[r] += (long) (before[r] + count) * (count * rank);
        before[r] += 2 * count;
      }
    }
  }

  private void walkTied(SortedSample measure, int[][] entries) {
    for (int k = 0; k < points; k++) {
      int[] entry = entries[measure.order()[k]];
      for (int r = 0; r < width; r++) {
        int count = entry[r] & COUNT;
        size[r] += count;
        weighted[r] += count * (entry[r] >> Short.SIZE);
      }
      if (measure.lastOfTie()[k]) {
        endGroup();
      }
    }
  }

  private void endGroup() {
    for (int r = 0; r < width; r++) {
      before[r] += size[r];
    }
    for (int r = 0; r < width; r++) {
      products[r] += (long) before[r] * weighted[r];
    }
    for (int r = 0; r < width; r++) {
      squares[r] += (long) size[r] * before[r] * before[r];
    }
    for (int r = 0; r < width; r++) {
      before[r] += size[r];
      size[r] = 0;
      weighted[r] = 0;
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
