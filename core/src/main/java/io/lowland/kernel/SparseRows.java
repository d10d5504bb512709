package io.lowland.kernel;

/**
 * A sparse matrix by rows (CSR). Entries of row {@code r} are {@code starts[r] ... starts[r+1]-1},
 * in ascending order of column. Not copied; not to be modified.
 *
 * @param columnCount number of columns
 * @param starts {@code [rows + 1]}
 * @param columns column of each entry
 * @param values value of each entry
 */
public record SparseRows(int columnCount, int[] starts, int[] columns, float[] values) {

  /** Number of rows. */
  public int rowCount() {
    return starts.length - 1;
  }

  /** Number of entries. */
  public int entries() {
    return starts[rowCount()];
  }
}
