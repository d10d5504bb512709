package io.lowland.kernel;

/**
 * Some rows of {@link PixelRows} turned to columns, four adjacent columns to a block, in buffers
 * allocated once. A row stands in a block when one of its four columns is not zero: neighbouring
 * pixels of an image are mostly zero together, so there are few zeros among the values, and four
 * columns share each load of what they are multiplied with.
 *
 * <p>Every block has room for all selected rows, so that one pass fills them. Entries of block
 * {@code b} are {@code start(b) ... end(b)-1}, in ascending order of row; rows are numbered by
 * their place in the selection.
 */
public final class BlockColumns {
  /** Columns per block. */
  static final int WIDTH = PixelRows.BLOCK;

  /** Entries of one cache line, by which blocks are set apart so as not to share cache sets. */
  private static final int LINE = 4;

  private final PixelRows source;
  private final int capacity;
  private final int[] ends;
  private int count;
  private final int[] rows;
  private final float[] values;

  /**
   * Room for selections of {@code source}.
   *
   * @param capacity the most rows of a selection
   */
  public BlockColumns(PixelRows source, int capacity) {
    this.source = source;
    this.capacity = capacity;
    ends = new int[source.blockCount()];
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
      source.appendTo(points[from + r], r, ends, rows, values);
    }
  }

  /** Number of selected rows. */
  int count() {
    return count;
  }

  /** Number of columns, a multiple of {@link #WIDTH}. */
  int columnCount() {
    return source.paddedCount();
  }

  /** Number of blocks. */
  int blockCount() {
    return source.blockCount();
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

  /** The four values of each entry. */
  float[] values() {
    return values;
  }

  /** The value of column {@code j}, 0 to 3, of an entry. */
  float value(int entry, int j) {
    return values[WIDTH * entry + j];
  }
}
