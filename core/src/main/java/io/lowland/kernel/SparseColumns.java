package io.lowland.kernel;

/**
 * Some rows of a {@link SparseRows} turned to columns, in buffers allocated once. Every column has
 * room for an entry of every selected row, so that one pass over the entries fills them. Entries of
 * column {@code c} are {@code start(c) ... end(c)-1}, in ascending order of row. Rows are numbered
 * by their place in the selection.
 */
public final class SparseColumns {
  private final SparseRows source;
  private final int capacity;
  private final int[] ends;
  private final int[] rows;
  private final float[] values;

  /**
   * Room for selections of {@code source}.
   *
   * @param capacity the most rows of a selection
   */
  public SparseColumns(SparseRows source, int capacity) {
    this.source = source;
    this.capacity = capacity;
    ends = new int[source.columnCount()];
    rows = new int[Math.multiplyExact(capacity, source.columnCount())];
    values = new float[rows.length];
  }

  /** Selects the rows {@code points[from] ... points[from + count - 1]}, at most the capacity. */
  public void select(int[] points, int from, int count) {
    if (count > capacity) {
      throw new IllegalArgumentException(
          "%d rows selected; expected at most %d".formatted(count, capacity));
    }
    int[] rowStarts = source.starts();
    int[] columns = source.columns();
    float[] sourceValues = source.values();
    for (int c = 0; c < ends.length; c++) {
      ends[c] = c * capacity;
    }
    for (int r = 0; r < count; r++) {
      int point = points[from + r];
      int end = rowStarts[point + 1];
      for (int e = rowStarts[point]; e < end; e++) {
        int at = ends[columns[e]]++;
        rows[at] = r;
        values[at] = sourceValues[e];
      }
    }
  }

  /** Number of columns. */
  public int columnCount() {
    return source.columnCount();
  }

  /** Where the entries of {@code column} start. */
  int start(int column) {
    return column * capacity;
  }

  /** Where the entries of {@code column} end. */
  int end(int column) {
    return ends[column];
  }

  /** Row of each entry. */
  int[] rows() {
    return rows;
  }

  /** Value of each entry. */
  float[] values() {
    return values;
  }
}
