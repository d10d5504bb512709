package io.lowland.kernel;

import static io.lowland.kernel.Product.NO_FLOOR;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Four rows that are mostly zero times a panel: {@code out[i] ⊕= start + Σ_e values[4 e + i] ·
 * b[index[e]]} for {@code i} = 0 ... 3. The rows share a list of the places where one of them is
 * not zero, so that a tile of 4 rows by 4 vectors needs 4 loads and 4 broadcasts for 16 fused
 * multiply-adds, as dense products do.
 */
final class IndexedProduct {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LENGTH = SPECIES.length();

  /** Rows taken at once. */
  static final int ROWS = 4;

  private final int[] index;
  private final float[] values;
  private final float[] b;
  private final int width;

  /**
   * Rows whose entries stand in {@code index} and {@code values}.
   *
   * @param index row of {@code b} of each entry
   * @param values {@code [entries][4]}
   * @param b panels of {@code width} columns
   */
  IndexedProduct(int[] index, float[] values, float[] b, int width) {
    this.index = index;
    this.values = values;
    this.b = b;
    this.width = width;
  }

  /**
   * Computes four rows from the entries {@code from ... to - 1}.
   *
   * @param bAt where the panel starts
   * @param start what the sums start with, from {@code startAt} on
   * @param floor what the result is at least
   * @param out overwritten, {@code width} columns from {@code o0, ..., o3} on
   */
  void store(
      int from,
      int to,
      int bAt,
      float[] start,
      int startAt,
      float floor,
      float[] out,
      int o0,
      int o1,
      int o2,
      int o3) {
    int c = 0;
    for (; c + 4 * LENGTH <= width; c += 4 * LENGTH) {
      tile4x4(
          this, from, to, bAt + c, start, startAt + c, floor, out, o0 + c, o1 + c, o2 + c, o3 + c);
    }
    for (; c < width; c += LENGTH) {
      tile4x1(
          this, from, to, bAt + c, start, startAt + c, floor, out, o0 + c, o1 + c, o2 + c, o3 + c);
    }
  }

  /**
   * Adds four rows from the entries {@code from ... to - 1} to four rows of a panel.
   *
   * @param zeros as {@code start} of {@link #store}: zeros
   * @param tile room for {@link Product#TILE} sums
   */
  void add(int from, int to, float[] zeros, float[] into, int intoAt, float[] tile) {
    int c = 0;
    for (; c + 4 * LENGTH <= width; c += 4 * LENGTH) {
      tile4x4(this, from, to, c, zeros, 0, NO_FLOOR, tile, 0, 4 * LENGTH, 8 * LENGTH, 12 * LENGTH);
      Product.addTile(tile, ROWS, 4 * LENGTH, into, intoAt + c, width);
    }
    for (; c < width; c += LENGTH) {
      tile4x1(this, from, to, c, zeros, 0, NO_FLOOR, tile, 0, LENGTH, 2 * LENGTH, 3 * LENGTH);
      Product.addTile(tile, ROWS, LENGTH, into, intoAt + c, width);
    }
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
      float floor,
      float[] out,
      int o0,
      int o1,
      int o2,
      int o3) {
    int[] index = p.index;
    float[] values = p.values;
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
    for (int e = from, v = ROWS * from; e < to; e++, v += ROWS) {
      int w = bAt + index[e] * width;
      FloatVector b0 = load(b, w);
      FloatVector b1 = load(b, w + LENGTH);
      FloatVector b2 = load(b, w + 2 * LENGTH);
      FloatVector b3 = load(b, w + 3 * LENGTH);
      FloatVector x;
      x = FloatVector.broadcast(SPECIES, values[v]);
      a00 = x.fma(b0, a00);
      a01 = x.fma(b1, a01);
      a02 = x.fma(b2, a02);
      a03 = x.fma(b3, a03);
      x = FloatVector.broadcast(SPECIES, values[v + 1]);
      a10 = x.fma(b0, a10);
      a11 = x.fma(b1, a11);
      a12 = x.fma(b2, a12);
      a13 = x.fma(b3, a13);
      x = FloatVector.broadcast(SPECIES, values[v + 2]);
      a20 = x.fma(b0, a20);
      a21 = x.fma(b1, a21);
      a22 = x.fma(b2, a22);
      a23 = x.fma(b3, a23);
      x = FloatVector.broadcast(SPECIES, values[v + 3]);
      a30 = x.fma(b0, a30);
      a31 = x.fma(b1, a31);
      a32 = x.fma(b2, a32);
      a33 = x.fma(b3, a33);
    }
    a00.max(floor).intoArray(out, o0);
    a01.max(floor).intoArray(out, o0 + LENGTH);
    a02.max(floor).intoArray(out, o0 + 2 * LENGTH);
    a03.max(floor).intoArray(out, o0 + 3 * LENGTH);
    a10.max(floor).intoArray(out, o1);
    a11.max(floor).intoArray(out, o1 + LENGTH);
    a12.max(floor).intoArray(out, o1 + 2 * LENGTH);
    a13.max(floor).intoArray(out, o1 + 3 * LENGTH);
    a20.max(floor).intoArray(out, o2);
    a21.max(floor).intoArray(out, o2 + LENGTH);
    a22.max(floor).intoArray(out, o2 + 2 * LENGTH);
    a23.max(floor).intoArray(out, o2 + 3 * LENGTH);
    a30.max(floor).intoArray(out, o3);
    a31.max(floor).intoArray(out, o3 + LENGTH);
    a32.max(floor).intoArray(out, o3 + 2 * LENGTH);
    a33.max(floor).intoArray(out, o3 + 3 * LENGTH);
  }

  /** Four rows by one vector. */
  private static void tile4x1(
      IndexedProduct p,
      int from,
      int to,
      int bAt,
      float[] start,
      int startAt,
      float floor,
      float[] out,
      int o0,
      int o1,
      int o2,
      int o3) {
    int[] index = p.index;
    float[] values = p.values;
    int width = p.width;
    FloatVector s = load(start, startAt);
    FloatVector a0 = s;
    FloatVector a1 = s;
    FloatVector a2 = s;
    FloatVector a3 = s;
    for (int e = from, v = ROWS * from; e < to; e++, v += ROWS) {
      FloatVector b = load(p.b, bAt + index[e] * width);
      a0 = FloatVector.broadcast(SPECIES, values[v]).fma(b, a0);
      a1 = FloatVector.broadcast(SPECIES, values[v + 1]).fma(b, a1);
      a2 = FloatVector.broadcast(SPECIES, values[v + 2]).fma(b, a2);
      a3 = FloatVector.broadcast(SPECIES, values[v + 3]).fma(b, a3);
    }
    a0.max(floor).intoArray(out, o0);
    a1.max(floor).intoArray(out, o1);
    a2.max(floor).intoArray(out, o2);
    a3.max(floor).intoArray(out, o3);
  }
}
