package io.lowland.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Four vectors of pixels that are mostly zero times a panel: {@code out[i] ⊕= start + Σ_e
 * pixel(at_i + steps[e]) · b[rows[e]]} for {@code i} = 0 ... 3. The four share a list of the places
 * where one of them is not zero, so that a tile of 4 by 4 vectors needs 4 loads and 4 broadcasts
 * for 16 fused multiply-adds, as dense products do. Bytes become floats within the tile, where
 * their loads wait for nothing; a copy of the floats would cost as much as the product with a
 * narrow panel.
 */
final class IndexedProduct {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LENGTH = SPECIES.length();

  /** Rows taken at once. */
  static final int ROWS = 4;

  private final byte[] pixels;
  private final int[] steps;
  private final int[] rows;
  private final float[] b;
  private final int width;

  /**
   * Vectors whose entries stand in {@code steps} and {@code rows}.
   *
   * @param pixels a byte {@code p} stands for {@code (p & 0xff) / 255f}
   * @param steps of each entry, from where a vector starts to its pixel
   * @param rows of {@code b}, for each entry
   * @param b panels of {@code width} columns
   */
  IndexedProduct(byte[] pixels, int[] steps, int[] rows, float[] b, int width) {
    this.pixels = pixels;
    this.steps = steps;
    this.rows = rows;
    this.b = b;
    this.width = width;
  }

  /**
   * Computes four rows from the entries {@code from ... to - 1}.
   *
   * @param x0 where the first vector starts, {@code x1 ... x3} for the others
   * @param bAt where the panel starts
   * @param start what the sums start with, from {@code startAt} on
   * @param out overwritten, {@code width} columns from {@code o0, ..., o3} on
   */
  void store(
      int from,
      int to,
      int x0,
      int x1,
      int x2,
      int x3,
      int bAt,
      float[] start,
      int startAt,
      float[] out,
      int o0,
      int o1,
      int o2,
      int o3) {
    int c = 0;
    for (; c + 4 * LENGTH <= width; c += 4 * LENGTH) {
      tile4x4(
          this,
          from,
          to,
          x0,
          x1,
          x2,
          x3,
          bAt + c,
          start,
          startAt + c,
          out,
          o0 + c,
          o1 + c,
          o2 + c,
          o3 + c);
    }
    for (; c < width; c += LENGTH) {
      tile4x1(
          this,
          from,
          to,
          x0,
          x1,
          x2,
          x3,
          bAt + c,
          start,
          startAt + c,
          out,
          o0 + c,
          o1 + c,
          o2 + c,
          o3 + c);
    }
  }

  /**
   * Adds to four rows of a panel what the entries {@code from ... to - 1} give.
   *
   * @param x where the first vector starts; the others start at {@code x + 1 ... x + 3}
   * @param zeros as {@code start} of {@link #store}: zeros
   * @param tile room for {@link Product#TILE} sums
   */
  void add(int from, int to, int x, float[] zeros, float[] into, int intoAt, float[] tile) {
    int c = 0;
    for (; c + 4 * LENGTH <= width; c += 4 * LENGTH) {
      tile4x4(
          this,
          from,
          to,
          x,
          x + 1,
          x + 2,
          x + 3,
          c,
          zeros,
          0,
          tile,
          0,
          4 * LENGTH,
          8 * LENGTH,
          12 * LENGTH);
      Product.addTile(tile, ROWS, 4 * LENGTH, into, intoAt + c, width);
    }
    for (; c < width; c += LENGTH) {
      tile4x1(
          this,
          from,
          to,
          x,
          x + 1,
          x + 2,
          x + 3,
          c,
          zeros,
          0,
          tile,
          0,
          LENGTH,
          2 * LENGTH,
          3 * LENGTH);
      Product.addTile(tile, ROWS, LENGTH, into, intoAt + c, width);
    }
  }

  private static FloatVector broadcast(byte pixel) {
    return FloatVector.broadcast(SPECIES, PixelRows.SCALED[pixel & 0xff]);
  }

  private static FloatVector load(float[] from, int at) {
    return FloatVector.fromArray(SPECIES, from, at);
  }

  /** Four rows by four vectors. */
  private static void tile4x4(
      IndexedProduct p,
      int from,
      int to,
      int x0,
      int x1,
      int x2,
      int x3,
      int bAt,
      float[] start,
      int startAt,
      float[] out,
      int o0,
      int o1,
      int o2,
      int o3) {
    byte[] pixels = p.pixels;
    int[] steps = p.steps;
    int[] rows = p.rows;
    float[] b = p.b;
    int width = p.width;
    FloatVector s0 = load(start, startAt);
    FloatVector s1 = load(start, startAt + LENGTH);
    FloatVector s2 = load(start, startAt + 2 * LENGTH);
    FloatVector s3 = load(start, startAt + 3 * LENGTH);
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
    for (int e = from; e < to; e++) {
      int w = bAt + rows[e] * width;
      int step = steps[e];
      FloatVector b0 = load(b, w);
      FloatVector b1 = load(b, w + LENGTH);
      FloatVector b2 = load(b, w + 2 * LENGTH);
      FloatVector b3 = load(b, w + 3 * LENGTH);
      FloatVector x;
      x = broadcast(pixels[x0 + step]);
      a00 = x.fma(b0, a00);
      a01 = x.fma(b1, a01);
      a02 = x.fma(b2, a02);
      a03 = x.fma(b3, a03);
      x = broadcast(pixels[x1 + step]);
      a10 = x.fma(b0, a10);
      a11 = x.fma(b1, a11);
      a12 = x.fma(b2, a12);
      a13 = x.fma(b3, a13);
      x = broadcast(pixels[x2 + step]);
      a20 = x.fma(b0, a20);
      a21 = x.fma(b1, a21);
      a22 = x.fma(b2, a22);
      a23 = x.fma(b3, a23);
      x = broadcast(pixels[x3 + step]);
      a30 = x.fma(b0, a30);
      a31 = x.fma(b1, a31);
      a32 = x.fma(b2, a32);
      a33 = x.fma(b3, a33);
    }
    a00.intoArray(out, o0);
    a01.intoArray(out, o0 + LENGTH);
    a02.intoArray(out, o0 + 2 * LENGTH);
    a03.intoArray(out, o0 + 3 * LENGTH);
    a10.intoArray(out, o1);
    a11.intoArray(out, o1 + LENGTH);
    a12.intoArray(out, o1 + 2 * LENGTH);
    a13.intoArray(out, o1 + 3 * LENGTH);
    a20.intoArray(out, o2);
    a21.intoArray(out, o2 + LENGTH);
    a22.intoArray(out, o2 + 2 * LENGTH);
    a23.intoArray(out, o2 + 3 * LENGTH);
    a30.intoArray(out, o3);
    a31.intoArray(out, o3 + LENGTH);
    a32.intoArray(out, o3 + 2 * LENGTH);
    a33.intoArray(out, o3 + 3 * LENGTH);
  }

  /** Four rows by one vector. */
  private static void tile4x1(
      IndexedProduct p,
      int from,
      int to,
      int x0,
      int x1,
      int x2,
      int x3,
      int bAt,
      float[] start,
      int startAt,
      float[] out,
      int o0,
      int o1,
      int o2,
      int o3) {
    byte[] pixels = p.pixels;
    int[] steps = p.steps;
    int[] rows = p.rows;
    int width = p.width;
    FloatVector s = load(start, startAt);
    FloatVector a0 = s;
    FloatVector a1 = s;
    FloatVector a2 = s;
    FloatVector a3 = s;
    for (int e = from; e < to; e++) {
      int step = steps[e];
      FloatVector b = load(p.b, bAt + rows[e] * width);
      a0 = broadcast(pixels[x0 + step]).fma(b, a0);
      a1 = broadcast(pixels[x1 + step]).fma(b, a1);
      a2 = broadcast(pixels[x2 + step]).fma(b, a2);
      a3 = broadcast(pixels[x3 + step]).fma(b, a3);
    }
    a0.intoArray(out, o0);
    a1.intoArray(out, o1);
    a2.intoArray(out, o2);
    a3.intoArray(out, o3);
  }
}
