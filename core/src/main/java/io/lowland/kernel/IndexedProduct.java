package io.lowland.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Four vectors of pixels that are mostly zero times a panel: {@code out[i] ⊕= start + Σ_e x[e ·
 * depthStep + i · rowStep] · b[rows[e]]} for {@code i} = 0 ... 3. The four share a list of the
 * places where one of them is not zero, so that a tile of 4 by 4 vectors needs 4 loads and 4
 * broadcasts for 16 fused multiply-adds, as dense products do. The values stand together, four to
 * an entry: every panel reads them again, and bytes in their rows would cost it two loads and a
 * place to work out each.
 */
final class IndexedProduct {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LENGTH = SPECIES.length();

  /** Rows taken at once. */
  static final int ROWS = 4;

  private final float[] x;
  private final int rowStep;
  private final int depthStep;
  private final int[] rows;
  private final float[] b;
  private final int width;

  /**
   * Vectors whose entries stand in {@code x} and {@code rows}.
   *
   * @param x of each entry the values of the four vectors
   * @param rows of {@code b}, for each entry
   * @param b panels of {@code width} columns
   */
  IndexedProduct(float[] x, int rowStep, int depthStep, int[] rows, float[] b, int width) {
    this.x = x;
    this.rowStep = rowStep;
    this.depthStep = depthStep;
    this.rows = rows;
    this.b = b;
    this.width = width;
  }

  /**
   * Computes four rows from the entries {@code from ... to - 1}.
   *
   * @param bAt where the panel starts
   * @param start what the sums start with, from {@code startAt} on
   * @param out overwritten, {@code width} columns from {@code o + i · outStep} on for row {@code i}
   */
  void store(
      int from, int to, int bAt, float[] start, int startAt, float[] out, int o, int outStep) {
    int c = 0;
    for (; c + 4 * LENGTH <= width; c += 4 * LENGTH) {
      tile4x4(this, from, to, bAt + c, start, startAt + c, out, o + c, outStep);
    }
    for (; c < width; c += LENGTH) {
      tile4x1(this, from, to, bAt + c, start, startAt + c, out, o + c, outStep);
    }
  }

  /**
   * Adds to four rows of a panel what the entries {@code from ... to - 1} give.
   *
   * @param zeros as {@code start} of {@link #store}: zeros
   * @param tile room for {@link Product#TILE} sums
   */
  void add(int from, int to, float[] zeros, float[] into, int intoAt, float[] tile) {
    int c = 0;
    for (; c + 4 * LENGTH <= width; c += 4 * LENGTH) {
      tile4x4(this, from, to, c, zeros, 0, tile, 0, 4 * LENGTH);
      Product.addTile(tile, ROWS, 4 * LENGTH, into, intoAt + c, width);
    }
    for (; c < width; c += LENGTH) {
      tile4x1(this, from, to, c, zeros, 0, tile, 0, LENGTH);
      Product.addTile(tile, ROWS, LENGTH, into, intoAt + c, width);
    }
  }

  private static FloatVector broadcast(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }

  private static FloatVector load(float[] from, int at) {
    return FloatVector.fromArray(SPECIES, from, at);
  }

  /** Four rows by four vectors. */
  private static void tile4x4(
      IndexedProduct p,
      int from,
      int to,
      int bAt,
      float[] start,
      int startAt,
      float[] out,
      int o,
      int outStep) {
    float[] x = p.x;
    int rowStep = p.rowStep;
    int depthStep = p.depthStep;
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
    for (int e = from, k = from * depthStep; e < to; e++, k += depthStep) {
      int w = bAt + rows[e] * width;
      FloatVector b0 = load(b, w);
      FloatVector b1 = load(b, w + LENGTH);
      FloatVector b2 = load(b, w + 2 * LENGTH);
      FloatVector b3 = load(b, w + 3 * LENGTH);
      FloatVector v;
      v = broadcast(x[k]);
      a00 = v.fma(b0, a00);
      a01 = v.fma(b1, a01);
      a02 = v.fma(b2, a02);
      a03 = v.fma(b3, a03);
      v = broadcast(x[k + rowStep]);
      a10 = v.fma(b0, a10);
      a11 = v.fma(b1, a11);
      a12 = v.fma(b2, a12);
      a13 = v.fma(b3, a13);
      v = broadcast(x[k + 2 * rowStep]);
      a20 = v.fma(b0, a20);
      a21 = v.fma(b1, a21);
      a22 = v.fma(b2, a22);
      a23 = v.fma(b3, a23);
      v = broadcast(x[k + 3 * rowStep]);
      a30 = v.fma(b0, a30);
      a31 = v.fma(b1, a31);
      a32 = v.fma(b2, a32);
      a33 = v.fma(b3, a33);
    }
    a00.intoArray(out, o);
    a01.intoArray(out, o + LENGTH);
    a02.intoArray(out, o + 2 * LENGTH);
    a03.intoArray(out, o + 3 * LENGTH);
    a10.intoArray(out, o + outStep);
    a11.intoArray(out, o + outStep + LENGTH);
    a12.intoArray(out, o + outStep + 2 * LENGTH);
    a13.intoArray(out, o + outStep + 3 * LENGTH);
    a20.intoArray(out, o + 2 * outStep);
    a21.intoArray(out, o + 2 * outStep + LENGTH);
    a22.intoArray(out, o + 2 * outStep + 2 * LENGTH);
    a23.intoArray(out, o + 2 * outStep + 3 * LENGTH);
    a30.intoArray(out, o + 3 * outStep);
    a31.intoArray(out, o + 3 * outStep + LENGTH);
    a32.intoArray(out, o + 3 * outStep + 2 * LENGTH);
    a33.intoArray(out, o + 3 * outStep + 3 * LENGTH);
  }

  /** Four rows by one vector. */
  private static void tile4x1(
      IndexedProduct p,
      int from,
      int to,
      int bAt,
      float[] start,
      int startAt,
      float[] out,
      int o,
      int outStep) {
    float[] x = p.x;
    int rowStep = p.rowStep;
    int depthStep = p.depthStep;
    int[] rows = p.rows;
    int width = p.width;
    FloatVector s = load(start, startAt);
    FloatVector a0 = s;
    FloatVector a1 = s;
    FloatVector a2 = s;
    FloatVector a3 = s;
    for (int e = from, k = from * depthStep; e < to; e++, k += depthStep) {
      FloatVector b = load(p.b, bAt + rows[e] * width);
      a0 = broadcast(x[k]).fma(b, a0);
      a1 = broadcast(x[k + rowStep]).fma(b, a1);
      a2 = broadcast(x[k + 2 * rowStep]).fma(b, a2);
      a3 = broadcast(x[k + 3 * rowStep]).fma(b, a3);
    }
    a0.intoArray(out, o);
    a1.intoArray(out, o + outStep);
    a2.intoArray(out, o + 2 * outStep);
    a3.intoArray(out, o + 3 * outStep);
  }
}
