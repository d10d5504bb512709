package io.lowland.statistics;

import java.util.Arrays;

/**
 * Rank correlations in a block of resamples at once: every loop runs over the resamples of the
 * block, side by side in memory, so that the compiler turns it into vector instructions.
 *
 * <p>Nothing is sorted. Walking the points in the order of the original sample and adding up counts
 * gives every rank of a resample, in integers: twice the average rank of a group of equal values,
 * minus n + 1, is the number drawn before it, less the number drawn after it. The sum of squared
 * ranks of a variable, (n³ − Σ size³)/3 over its groups of equal values, is the same for all untied
 * measures. {@link RankSums} does what is left for each measure.
 */
final class ResampleBlock {
  /** A count and a centred rank must fit 16 bits each. */
  static final int MOST_POINTS = Short.MAX_VALUE;

  /** Of each loop up to one vector's length of resamples goes without vectors: so, wide blocks. */
  private static final int WIDTH = 256;

  /** Large samples take narrower blocks, down to one vector, so that they stay in the cache. */
  private static final int BLOCK_ENTRIES = 1 << 18;

  private static final int NARROWEST = 16;

  private final int points;
  private final int width;
  private final RankSums sums;

  /** [point][resample], flat: how often the point was drawn. */
  private final int[] drawn;

  /** [point][resample]: for {@link #sums}. */
  private final int[][] entries;

  /** The counts of one point. */
  private final int[] row;

  private final int[] before;
  private final int[] size;
  private final long[] cubes;
  private final double[] targetSquares;
  private final double[] untiedSquares;

  /** Room for a block of resamples of {@code points}. */
  ResampleBlock(int points) {
    this.points = points;
    width = width(points);
    sums = RankSums.of(points, width);
    drawn = new int[points * width];
    entries = new int[points][width];
    row = new int[width];
    before = new int[width];
    size = new int[width];
    cubes = new long[width];
    targetSquares = new double[width];
    untiedSquares = new double[width];
  }

  /** Resamples per block. */
  static int width(int points) {
    int fitting = BLOCK_ENTRIES / points / NARROWEST * NARROWEST;
    return Math.clamp(fitting, NARROWEST, WIDTH);
  }

  /** Draws the block's resamples; see {@link ResampleDraws#next}. */
  int draw(ResampleDraws draws) {
    return draws.next(drawn);
  }

  /** Ranks the target in each resample that was drawn. To be called once after each draw. */
  void rankTarget(SortedSample target) {
    sumUntiedSquares();
    Arrays.fill(before, -points);
    Arrays.fill(cubes, 0);
    int[] order = target.order();
    for (int from = 0; from < points; ) {
      int to = from;
      Arrays.fill(size, 0);
      addCounts(order[from]);
      while (!target.lastOfTie()[to]) {
        addCounts(order[++to]);
      }
      addSizes();
      for (int k = from; k <= to; k++) {
        read(order[k]);
        sums.pack(row, before, entries[order[k]]);
      }
      addSizes();
      addCubes(size);
      from = to + 1;
    }
    writeSquares(targetSquares);
  }

  private void sumUntiedSquares() {
    Arrays.fill(cubes, 0);
    for (int point = 0; point < points; point++) {
      read(point);
      addCubes(row);
    }
    writeSquares(untiedSquares);
  }

  private void addCubes(int[] counts) {
    for (int r = 0; r < width; r++) {
      long count = counts[r];
      cubes[r] += count * count * count;
    }
  }

  private void writeSquares(double[] into) {
    double cube = (double) points * points * points;
    for (int r = 0; r < width; r++) {
      into[r] = (cube - cubes[r]) / 3;
    }
  }

  private void addCounts(int point) {
    read(point);
    for (int r = 0; r < width; r++) {
      size[r] += row[r];
    }
  }

  private void addSizes() {
    for (int r = 0; r < width; r++) {
      before[r] += size[r];
    }
  }

  /** Copies the counts of a point to {@link #row}; see {@link RankSums} for the reason. */
  private void read(int point) {
    System.arraycopy(drawn, point * width, row, 0, width);
  }

  /**
   * ρ of a measure and the target in each resample; NaN where one of them is constant.
   *
   * @param into modified from {@code first} on, for as many resamples as there are
   */
  void coefficients(SortedSample measure, double[] into, int first) {
    sums.walk(measure, entries);
    for (int r = 0; r < width && first + r < into.length; r++) {
      double square = measure.hasTies() ? sums.square(r) : untiedSquares[r];
      into[first + r] =
          square == 0 || targetSquares[r] == 0
              ? Double.NaN
              : Spearman.cosine(sums.product(r), square, targetSquares[r]);
    }
  }
}
