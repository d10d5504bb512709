package io.lowland.measure.linear;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The product of a sparse float row with a row-major float matrix, with the Vector API. Wide
 * matrices are best cut into panels of {@link #PANEL} columns that are contiguous in memory, and
 * many rows multiplied by one panel before the next.
 */
public final class FloatRow {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /** Matrices must have a multiple of this many columns; at most 64, and it divides 64. */
  public static final int LANES = SPECIES.length();

  /** Columns whose sums are kept in registers together. */
  public static final int PANEL = 4 * LANES;

  private FloatRow() {}

  /** {@code width} rounded up to a multiple of {@link #LANES}. */
  public static int padded(int width) {
    return (width + LANES - 1) / LANES * LANES;
  }

  /**
   * y = start + Σ_t values[list[t]] · matrix[list[t]], each element one chain of fused
   * multiply-adds in the order of the list.
   *
   * @param values the row, from {@code valuesFrom}
   * @param list row indices of the matrix
   * @param length how many of them
   * @param matrix {@code [rows][columns]} row-major
   * @param columns a multiple of {@link #LANES}
   * @param start {@code [columns]} from {@code startFrom}
   * @param y modified: {@code [columns]} from {@code yFrom}
   */
  public static void multiply(
      float[] values,
      int valuesFrom,
      int[] list,
      int length,
      float[] matrix,
      int columns,
      float[] start,
      int startFrom,
      float[] y,
      int yFrom) {
    int j = 0;
    for (; j + PANEL <= columns; j += PANEL) {
      var s0 = FloatVector.fromArray(SPECIES, start, startFrom + j);
      var s1 = FloatVector.fromArray(SPECIES, start, startFrom + j + LANES);
      var s2 = FloatVector.fromArray(SPECIES, start, startFrom + j + 2 * LANES);
      var s3 = FloatVector.fromArray(SPECIES, start, startFrom + j + 3 * LANES);
      for (int t = 0; t < length; t++) {
        int index = list[t];
        int at = index * columns + j;
        var x = FloatVector.broadcast(SPECIES, values[valuesFrom + index]);
        s0 = x.fma(FloatVector.fromArray(SPECIES, matrix, at), s0);
        s1 = x.fma(FloatVector.fromArray(SPECIES, matrix, at + LANES), s1);
        s2 = x.fma(FloatVector.fromArray(SPECIES, matrix, at + 2 * LANES), s2);
        s3 = x.fma(FloatVector.fromArray(SPECIES, matrix, at + 3 * LANES), s3);
      }
      s0.intoArray(y, yFrom + j);
      s1.intoArray(y, yFrom + j + LANES);
      s2.intoArray(y, yFrom + j + 2 * LANES);
      s3.intoArray(y, yFrom + j + 3 * LANES);
    }
    for (; j < columns; j += LANES) {
      var sum = FloatVector.fromArray(SPECIES, start, startFrom + j);
      for (int t = 0; t < length; t++) {
        int index = list[t];
        var row = FloatVector.fromArray(SPECIES, matrix, index * columns + j);
        sum = FloatVector.broadcast(SPECIES, values[valuesFrom + index]).fma(row, sum);
      }
      sum.intoArray(y, yFrom + j);
    }
  }
}
