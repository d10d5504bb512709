package io.lowland.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * An affine layer on inputs many of which are zero: four rows are taken at once, as in a dense
 * product, over the inputs that are not zero in at least one. One load of a weight serves four
 * rows. With digits of MNIST, of whose pixels a fifth are not zero, it does twice the arithmetic of
 * a product row by row in about the same time; with denser images it is faster.
 */
final class UnionProduct {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LENGTH = SPECIES.length();

  /** Rows taken at once. */
  private static final int ROWS = 4;

  private UnionProduct() {}

  /**
   * As {@link Kernels#affine(DenseRows, int[], int, int, float[], float[], int, boolean, float[])}.
   *
   * @param union room for the inputs of four rows, modified
   */
  static void affine(
      DenseRows x,
      int[] points,
      int from,
      int rows,
      float[] weights,
      float[] bias,
      int columns,
      boolean relu,
      float[] out,
      int[] union) {
    int r = 0;
    for (; r + ROWS <= rows; r += ROWS) {
      int p0 = points[from + r];
      int p1 = points[from + r + 1];
      int p2 = points[from + r + 2];
      int p3 = points[from + r + 3];
      int inputs = x.union(p0, p1, p2, p3, union);
      int c = 0;
      for (; c + 4 * LENGTH <= columns; c += 4 * LENGTH) {
        tile4x4(
            x.values(),
            p0 * x.columnCount(),
            p1 * x.columnCount(),
            p2 * x.columnCount(),
            p3 * x.columnCount(),
            union,
            inputs,
            weights,
            bias,
            columns,
            c,
            relu,
            out,
            r * columns + c);
      }
      for (; c < columns; c += LENGTH) {
        for (int i = 0; i < ROWS; i++) {
          int p = points[from + r + i];
          tile1x1(x, p, union, inputs, weights, bias, columns, c, relu, out, (r + i) * columns + c);
        }
      }
    }
    for (; r < rows; r++) {
      int p = points[from + r];
      int inputs = x.union(p, p, p, p, union);
      for (int c = 0; c < columns; c += LENGTH) {
        tile1x1(x, p, union, inputs, weights, bias, columns, c, relu, out, r * columns + c);
      }
    }
  }

  private static FloatVector load(float[] from, int at) {
    return FloatVector.fromArray(SPECIES, from, at);
  }

  private static void store(FloatVector sums, boolean relu, float[] out, int at) {
    (relu ? sums.max(0) : sums).intoArray(out, at);
  }

  /** Four rows by four vectors. */
  private static void tile4x4(
      float[] x,
      int x0,
      int x1,
      int x2,
      int x3,
      int[] union,
      int inputs,
      float[] weights,
      float[] bias,
      int columns,
      int c,
      boolean relu,
      float[] out,
      int o) {
    FloatVector s0 = load(bias, c);
    FloatVector s1 = load(bias, c + LENGTH);
    FloatVector s2 = load(bias, c + 2 * LENGTH);
    FloatVector s3 = load(bias, c + 3 * LENGTH);
    FloatVector a00 = s0;
    FloatVector a01 = s1;
    FloatVector a02 = s2;
    FloatVector a03 = s3;
    FloatVector a10 = s0;
    FloatVector a11 = s1;
    FloatVector a12 = s2;
    FloatVector a13 = s3;
    FloatVector a20 = s0;
    FloatVector a21 = s1;
    FloatVector a22 = s2;
    FloatVector a23 = s3;
    FloatVector a30 = s0;
    FloatVector a31 = s1;
    FloatVector a32 = s2;
    FloatVector a33 = s3;
    for (int i = 0; i < inputs; i++) {
      int k = union[i];
      int w = k * columns + c;
      FloatVector b0 = load(weights, w);
      FloatVector b1 = load(weights, w + LENGTH);
      FloatVector b2 = load(weights, w + 2 * LENGTH);
      FloatVector b3 = load(weights, w + 3 * LENGTH);
      FloatVector e;
      e = FloatVector.broadcast(SPECIES, x[x0 + k]);
      a00 = e.fma(b0, a00);
      a01 = e.fma(b1, a01);
      a02 = e.fma(b2, a02);
      a03 = e.fma(b3, a03);
      e = FloatVector.broadcast(SPECIES, x[x1 + k]);
      a10 = e.fma(b0, a10);
      a11 = e.fma(b1, a11);
      a12 = e.fma(b2, a12);
      a13 = e.fma(b3, a13);
      e = FloatVector.broadcast(SPECIES, x[x2 + k]);
      a20 = e.fma(b0, a20);
      a21 = e.fma(b1, a21);
      a22 = e.fma(b2, a22);
      a23 = e.fma(b3, a23);
      e = FloatVector.broadcast(SPECIES, x[x3 + k]);
      a30 = e.fma(b0, a30);
      a31 = e.fma(b1, a31);
      a32 = e.fma(b2, a32);
      a33 = e.fma(b3, a33);
    }
    store(a00, relu, out, o);
    store(a01, relu, out, o + LENGTH);
    store(a02, relu, out, o + 2 * LENGTH);
    store(a03, relu, out, o + 3 * LENGTH);
    store(a10, relu, out, o + columns);
    store(a11, relu, out, o + columns + LENGTH);
    store(a12, relu, out, o + columns + 2 * LENGTH);
    store(a13, relu, out, o + columns + 3 * LENGTH);
    store(a20, relu, out, o + 2 * columns);
    store(a21, relu, out, o + 2 * columns + LENGTH);
    store(a22, relu, out, o + 2 * columns + 2 * LENGTH);
    store(a23, relu, out, o + 2 * columns + 3 * LENGTH);
    store(a30, relu, out, o + 3 * columns);
    store(a31, relu, out, o + 3 * columns + LENGTH);
    store(a32, relu, out, o + 3 * columns + 2 * LENGTH);
    store(a33, relu, out, o + 3 * columns + 3 * LENGTH);
  }

  /** One row by one vector. */
  private static void tile1x1(
      DenseRows x,
      int point,
      int[] union,
      int inputs,
      float[] weights,
      float[] bias,
      int columns,
      int c,
      boolean relu,
      float[] out,
      int o) {
    int at = point * x.columnCount();
    FloatVector sum = load(bias, c);
    for (int i = 0; i < inputs; i++) {
      FloatVector value = FloatVector.broadcast(SPECIES, x.values()[at + union[i]]);
      sum = value.fma(load(weights, union[i] * columns + c), sum);
    }
    store(sum, relu, out, o);
  }
}
