package io.lowland.kernel;

/**
 * A matrix by rows, zeros included, that knows where its zeros are.
 *
 * @param columnCount number of columns
 * @param values {@code [rows][columnCount]}; not copied
 * @param patterns {@code [rows][words]}: bit {@code c} of a row is set where column {@code c} is
 *     not zero; not copied
 */
public record DenseRows(int columnCount, float[] values, long[] patterns) {

  /** The same matrix as {@code rows}. */
  public static DenseRows of(SparseRows rows) {
    int columns = rows.columnCount();
    int words = words(columns);
    float[] values = new float[Math.multiplyExact(rows.rowCount(), columns)];
    long[] patterns = new long[rows.rowCount() * words];
    for (int r = 0; r < rows.rowCount(); r++) {
      for (int e = rows.starts()[r]; e < rows.starts()[r + 1]; e++) {
        int c = rows.columns()[e];
        values[r * columns + c] = rows.values()[e];
        patterns[r * words + c / Long.SIZE] |= 1L << c;
      }
    }
    return new DenseRows(columns, values, patterns);
  }

  private static int words(int columns) {
    return Math.ceilDiv(columns, Long.SIZE);
  }

  /**
   * The columns in which one of four rows is not zero, ascending.
   *
   * @param into {@code [columnCount]}, modified
   * @return their number
   */
  int union(int r0, int r1, int r2, int r3, int[] into) {
    int words = words(columnCount);
    int count = 0;
    for (int word = 0; word < words; word++) {
      long bits =
          patterns[r0 * words + word]
              | patterns[r1 * words + word]
              | patterns[r2 * words + word]
              | patterns[r3 * words + word];
      for (; bits != 0; bits &= bits - 1) {
        into[count++] = word * Long.SIZE + Long.numberOfTrailingZeros(bits);
      }
    }
    return count;
  }
}
