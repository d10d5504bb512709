package io.lowland.kernel;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of row-major double matrices with the Vector API. One kernel serves dense products,
 * products with a sparse left side and products over the active units of a ReLU layer: the inner
 * dimension is a list of indices.
 *
 * <p>Every element is summed in the order of the list by fused multiply-adds, so results depend
 * neither on how the work is divided nor on the vector length. A tile of 8 rows by 2 vectors keeps
 * 16 sums in registers and needs 8 broadcasts, of what is near, and 2 loads of B, which may be far,
 * for 16 fused multiply-adds.
 */
public final class MatrixProduct {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
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
    int r = 0;
    for (; r + 8 <= rows; r += 8) {
      int x = aFrom + r * stride;
      int o = cFrom + r * columns;
      int j = 0;
      for (; j + 2 * LANES <= columns; j += 2 * LANES) {
        tile8x2(a, x, stride, list, length, b, bFrom + j, columns, c, o + j);
      }
      for (; j + LANES <= columns; j += LANES) {
        tile8x1(a, x, stride, list, length, b, bFrom + j, columns, c, o + j);
      }
      for (int i = 0; i < 8; i++) {
        narrow(a, x + i * stride, list, length, b, bFrom, j, columns, c, o + i * columns);
      }
    }
    for (; r < rows; r++) {
      int x = aFrom + r * stride;
      int o = cFrom + r * columns;
      int j = 0;
      for (; j + 4 * LANES <= columns; j += 4 * LANES) {
        tile1x4(a, x, list, length, b, bFrom + j, columns, c, o + j);
      }
      for (; j + LANES <= columns; j += LANES) {
        tile1x1(a, x, list, length, b, bFrom + j, columns, c, o + j);
      }
      narrow(a, x, list, length, b, bFrom, j, columns, c, o);
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

  private static DoubleVector load(double[] from, int at) {
    return DoubleVector.fromArray(SPECIES, from, at);
  }

  /** Eight rows by two vectors. */
  private static void tile8x2(
      double[] a,
      int a0,
      int stride,
      int[] list,
      int length,
      double[] b,
      int b0,
      int columns,
      double[] c,
      int c0) {
    DoubleVector s00 = load(c, c0);
    DoubleVector s01 = load(c, c0 + LANES);
    DoubleVector s10 = load(c, c0 + columns);
    DoubleVector s11 = load(c, c0 + columns + LANES);
    DoubleVector s20 = load(c, c0 + 2 * columns);
    DoubleVector s21 = load(c, c0 + 2 * columns + LANES);
    DoubleVector s30 = load(c, c0 + 3 * columns);
    DoubleVector s31 = load(c, c0 + 3 * columns + LANES);
    DoubleVector s40 = load(c, c0 + 4 * columns);
    DoubleVector s41 = load(c, c0 + 4 * columns + LANES);
    DoubleVector s50 = load(c, c0 + 5 * columns);
    DoubleVector s51 = load(c, c0 + 5 * columns + LANES);
    DoubleVector s60 = load(c, c0 + 6 * columns);
    DoubleVector s61 = load(c, c0 + 6 * columns + LANES);
    DoubleVector s70 = load(c, c0 + 7 * columns);
    DoubleVector s71 = load(c, c0 + 7 * columns + LANES);
    for (int t = 0; t < length; t++) {
      int x = a0 + list[t];
      int w = b0 + list[t] * columns;
      DoubleVector y0 = load(b, w);
      DoubleVector y1 = load(b, w + LANES);
      DoubleVector e;
      e = DoubleVector.broadcast(SPECIES, a[x]);
      s00 = e.fma(y0, s00);
      s01 = e.fma(y1, s01);
      e = DoubleVector.broadcast(SPECIES, a[x + stride]);
      s10 = e.fma(y0, s10);
      s11 = e.fma(y1, s11);
      e = DoubleVector.broadcast(SPECIES, a[x + 2 * stride]);
      s20 = e.fma(y0, s20);
      s21 = e.fma(y1, s21);
      e = DoubleVector.broadcast(SPECIES, a[x + 3 * stride]);
      s30 = e.fma(y0, s30);
      s31 = e.fma(y1, s31);
      e = DoubleVector.broadcast(SPECIES, a[x + 4 * stride]);
      s40 = e.fma(y0, s40);
      s41 = e.fma(y1, s41);
      e = DoubleVector.broadcast(SPECIES, a[x + 5 * stride]);
      s50 = e.fma(y0, s50);
      s51 = e.fma(y1, s51);
      e = DoubleVector.broadcast(SPECIES, a[x + 6 * stride]);
      s60 = e.fma(y0, s60);
      s61 = e.fma(y1, s61);
      e = DoubleVector.broadcast(SPECIES, a[x + 7 * stride]);
      s70 = e.fma(y0, s70);
      s71 = e.fma(y1, s71);
    }
    s00.intoArray(c, c0);
    s01.intoArray(c, c0 + LANES);
    s10.intoArray(c, c0 + columns);
    s11.intoArray(c, c0 + columns + LANES);
    s20.intoArray(c, c0 + 2 * columns);
    s21.intoArray(c, c0 + 2 * columns + LANES);
    s30.intoArray(c, c0 + 3 * columns);
    s31.intoArray(c, c0 + 3 * columns + LANES);
    s40.intoArray(c, c0 + 4 * columns);
    s41.intoArray(c, c0 + 4 * columns + LANES);
    s50.intoArray(c, c0 + 5 * columns);
    s51.intoArray(c, c0 + 5 * columns + LANES);
    s60.intoArray(c, c0 + 6 * columns);
    s61.intoArray(c, c0 + 6 * columns + LANES);
    s70.intoArray(c, c0 + 7 * columns);
    s71.intoArray(c, c0 + 7 * columns + LANES);
  }

  /** One row by four vectors. */
  private static void tile1x4(
      double[] a,
      int a0,
      int[] list,
      int length,
      double[] b,
      int b0,
      int columns,
      double[] c,
      int c0) {
    DoubleVector s00 = load(c, c0);
    DoubleVector s01 = load(c, c0 + LANES);
    DoubleVector s02 = load(c, c0 + 2 * LANES);
    DoubleVector s03 = load(c, c0 + 3 * LANES);
    for (int t = 0; t < length; t++) {
      int x = a0 + list[t];
      int w = b0 + list[t] * columns;
      DoubleVector y0 = load(b, w);
      DoubleVector y1 = load(b, w + LANES);
      DoubleVector y2 = load(b, w + 2 * LANES);
      DoubleVector y3 = load(b, w + 3 * LANES);
      DoubleVector e;
      e = DoubleVector.broadcast(SPECIES, a[x]);
      s00 = e.fma(y0, s00);
      s01 = e.fma(y1, s01);
      s02 = e.fma(y2, s02);
      s03 = e.fma(y3, s03);
    }
    s00.intoArray(c, c0);
    s01.intoArray(c, c0 + LANES);
    s02.intoArray(c, c0 + 2 * LANES);
    s03.intoArray(c, c0 + 3 * LANES);
  }

  /** Eight rows by one vector. */
  private static void tile8x1(
      double[] a,
      int a0,
      int stride,
      int[] list,
      int length,
      double[] b,
      int b0,
      int columns,
      double[] c,
      int c0) {
    DoubleVector s00 = load(c, c0);
    DoubleVector s10 = load(c, c0 + columns);
    DoubleVector s20 = load(c, c0 + 2 * columns);
    DoubleVector s30 = load(c, c0 + 3 * columns);
    DoubleVector s40 = load(c, c0 + 4 * columns);
    DoubleVector s50 = load(c, c0 + 5 * columns);
    DoubleVector s60 = load(c, c0 + 6 * columns);
    DoubleVector s70 = load(c, c0 + 7 * columns);
    for (int t = 0; t < length; t++) {
      int x = a0 + list[t];
      int w = b0 + list[t] * columns;
      DoubleVector y0 = load(b, w);
      DoubleVector e;
      e = DoubleVector.broadcast(SPECIES, a[x]);
      s00 = e.fma(y0, s00);
      e = DoubleVector.broadcast(SPECIES, a[x + stride]);
      s10 = e.fma(y0, s10);
      e = DoubleVector.broadcast(SPECIES, a[x + 2 * stride]);
      s20 = e.fma(y0, s20);
      e = DoubleVector.broadcast(SPECIES, a[x + 3 * stride]);
      s30 = e.fma(y0, s30);
      e = DoubleVector.broadcast(SPECIES, a[x + 4 * stride]);
      s40 = e.fma(y0, s40);
      e = DoubleVector.broadcast(SPECIES, a[x + 5 * stride]);
      s50 = e.fma(y0, s50);
      e = DoubleVector.broadcast(SPECIES, a[x + 6 * stride]);
      s60 = e.fma(y0, s60);
      e = DoubleVector.broadcast(SPECIES, a[x + 7 * stride]);
      s70 = e.fma(y0, s70);
    }
    s00.intoArray(c, c0);
    s10.intoArray(c, c0 + columns);
    s20.intoArray(c, c0 + 2 * columns);
    s30.intoArray(c, c0 + 3 * columns);
    s40.intoArray(c, c0 + 4 * columns);
    s50.intoArray(c, c0 + 5 * columns);
    s60.intoArray(c, c0 + 6 * columns);
    s70.intoArray(c, c0 + 7 * columns);
  }

  /** One row by one vector. */
  private static void tile1x1(
      double[] a,
      int a0,
      int[] list,
      int length,
      double[] b,
      int b0,
      int columns,
      double[] c,
      int c0) {
    DoubleVector s00 = load(c, c0);
    for (int t = 0; t < length; t++) {
      int x = a0 + list[t];
      int w = b0 + list[t] * columns;
      DoubleVector y0 = load(b, w);
      DoubleVector e;
      e = DoubleVector.broadcast(SPECIES, a[x]);
      s00 = e.fma(y0, s00);
    }
    s00.intoArray(c, c0);
  }

  /** One row, the columns from {@code first} on that do not fill a vector. */
  private static void narrow(
      double[] a,
      int a0,
      int[] list,
      int length,
      double[] b,
      int b0,
      int first,
      int columns,
      double[] c,
      int c0) {
    for (int j = first; j < columns; j++) {
      double sum = c[c0 + j];
      for (int t = 0; t < length; t++) {
        sum = Math.fma(a[a0 + list[t]], b[b0 + list[t] * columns + j], sum);
      }
      c[c0 + j] = sum;
    }
  }
}
