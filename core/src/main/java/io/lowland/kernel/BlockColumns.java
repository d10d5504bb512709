package io.lowland.kernel;

import java.util.Arrays;

/**
 * Some rows of a {@link SparseRows} turned to columns, four adjacent columns to a block, in buffers
 * allocated once. A row stands in a block when one of its four columns is not zero: neighbouring
 * pixels of an image are mostly zero together, so there are few zeros among the values, and four
 * columns share each load of what they are multiplied with.
 *
 * <p>Every block has room for all selected rows, so that one pass fills them. Entries of block
 * {@code b} are {@code start(b) ... end(b)-1}, in ascending order of row; rows are numbered by
 * their place in the selection. Value {@code j} of entry {@code e} stands at {@code 4 e + j}.
 */
public final class BlockColumns {
  /** Columns per block. */
  static final int WIDTH = 4;

  /** Entries of one cache line, by which blocks are set apart so as not to share cache sets. */
  private static final int LINE = 4;

  private final int columnCount;
  private final int capacity;
  private final int[] rowStarts;
  private final int[] rowBlocks;
  private final float[] rowValues;
  private final int[] ends;
  private int count;
  private final int[] rows;
  private final float[] values;

  /**
   * Room for selections of {@code source}.
   *
   * @param capacity the most rows of a selection
   */
  public BlockColumns(SparseRows source, int capacity) {
    columnCount = source.columnCount();
    this.capacity = capacity;
    rowStarts = new int[source.rowCount() + 1];
    int[] blocks = new int[source.entries()];
    float[] blockValues = new float[WIDTH * source.entries()];
    int entry = -1;
    for (int r = 0; r < source.rowCount(); r++) {
      int block = -1;
      for (int e = source.starts()[r]; e < source.starts()[r + 1]; e++) {
        int column = source.columns()[e];
        if (column / WIDTH != block) {
          block = column / WIDTH;
          blocks[++entry] = block;
        }
        blockValues[entry * WIDTH + column % WIDTH] = source.values()[e];
      }
      rowStarts[r + 1] = entry + 1;
    }
    rowBlocks = Arrays.copyOf(blocks, entry + 1);
    rowValues = Arrays.copyOf(blockValues, WIDTH * (entry + 1));
    ends = new int[blockCount()];
    rows = new int[Math.multiplyExact(stride(), ends.length)];
    values = new float[Math.multiplyExact(WIDTH, rows.length)];
  }

  private int stride() {
    return capacity + LINE;
  }

  /** Selects the rows {@code points[from] ... points[from + count - 1]}, at most the capacity. */
  public void select(int[] points, int from, int count) {
    if (count > capacity) {
      throw new IllegalArgumentException(
          "%d rows selected; expected at most %d".formatted(count, capacity));
    }
    this.count = count;
    for (int b = 0; b < ends.length; b++) {
      ends[b] = b * stride();
    }
    for (int r = 0; r < count; r++) {
      int point = points[from + r];
      int end = rowStarts[point + 1];
      for (int e = rowStarts[point]; e < end; e++) {
        int at = ends[rowBlocks[e]]++;
        rows[at] = r;
        BlockProduct.copy(rowValues, e * WIDTH, values, at * WIDTH);
      }
    }
  }

  /** Number of selected rows. */
  int count() {
    return count;
  }

  /** Number of columns. */
  public int columnCount() {
    return columnCount;
  }

  /** Number of blocks; the last may stand for fewer columns than the others. */
  int blockCount() {
    return Math.ceilDiv(columnCount, WIDTH);
  }

  /** Where the entries of {@code block} start. */
  int start(int block) {
    return block * stride();
  }

  /** Where the entries of {@code block} end. */
  int end(int block) {
    return ends[block];
  }

  /** Row of each entry. */
  int[] rows() {
    return rows;
  }

  /** Values of each entry. */
  float[] values() {
    return values;
  }
}
