package io.lowland.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Affine layers on dense inputs in double arithmetic, vectorised; for sparse ones see {@link
 * SparseDoubleAffine}. As in {@link Kernels}, weights stand as {@code [inputs][columns]} with
 * {@code columns} padded by {@link Kernels#padded}, and every output is {@code bias[c] + Σ_k x[k] ·
 * weights[k][c]} accumulated in the order of the inputs by fused multiply-adds: the same bits for
 * any vector length.
 */
public final class DoubleAffine {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LENGTH = SPECIES.length();

  private DoubleAffine() {}

  /**
   * A layer on dense inputs.
   *
   * @param x {@code [rows][xStride]}, of which the first {@code inputs} columns count; not modified
   * @param weights {@code [inputs][columns]}; not modified
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
    double floor = relu ? 0 : Double.NEGATIVE_INFINITY;
    int c = 0;
    for (; c + 4 * LENGTH <= columns; c += 4 * LENGTH) {
      int r = 0;
      for (; r + 4 <= rows; r += 4) {
        tile4x4(
            x,
            r * xStride,
            xStride,
            inputs,
            weights,
            columns,
            c,
            bias,
            floor,
            out,
            r * columns + c);
      }
      for (; r < rows; r++) {
        tile1x4(
            x,
            r * xStride,
            xStride,
            inputs,
            weights,
            columns,
            c,
            bias,
            floor,
            out,
            r * columns + c);
      }
    }
    for (; c < columns; c += LENGTH) {
      int r = 0;
      for (; r + 8 <= rows; r += 8) {
        tile8x1(
            x,
            r * xStride,
            xStride,
            inputs,
            weights,
            columns,
            c,
            bias,
            floor,
            out,
            r * columns + c);
      }
      for (; r < rows; r++) {
        tile1x1(
            x,
            r * xStride,
            xStride,
            inputs,
            weights,
            columns,
            c,
            bias,
            floor,
            out,
            r * columns + c);
      }
    }
  }

  static DoubleVector load(double[] from, int at) {
    return DoubleVector.fromArray(SPECIES, from, at);
  }

  /** No branch: the compiler stops inlining in tiles that have become large. */
  static void store(DoubleVector sums, double floor, double[] out, int at) {
    sums.max(floor).intoArray(out, at);
  }

  private static void tile4x4(
      double[] x,
      int x0,
      int xStride,
      int inputs,
      double[] weights,
      int columns,
      int c,
      double[] bias,
      double floor,
      double[] out,
      int o) {
    DoubleVector s0 = load(bias, c);
    DoubleVector s1 = load(bias, c + LENGTH);
    DoubleVector s2 = load(bias, c + 2 * LENGTH);
    DoubleVector s3 = load(bias, c + 3 * LENGTH);
    DoubleVector a00 = s0;
    DoubleVector a01 = s1;
    DoubleVector a02 = s2;
    DoubleVector a03 = s3;
    DoubleVector a10 = s0;
    DoubleVector a11 = s1;
    DoubleVector a12 = s2;
    DoubleVector a13 = s3;
    DoubleVector a20 = s0;
    DoubleVector a21 = s1;
    DoubleVector a22 = s2;
    DoubleVector a23 = s3;
    DoubleVector a30 = s0;
    DoubleVector a31 = s1;
    DoubleVector a32 = s2;
    DoubleVector a33 = s3;
    int end = inputs * columns + c;
    for (int w = c, k = x0; w < end; w += columns, k++) {
      DoubleVector b0 = load(weights, w);
      DoubleVector b1 = load(weights, w + LENGTH);
      DoubleVector b2 = load(weights, w + 2 * LENGTH);
      DoubleVector b3 = load(weights, w + 3 * LENGTH);
      DoubleVector e;
      e = DoubleVector.broadcast(SPECIES, x[k]);
      a00 = e.fma(b0, a00);
      a01 = e.fma(b1, a01);
      a02 = e.fma(b2, a02);
      a03 = e.fma(b3, a03);
      e = DoubleVector.broadcast(SPECIES, x[k + xStride]);
      a10 = e.fma(b0, a10);
      a11 = e.fma(b1, a11);
      a12 = e.fma(b2, a12);
      a13 = e.fma(b3, a13);
      e = DoubleVector.broadcast(SPECIES, x[k + 2 * xStride]);
      a20 = e.fma(b0, a20);
      a21 = e.fma(b1, a21);
      a22 = e.fma(b2, a22);
      a23 = e.fma(b3, a23);
      e = DoubleVector.broadcast(SPECIES, x[k + 3 * xStride]);
      a30 = e.fma(b0, a30);
      a31 = e.fma(b1, a31);
      a32 = e.fma(b2, a32);
      a33 = e.fma(b3, a33);
    }
    store(a00, floor, out, o);
    store(a01, floor, out, o + LENGTH);
    store(a02, floor, out, o + 2 * LENGTH);
    store(a03, floor, out, o + 3 * LENGTH);
    store(a10, floor, out, o + columns);
    store(a11, floor, out, o + columns + LENGTH);
    store(a12, floor, out, o + columns + 2 * LENGTH);
    store(a13, floor, out, o + columns + 3 * LENGTH);
    store(a20, floor, out, o + 2 * columns);
    store(a21, floor, out, o + 2 * columns + LENGTH);
    store(a22, floor, out, o + 2 * columns + 2 * LENGTH);
    store(a23, floor, out, o + 2 * columns + 3 * LENGTH);
    store(a30, floor, out, o + 3 * columns);
    store(a31, floor, out, o + 3 * columns + LENGTH);
    store(a32, floor, out, o + 3 * columns + 2 * LENGTH);
    store(a33, floor, out, o + 3 * columns + 3 * LENGTH);
  }

  private static void tile1x4(
      double[] x,
      int x0,
      int xStride,
      int inputs,
      double[] weights,
      int columns,
      int c,
      double[] bias,
      double floor,
      double[] out,
      int o) {
    DoubleVector s0 = load(bias, c);
    DoubleVector s1 = load(bias, c + LENGTH);
    DoubleVector s2 = load(bias, c + 2 * LENGTH);
    DoubleVector s3 = load(bias, c + 3 * LENGTH);
    DoubleVector a00 = s0;
    DoubleVector a01 = s1;
    DoubleVector a02 = s2;
    DoubleVector a03 = s3;
    int end = inputs * columns + c;
    for (int w = c, k = x0; w < end; w += columns, k++) {
      DoubleVector b0 = load(weights, w);
      DoubleVector b1 = load(weights, w + LENGTH);
      DoubleVector b2 = load(weights, w + 2 * LENGTH);
      DoubleVector b3 = load(weights, w + 3 * LENGTH);
      DoubleVector e;
      e = DoubleVector.broadcast(SPECIES, x[k]);
      a00 = e.fma(b0, a00);
      a01 = e.fma(b1, a01);
      a02 = e.fma(b2, a02);
      a03 = e.fma(b3, a03);
    }
    store(a00, floor, out, o);
    store(a01, floor, out, o + LENGTH);
    store(a02, floor, out, o + 2 * LENGTH);
    store(a03, floor, out, o + 3 * LENGTH);
  }

  private static void tile8x1(
      double[] x,
      int x0,
      int xStride,
      int inputs,
      double[] weights,
      int columns,
      int c,
      double[] bias,
      double floor,
      double[] out,
      int o) {
    DoubleVector s0 = load(bias, c);
    DoubleVector a00 = s0;
    DoubleVector a10 = s0;
    DoubleVector a20 = s0;
    DoubleVector a30 = s0;
    DoubleVector a40 = s0;
    DoubleVector a50 = s0;
    DoubleVector a60 = s0;
    DoubleVector a70 = s0;
    int end = inputs * columns + c;
    for (int w = c, k = x0; w < end; w += columns, k++) {
      DoubleVector b0 = load(weights, w);
      DoubleVector e;
      e = DoubleVector.broadcast(SPECIES, x[k]);
      a00 = e.fma(b0, a00);
      e = DoubleVector.broadcast(SPECIES, x[k + xStride]);
      a10 = e.fma(b0, a10);
      e = DoubleVector.broadcast(SPECIES, x[k + 2 * xStride]);
      a20 = e.fma(b0, a20);
      e = DoubleVector.broadcast(SPECIES, x[k + 3 * xStride]);
      a30 = e.fma(b0, a30);
      e = DoubleVector.broadcast(SPECIES, x[k + 4 * xStride]);
      a40 = e.fma(b0, a40);
      e = DoubleVector.broadcast(SPECIES, x[k + 5 * xStride]);
      a50 = e.fma(b0, a50);
      e = DoubleVector.broadcast(SPECIES, x[k + 6 * xStride]);
      a60 = e.fma(b0, a60);
      e = DoubleVector.broadcast(SPECIES, x[k + 7 * xStride]);
      a70 = e.fma(b0, a70);
    }
    store(a00, floor, out, o);
    store(a10, floor, out, o + columns);
    store(a20, floor, out, o + 2 * columns);
    store(a30, floor, out, o + 3 * columns);
    store(a40, floor, out, o + 4 * columns);
    store(a50, floor, out, o + 5 * columns);
    store(a60, floor, out, o + 6 * columns);
    store(a70, floor, out, o + 7 * columns);
  }

  private static void tile1x1(
      double[] x,
      int x0,
      int xStride,
      int inputs,
      double[] weights,
      int columns,
      int c,
      double[] bias,
      double floor,
      double[] out,
      int o) {
    DoubleVector s0 = load(bias, c);
    DoubleVector a00 = s0;
    int end = inputs * columns + c;
    for (int w = c, k = x0; w < end; w += columns, k++) {
      DoubleVector b0 = load(weights, w);
      DoubleVector e;
      e = DoubleVector.broadcast(SPECIES, x[k]);
      a00 = e.fma(b0, a00);
    }
    store(a00, floor, out, o);
  }
}
