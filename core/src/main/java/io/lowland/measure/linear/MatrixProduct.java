package io.lowland.measure.linear;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of row-major double matrices with the Vector API. One kernel serves dense products,
 * products with a sparse left side and products over the active units of a ReLU layer: the inner
 * dimension is a list of indices.
 *
 * <p>Every element is summed in the order of the list, so results do not depend on how the work is
 * divided. A tile of 3 × 4 vectors keeps twelve sums in registers; one of 9 × 2, for which B is
 * read once by the K − 1 = 9 vectors of ten classes, 18.
 */
public final class MatrixProduct {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int TILE = 4 * LANES;
  private static final int TRANSPOSED_TILE = 16;

  private MatrixProduct() {}

  /** The list 0 ... count-1: all of the inner dimension. */
  public static int[] all(int count) {
    int[] list = new int[count];
    Arrays.setAll(list, i -> i);
    return list;
  }

  /**
   * C += A·B over the inner indices {@code list[0 ... length-1]}.
   *
   * @param rows rows of A and C
   * @param a {@code [rows][stride]} from {@code aFrom}
   * @param stride row length of A
   * @param list inner indices, below {@code stride}
   * @param length how many of them
   * @param b {@code [stride][columns]} from {@code bFrom}
   * @param columns row length of B and C
   * @param c modified: {@code [rows][columns]} from {@code cFrom}
   */
  public static void multiplyAdd(
      int rows,
      double[] a,
      int aFrom,
      int stride,
      int[] list,
      int length,
      double[] b,
      int bFrom,
      int columns,
      double[] c,
      int cFrom) {
    int row = 0;
    for (; row + 9 <= rows; row += 9) {
      nineRows(
          a,
          aFrom + row * stride,
          stride,
          list,
          length,
          b,
          bFrom,
          columns,
          c,
          cFrom + row * columns);
    }
    for (; row + 3 <= rows; row += 3) {
      threeRows(
          a,
          aFrom + row * stride,
          stride,
          list,
          length,
          b,
          bFrom,
          columns,
          c,
          cFrom + row * columns);
    }
    for (; row < rows; row++) {
      oneRow(a, aFrom + row * stride, list, length, b, bFrom, columns, c, cFrom + row * columns);
    }
  }

  /** Writes the transpose of {@code from[rows][columns]} at {@code fromOffset}. */
  public static void transpose(int rows, int columns, double[] from, int fromOffset, double[] to) {
    // Tile by tile: whole columns at once would miss the cache with every write.
    for (int first = 0; first < columns; first += TRANSPOSED_TILE) {
      int end = Math.min(columns, first + TRANSPOSED_TILE);
      for (int r = 0; r < rows; r++) {
        for (int c = first; c < end; c++) {
          to[c * rows + r] = from[fromOffset + r * columns + c];
        }
      }
    }
  }

  private static void nineRows(
      double[] a,
      int a0,
      int stride,
      int[] list,
      int length,
      double[] b,
      int bFrom,
      int columns,
      double[] c,
      int c0) {
    int j = 0;
    for (; j + 2 * LANES <= columns; j += 2 * LANES) {
      var s00 = load(c, c0 + j);
      var s01 = load(c, c0 + j + LANES);
      var s10 = load(c, c0 + columns + j);
      var s11 = load(c, c0 + columns + j + LANES);
      var s20 = load(c, c0 + 2 * columns + j);
      var s21 = load(c, c0 + 2 * columns + j + LANES);
      var s30 = load(c, c0 + 3 * columns + j);
      var s31 = load(c, c0 + 3 * columns + j + LANES);
      var s40 = load(c, c0 + 4 * columns + j);
      var s41 = load(c, c0 + 4 * columns + j + LANES);
      var s50 = load(c, c0 + 5 * columns + j);
      var s51 = load(c, c0 + 5 * columns + j + LANES);
      var s60 = load(c, c0 + 6 * columns + j);
      var s61 = load(c, c0 + 6 * columns + j + LANES);
      var s70 = load(c, c0 + 7 * columns + j);
      var s71 = load(c, c0 + 7 * columns + j + LANES);
      var s80 = load(c, c0 + 8 * columns + j);
      var s81 = load(c, c0 + 8 * columns + j + LANES);
      for (int t = 0; t < length; t++) {
        int at = bFrom + list[t] * columns + j;
        int x = a0 + list[t];
        var b0 = load(b, at);
        var b1 = load(b, at + LANES);
        DoubleVector factor;
        factor = DoubleVector.broadcast(SPECIES, a[x]);
        s00 = factor.fma(b0, s00);
        s01 = factor.fma(b1, s01);
        factor = DoubleVector.broadcast(SPECIES, a[x + stride]);
        s10 = factor.fma(b0, s10);
        s11 = factor.fma(b1, s11);
        factor = DoubleVector.broadcast(SPECIES, a[x + 2 * stride]);
        s20 = factor.fma(b0, s20);
        s21 = factor.fma(b1, s21);
        factor = DoubleVector.broadcast(SPECIES, a[x + 3 * stride]);
        s30 = factor.fma(b0, s30);
        s31 = factor.fma(b1, s31);
        factor = DoubleVector.broadcast(SPECIES, a[x + 4 * stride]);
        s40 = factor.fma(b0, s40);
        s41 = factor.fma(b1, s41);
        factor = DoubleVector.broadcast(SPECIES, a[x + 5 * stride]);
        s50 = factor.fma(b0, s50);
        s51 = factor.fma(b1, s51);
        factor = DoubleVector.broadcast(SPECIES, a[x + 6 * stride]);
        s60 = factor.fma(b0, s60);
        s61 = factor.fma(b1, s61);
        factor = DoubleVector.broadcast(SPECIES, a[x + 7 * stride]);
        s70 = factor.fma(b0, s70);
        s71 = factor.fma(b1, s71);
        factor = DoubleVector.broadcast(SPECIES, a[x + 8 * stride]);
        s80 = factor.fma(b0, s80);
        s81 = factor.fma(b1, s81);
      }
      s00.intoArray(c, c0 + j);
      s01.intoArray(c, c0 + j + LANES);
      s10.intoArray(c, c0 + columns + j);
      s11.intoArray(c, c0 + columns + j + LANES);
      s20.intoArray(c, c0 + 2 * columns + j);
      s21.intoArray(c, c0 + 2 * columns + j + LANES);
      s30.intoArray(c, c0 + 3 * columns + j);
      s31.intoArray(c, c0 + 3 * columns + j + LANES);
      s40.intoArray(c, c0 + 4 * columns + j);
      s41.intoArray(c, c0 + 4 * columns + j + LANES);
      s50.intoArray(c, c0 + 5 * columns + j);
      s51.intoArray(c, c0 + 5 * columns + j + LANES);
      s60.intoArray(c, c0 + 6 * columns + j);
      s61.intoArray(c, c0 + 6 * columns + j + LANES);
      s70.intoArray(c, c0 + 7 * columns + j);
      s71.intoArray(c, c0 + 7 * columns + j + LANES);
      s80.intoArray(c, c0 + 8 * columns + j);
      s81.intoArray(c, c0 + 8 * columns + j + LANES);
    }
    for (int r = 0; r < 9; r++) {
      narrow(a, a0 + r * stride, list, length, b, bFrom, columns, j, c, c0 + r * columns);
    }
  }

  private static DoubleVector load(double[] from, int at) {
    return DoubleVector.fromArray(SPECIES, from, at);
  }

  private static void threeRows(
      double[] a,
      int a0,
      int stride,
      int[] list,
      int length,
      double[] b,
      int bFrom,
      int columns,
      double[] c,
      int c0) {
    int a1 = a0 + stride;
    int a2 = a1 + stride;
    int c1 = c0 + columns;
    int c2 = c1 + columns;
    int j = 0;
    for (; j + TILE <= columns; j += TILE) {
      var s00 = DoubleVector.fromArray(SPECIES, c, c0 + j);
      var s01 = DoubleVector.fromArray(SPECIES, c, c0 + j + LANES);
      var s02 = DoubleVector.fromArray(SPECIES, c, c0 + j + 2 * LANES);
      var s03 = DoubleVector.fromArray(SPECIES, c, c0 + j + 3 * LANES);
      var s10 = DoubleVector.fromArray(SPECIES, c, c1 + j);
      var s11 = DoubleVector.fromArray(SPECIES, c, c1 + j + LANES);
      var s12 = DoubleVector.fromArray(SPECIES, c, c1 + j + 2 * LANES);
      var s13 = DoubleVector.fromArray(SPECIES, c, c1 + j + 3 * LANES);
      var s20 = DoubleVector.fromArray(SPECIES, c, c2 + j);
      var s21 = DoubleVector.fromArray(SPECIES, c, c2 + j + LANES);
      var s22 = DoubleVector.fromArray(SPECIES, c, c2 + j + 2 * LANES);
      var s23 = DoubleVector.fromArray(SPECIES, c, c2 + j + 3 * LANES);
      for (int t = 0; t < length; t++) {
        int index = list[t];
        int at = bFrom + index * columns + j;
        var b0 = DoubleVector.fromArray(SPECIES, b, at);
        var b1 = DoubleVector.fromArray(SPECIES, b, at + LANES);
        var b2 = DoubleVector.fromArray(SPECIES, b, at + 2 * LANES);
        var b3 = DoubleVector.fromArray(SPECIES, b, at + 3 * LANES);
        var x0 = DoubleVector.broadcast(SPECIES, a[a0 + index]);
        s00 = x0.fma(b0, s00);
        s01 = x0.fma(b1, s01);
        s02 = x0.fma(b2, s02);
        s03 = x0.fma(b3, s03);
        var x1 = DoubleVector.broadcast(SPECIES, a[a1 + index]);
        s10 = x1.fma(b0, s10);
        s11 = x1.fma(b1, s11);
        s12 = x1.fma(b2, s12);
        s13 = x1.fma(b3, s13);
        var x2 = DoubleVector.broadcast(SPECIES, a[a2 + index]);
        s20 = x2.fma(b0, s20);
        s21 = x2.fma(b1, s21);
        s22 = x2.fma(b2, s22);
        s23 = x2.fma(b3, s23);
      }
      s00.intoArray(c, c0 + j);
      s01.intoArray(c, c0 + j + LANES);
      s02.intoArray(c, c0 + j + 2 * LANES);
      s03.intoArray(c, c0 + j + 3 * LANES);
      s10.intoArray(c, c1 + j);
      s11.intoArray(c, c1 + j + LANES);
      s12.intoArray(c, c1 + j + 2 * LANES);
      s13.intoArray(c, c1 + j + 3 * LANES);
      s20.intoArray(c, c2 + j);
      s21.intoArray(c, c2 + j + LANES);
      s22.intoArray(c, c2 + j + 2 * LANES);
      s23.intoArray(c, c2 + j + 3 * LANES);
    }
    narrow(a, a0, list, length, b, bFrom, columns, j, c, c0);
    narrow(a, a1, list, length, b, bFrom, columns, j, c, c1);
    narrow(a, a2, list, length, b, bFrom, columns, j, c, c2);
  }

  private static void oneRow(
      double[] a,
      int aFrom,
      int[] list,
      int length,
      double[] b,
      int bFrom,
      int columns,
      double[] c,
      int cFrom) {
    int j = 0;
    for (; j + TILE <= columns; j += TILE) {
      var s0 = DoubleVector.fromArray(SPECIES, c, cFrom + j);
      var s1 = DoubleVector.fromArray(SPECIES, c, cFrom + j + LANES);
      var s2 = DoubleVector.fromArray(SPECIES, c, cFrom + j + 2 * LANES);
      var s3 = DoubleVector.fromArray(SPECIES, c, cFrom + j + 3 * LANES);
      for (int t = 0; t < length; t++) {
        int index = list[t];
        int at = bFrom + index * columns + j;
        var x = DoubleVector.broadcast(SPECIES, a[aFrom + index]);
        s0 = x.fma(DoubleVector.fromArray(SPECIES, b, at), s0);
        s1 = x.fma(DoubleVector.fromArray(SPECIES, b, at + LANES), s1);
        s2 = x.fma(DoubleVector.fromArray(SPECIES, b, at + 2 * LANES), s2);
        s3 = x.fma(DoubleVector.fromArray(SPECIES, b, at + 3 * LANES), s3);
      }
      s0.intoArray(c, cFrom + j);
      s1.intoArray(c, cFrom + j + LANES);
      s2.intoArray(c, cFrom + j + 2 * LANES);
      s3.intoArray(c, cFrom + j + 3 * LANES);
    }
    narrow(a, aFrom, list, length, b, bFrom, columns, j, c, cFrom);
  }

  // The columns from `first` on that do not fill a tile: one vector at a time, then one by one.
  private static void narrow(
      double[] a,
      int aFrom,
      int[] list,
      int length,
      double[] b,
      int bFrom,
      int columns,
      int first,
      double[] c,
      int cFrom) {
    int j = first;
    for (; j + LANES <= columns; j += LANES) {
      var sum = DoubleVector.fromArray(SPECIES, c, cFrom + j);
      for (int t = 0; t < length; t++) {
        int index = list[t];
        sum =
            DoubleVector.broadcast(SPECIES, a[aFrom + index])
                .fma(DoubleVector.fromArray(SPECIES, b, bFrom + index * columns + j), sum);
      }
      sum.intoArray(c, cFrom + j);
    }
    for (; j < columns; j++) {
      double sum = c[cFrom + j];
      for (int t = 0; t < length; t++) {
        int index = list[t];
        sum = Math.fma(a[aFrom + index], b[bFrom + index * columns + j], sum);
      }
      c[cFrom + j] = sum;
    }
  }
}
