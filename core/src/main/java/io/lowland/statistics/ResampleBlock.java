package io.lowland.statistics;

import java.util.Arrays;

/**
 * Rank correlations in a block of resamples at once: every loop runs over the resamples of the
 * block, side by side in memory, so that the compiler turns it into vector instructions.
 *
 * <p>Nothing is sorted. Walking the points in the order of the original sample and adding up counts
 * gives every rank of a resample, in integers: twice the average rank of a group of equal values,
 * minus n + 1, is the number drawn before it, less the number drawn after it. The sum of squared
 * ranks of an untied variable, (n³ − Σ count³)/3, is the same for all of them.
 *
 * <p>Counts and ranks take 16 bits each: less to read, and an array of another type is known not to
 * overlap those that are written, without which the compiler would not vectorise. Sums are kept
 * modulo 2³². They are at most n³/3, which fits for up to 1,861 points; beyond, sums over resamples
 * are 64 bits wide.
 */
final class ResampleBlock {
  /** A count and a centred rank must fit 16 bits each. */
  static final int MOST_POINTS = Short.MAX_VALUE;

  /** The largest n with n³/3 below 2³¹. */
  private static final int MOST_FOR_INTS = 1_861;

  private static final int WIDTH = 128;

  /** Large samples take narrower blocks, down to one vector, so that they stay in the cache. */
  private static final int BLOCK_ENTRIES = 1 << 17;

  private static final int NARROWEST = 16;

  private final int points;
  private final int width;
  private final boolean narrow;

  /** [point][resample]: how often the point was drawn; with the rank, in the high half. */
  private final int[] drawn;

  /** The entries of one point. */
  private final int[] row;

  private final int[] before;
  private final int[] size;
  private final int[] weighted;
  private final int[] products;
  private final int[] squares;
  private final long[] wideProducts;
  private final long[] wideSquares;
  private final double[] targetSquares;
  private final double[] untiedSquares;

  /** Room for a block of resamples of {@code points}. */
  ResampleBlock(int points) {
    this.points = points;
    width = width(points);
    narrow = points <= MOST_FOR_INTS;
    drawn = new int[points * width];
    row = new int[width];
    before = new int[width];
    size = new int[width];
    weighted = new int[width];
    products = new int[width];
    squares = new int[width];
    wideProducts = new long[width];
    wideSquares = new long[width];
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
    clear();
    int[] order = target.order();
    for (int from = 0; from < points; ) {
      int to = from;
      Arrays.fill(size, 0);
      addCounts(order[from]);
      while (!target.lastOfTie()[to]) {
        addCounts(order[++to]);
      }
      for (int r = 0; r < width; r++) {
        before[r] += size[r];
      }
      for (int k = from; k <= to; k++) {
        pack(order[k]);
      }
      addSquares();
      for (int r = 0; r < width; r++) {
        before[r] += size[r];
      }
      from = to + 1;
    }
    for (int r = 0; r < width; r++) {
      targetSquares[r] = narrow ? squares[r] : wideSquares[r];
    }
  }

  private void sumUntiedSquares() {
    double cube = (double) points * points * points;
    Arrays.fill(wideSquares, 0);
    for (int point = 0; point < points; point++) {
      read(point);
      for (int r = 0; r < width; r++) {
        long count = row[r];
        wideSquares[r] += count * count * count;
      }
    }
    for (int r = 0; r < width; r++) {
      untiedSquares[r] = (cube - wideSquares[r]) / 3;
    }
  }

  private void clear() {
    Arrays.fill(before, -points);
    Arrays.fill(size, 0);
    Arrays.fill(weighted, 0);
    Arrays.fill(products, 0);
    Arrays.fill(squares, 0);
    Arrays.fill(wideProducts, 0);
    Arrays.fill(wideSquares, 0);
  }

  private void addCounts(int point) {
    read(point);
    for (int r = 0; r < width; r++) {
      size[r] += row[r];
    }
  }

  /**
   * Copies the entries of a point to {@link #row}. Loops over arrays of one type are vectorised
   * only when all of them are walked at the same index, and so cannot overlap with an offset.
   */
  private void read(int point) {
    System.arraycopy(drawn, point * width, row, 0, width);
  }

  /** Joins the point's counts with the ranks in {@link #before}. */
  private void pack(int point) {
    read(point);
    for (int r = 0; r < width; r++) {
      row[r] = row[r] << Short.SIZE | before[r] & 0xffff;
    }
    System.arraycopy(row, 0, drawn, point * width, width);
  }

  /** Adds size · rank²; {@code before} holds the rank. */
  private void addSquares() {
    if (narrow) {
      for (int r = 0; r < width; r++) {
        squares[r] += size[r] * before[r] * before[r];
      }
    } else {
      for (int r = 0; r < width; r++) {
        wideSquares[r] += (long) size[r] * before[r] * before[r];
      }
    }
  }

  /**
   * ρ of a measure and the target in each resample; NaN where one of them is constant.
   *
   * @param into modified from {@code first} on, for as many resamples as there are
   */
  void coefficients(SortedSample measure, double[] into, int first) {
    clear();
    if (measure.hasTies()) {
      walkTied(measure);
    } else if (narrow) {
      walkUntied(measure.order());
    } else {
      walkUntiedWide(measure.order());
    }
    for (int r = 0; r < width && first + r < into.length; r++) {
      double product = narrow ? products[r] : wideProducts[r];
      double square = measure.hasTies() ? (narrow ? squares[r] : wideSquares[r]) : untiedSquares[r];
      into[first + r] =
          square == 0 || targetSquares[r] == 0
              ? Double.NaN
              : Spearman.cosine(product, square, targetSquares[r]);
    }
  }

  private void walkUntied(int[] order) {
    for (int point : order) {
      read(point);
      for (int r = 0; r < width; r++) {
        int count = row[r] >> Short.SIZE;
        int rank = row[r] << Short.SIZE >> Short.SIZE;
        products[r] += (before[r] + count) * (count * rank);
        before[r] += 2 * count;
      }
    }
  }

  private void walkUntiedWide(int[] order) {
    for (int point : order) {
      read(point);
      for (int r = 0; r < width; r++) {
        int count = row[r] >> Short.SIZE;
        int rank = row[r] << Short.SIZE >> Short.SIZE;
        wideProducts[r] += (long) (before[r] + count) * (count * rank);
        before[r] += 2 * count;
      }
    }
  }

  private void walkTied(SortedSample measure) {
    int[] order = measure.order();
    for (int k = 0; k < points; k++) {
      read(order[k]);
      for (int r = 0; r < width; r++) {
        int count = row[r] >> Short.SIZE;
        size[r] += count;
        weighted[r] += count * (row[r] << Short.SIZE >> Short.SIZE);
      }
      if (measure.lastOfTie()[k]) {
        endTie();
      }
    }
  }

  private void endTie() {
    for (int r = 0; r < width; r++) {
      before[r] += size[r];
    }
    if (narrow) {
      for (int r = 0; r < width; r++) {
        products[r] += before[r] * weighted[r];
      }
    } else {
      for (int r = 0; r < width; r++) {
        wideProducts[r] += (long) before[r] * weighted[r];
      }
    }
    addSquares();
    for (int r = 0; r < width; r++) {
      before[r] += size[r];
      size[r] = 0;
      weighted[r] = 0;
    }
  }
}
