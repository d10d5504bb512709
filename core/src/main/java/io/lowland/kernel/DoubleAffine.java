package io.lowland.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Affine layers on dense inputs in double arithmetic, vectorised; for sparse ones see {@link
 * SparseDoubleAffine}. As in {@link Kernels}, {@code columns} is a width padded by {@link
 * Kernels#padded}, and every output is {@code bias[c] + Σ_k x[k] · weights[k][c]} accumulated in
 * the order of the inputs by fused multiply-adds: the same bits for any vector length.
 */
public final class DoubleAffine {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LENGTH = SPECIES.length();

  private DoubleAffine() {}

  /**
   * A layer on dense inputs.
   *
   * @param x {@code [rows][xStride]}, of which the first {@code inputs} columns count; not modified
   * @param weights {@code [inputs][columns]} row-major; not modified
   * @param bias {@code [columns]}; not modified
   * @param relu whether max(0, ·) follows
   * @param out {@code [rows][columns]}, modified
   */
  public static void dense(
      double[] x,
      int xStride,
      int rows,
      int inputs,
      double[] weights,
      double[] bias,
      int columns,
      boolean relu,
      double[] out) {
    repeat(bias, columns, rows, out);
    MatrixProduct.multiplyAdd(
        rows, x, 0, xStride, MatrixProduct.all(inputs), inputs, weights, 0, columns, out, 0);
    if (relu) {
      rectify(out, rows * columns);
    }
  }

  /** Writes the bias to every row. */
  static void repeat(double[] bias, int columns, int rows, double[] out) {
    for (int r = 0; r < rows; r++) {
      System.arraycopy(bias, 0, out, r * columns, columns);
    }
  }

  /** Replaces the first {@code length} elements, a multiple of the vector length, by max(0, ·). */
  static void rectify(double[] out, int length) {
    for (int i = 0; i < length; i += LENGTH) {
      DoubleVector.fromArray(SPECIES, out, i).max(0).intoArray(out, i);
    }
  }
}
