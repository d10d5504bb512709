package io.lowland.kernel;

import java.util.stream.IntStream;

/**
 * Images as rows of a matrix, one byte per pixel, that know where their zeros are. A byte {@code b}
 * stands for {@code (b & 0xff) / 255f}. Keeping bytes lets a minibatch stay in the nearest caches.
 */
public final class PixelRows {
  /** Adjacent columns that make a block. */
  static final int BLOCK = 4;

  /** What a byte stands for. */
  static final float[] SCALED = new float[256];

  static {
    for (int b = 0; b < SCALED.length; b++) {
      SCALED[b] = b / 255f;
    }
  }

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
    return stride == 0 ? 0 : values.length / stride;
  }

  /** The number of columns with the zeros that fill the last block. */
  public int paddedCount() {
    return BLOCK * blockCount();
  }

  /** Number of blocks. */
  int blockCount() {
    return Math.ceilDiv(columnCount, BLOCK);
  }

  /** The value in row {@code r} and column {@code c}. */
  float value(int r, int c) {
    return SCALED[values[r * stride + c] & 0xff];
  }

  /** The bytes of all rows. */
  byte[] values() {
    return values;
  }

  /** Where row {@code r} starts in {@link #values}. */
  int start(int r) {
    return r * stride;
  }

  /**
   * The columns in which one of four rows is not zero, ascending.
   *
   * @param columns room for {@link #unionRoom}, modified
   * @return their number
   */
  int union(int r0, int r1, int r2, int r3, int[] columns) {
    int count = 0;
    for (int first = 0; first < stride; first += Long.SIZE) {
      long bits = pattern(start(r0), first) | pattern(start(r1), first);
      bits |= pattern(start(r2), first) | pattern(start(r3), first);
      count = SetBits.list(bits, first, columns, count);
    }
    return count;
  }

  /** The columns that {@link #union} may write to: vectors are stored as a whole. */
  int unionRoom() {
    return stride + SetBits.SLACK;
  }

  private long pattern(int at, int first) {
    return patterns[(at + first) / Long.SIZE];
  }

  /**
   * Appends row {@code r} to the blocks in which it is not all zero.
   *
   * @param name what the row is called in the blocks
   * @param ends where the next entry of each block goes, {@code [blockCount]}, modified
   * @param names {@code [entries]}, modified
   * @param starts {@link #start} of the row of each entry, {@code [entries]}, modified
   */
  void appendTo(int r, int name, int[] ends, int[] names, int[] starts) {
    int at = start(r);
    for (int block : blocks[r]) {
      int entry = ends[block]++;
      names[entry] = name;
      starts[entry] = at;
    }
  }
}
