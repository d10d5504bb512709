package io.lowland.kernel;

import java.util.Arrays;

/**
 * Some rows of a {@link SparseRows} turned to columns (CSC), in buffers that are used again and
 * again. Entries of column {@code c} are {@code start(c) ... start(c+1)-1}, in ascending order of
 * row. Rows are numbered by their place in the selection.
 */
public final class SparseColumns {
  private final SparseRows source;
  // Counts, then starts; column c's entries end up between starts[c] and starts[c + 1].
  private final int[] starts;
  private int[] rows;
  private float[] values;

  /** Room for selections of {@code source}. */
  public SparseColumns(SparseRows source) {
    this.source = source;
    starts = new int[source.columnCount() + 2];
    rows = new int[0];
    values = new float[0];
  }

  /** Selects the rows {@code points[from] ... points[from + count - 1]}. */
  public void select(int[] points, int from, int count) {
    int[] rowStarts = source.starts();
    int[] columns = source.columns();
    Arrays.fill(starts, 0);
    int entries = 0;
    for (int r = from; r < from + count; r++) {
      int end = rowStarts[points[r] + 1];
      for (int e = rowStarts[points[r]]; e < end; e++) {
        starts[columns[e] + 2]++;
      }
      entries += end - rowStarts[points[r]];
    }
    for (int c = 2; c < starts.length; c++) {
      starts[c] += starts[c - 1];
    }
    if (rows.length < entries) {
      rows = new int[entries + entries / 2];
      values = new float[rows.length];
    }
    // starts[c + 1] runs from the start of column c to its end, which is the start of c + 1.
    for (int r = from; r < from + count; r++) {
      int end = rowStarts[points[r] + 1];
      for (int e = rowStarts[points[r]]; e < end; e++) {
        int at = starts[columns[e] + 1]++;
        rows[at] = r - from;
        values[at] = source.values()[e];
      }
    }
  }

  /** Number of columns. */
  public int columnCount() {
    return source.columnCount();
  }

  /** Where each column's entries start; the last element used is {@code [columnCount()]}. */
  int[] starts() {
    return starts;
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
