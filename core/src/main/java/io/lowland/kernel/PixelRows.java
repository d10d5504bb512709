package io.lowland.kernel;

import java.util.stream.IntStream;

/**
 * Images as rows of a matrix, one byte per pixel, that know where their zeros are. A byte {@code b}
 * stands for {@code (b & 0xff) / 255f}. Keeping bytes lets a minibatch stay in the nearest caches.
 */
public final class PixelRows {
  /** Adjacent columns that make a block. */
  static final int BLOCK = 4;

  private final int columnCount;
  private final int stride;
  private final byte[] values;
  private final long[] patterns;

  /** Of each row the blocks that are not all zero, ascending. */
  private final int[][] blocks;

  /**
   * Rows of zeros, to be filled by {@link #put}.
   *
   * @throws ArithmeticException if they do not fit in an array
   */
  public PixelRows(int rowCount, int columnCount) {
    this.columnCount = columnCount;
    stride = Math.ceilDiv(columnCount, Long.SIZE) * Long.SIZE;
    values = new byte[Math.multiplyExact(rowCount, stride)];
    patterns = new long[values.length / Long.SIZE];
    blocks = new int[rowCount][0];
  }

  /**
   * Makes row {@code r}, of zeros until now, the bytes {@code from[at + columns[0]], from[at +
   * columns[1]], ...}.
   *
   * @param columns {@code [columnCount]}
   */
  public void put(int r, byte[] from, int at, int[] columns) {
    int to = r * stride;
    for (int first = 0; first < columnCount; first += Long.SIZE) {
      int end = Math.min(columnCount, first + Long.SIZE);
      long pattern = 0;
      for (int c = first; c < end; c++) {
        byte value = from[at + columns[c]];
        values[to + c] = value;
        pattern |= (value == 0 ? 0L : 1L) << c;
      }
      patterns[(to + first) / Long.SIZE] = pattern;
    }
    blocks[r] = IntStream.range(0, blockCount()).filter(block -> isSet(r, block)).toArray();
  }

  /** The rows in an order in which neighbours are alike: kernels are faster with such. */
  public int[] similarityOrder() {
    return SimilarRows.order(this);
  }

  /**
   * These rows in another order.
   *
   * @param order {@code [rowCount]}, which row comes first, second, ...
   */
  public PixelRows arranged(int[] order) {
    PixelRows arranged = new PixelRows(order.length, columnCount);
    int words = stride / Long.SIZE;
    for (int r = 0; r < order.length; r++) {
      int from = order[r];
      System.arraycopy(values, start(from), arranged.values, start(r), stride);
      System.arraycopy(patterns, from * words, arranged.patterns, r * words, words);
      arranged.blocks[r] = blocks[from];
    }
    return arranged;
  }

  /** In how many columns one of two rows is zero and the other is not. */
  int differences(int r, int other) {
    int words = stride / Long.SIZE;
    int count = 0;
    for (int w = 0; w < words; w++) {
      count += Long.bitCount(patterns[r * words + w] ^ patterns[other * words + w]);
    }
    return count;
  }

  private boolean isSet(int r, int block) {
    int at = start(r) + BLOCK * block;
    return (values[at] | values[at + 1] | values[at + 2] | values[at + 3]) != 0;
  }

  /** Number of columns. */
  public int columnCount() {
    return columnCount;
  }

  /** Number of rows. */
  public int rowCount() {
    return blocks.length;
  }

  /** The number of columns with the zeros that fill the last block. */
  public int paddedCount() {
    return BLOCK * blockCount();
  }

  /** Number of blocks. */
  int blockCount() {
    return Math.ceilDiv(columnCount, BLOCK);
  }

  /** The bytes of all rows. */
  byte[] values() {
    return values;
  }

  /** Bytes from row to row, a multiple of 64. */
  int stride() {
    return stride;
  }

  /** The value in row {@code r} and column {@code c}. */
  float value(int r, int c) {
    return Pixels.SCALED[values[r * stride + c] & 0xff];
  }

  /** Where row {@code r} starts in {@link #values}. */
  int start(int r) {
    return r * stride;
  }

  /** Which of the 64 columns from {@code at}, as counted in {@link #values}, are not zero. */
  long pattern(int at) {
    return patterns[at / Long.SIZE];
  }

  /**
   * Appends row {@code r} to the blocks in which it is not all zero.
   *
   * @param name what the row is called in the blocks
   * @param ends where the next entry of each block goes, {@code [blockCount]}, modified
   * @param names {@code [entries]}, modified
   * @param into the four values of each entry, {@code [entries][4]}, modified
   */
  void appendTo(int r, int name, int[] ends, int[] names, float[] into) {
    int at = start(r);
    for (int block : blocks[r]) {
      int entry = ends[block]++;
      names[entry] = name;
      Pixels.four(values, at + BLOCK * block).intoArray(into, BLOCK * entry);
    }
  }
}
