package io.lowland.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The outer products of {@link BlockColumns} and a dense matrix: a tile of 4 columns by 4 vectors
 * keeps 16 sums in registers and needs 4 loads and 4 broadcasts for 16 fused multiply-adds, as
 * dense products do, but skips the rows that are zero in all 4 columns.
 */
final class BlockProduct {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Float> BLOCK = FloatVector.SPECIES_128;
  private static final int LENGTH = SPECIES.length();

  /** Columns of the dense matrix that are taken at once. */
  static final int PANEL = 4 * LENGTH;

  private BlockProduct() {}

  /** Copies the four values of a block. */
  static void copy(float[] from, int at, float[] into, int to) {
    FloatVector.fromArray(BLOCK, from, at).intoArray(into, to);
  }

  /**
   * As {@link Kernels#addOuterProducts(BlockColumns, float[], int, float[])}.
   *
   * @param panel room for {@link #PANEL} columns of {@code delta}, modified
   */
  static void addOuterProducts(
      BlockColumns x, float[] delta, int columns, float[] into, float[] panel) {
    int whole = x.columnCount() / BlockColumns.WIDTH;
    int c = 0;
    for (; c + PANEL <= columns; c += PANEL) {
      float[] packed = delta;
      if (columns > PANEL) {
        // Rows that lie a power of two apart would compete for the same sets of the cache.
        pack(delta, c, columns, x.count(), panel);
        packed = panel;
      }
      for (int b = 0; b < whole; b++) {
        int o = BlockColumns.WIDTH * b * columns + c;
        tile4x4(x.rows(), x.values(), x.start(b), x.end(b), packed, columns, into, o);
      }
    }
    for (; c < columns; c += LENGTH) {
      for (int b = 0; b < whole; b++) {
        int o = BlockColumns.WIDTH * b * columns + c;
        tile4x1(x.rows(), x.values(), x.start(b), x.end(b), delta, columns, c, into, o);
      }
    }
    for (int i = whole * BlockColumns.WIDTH; i < x.columnCount(); i++) {
      for (c = 0; c < columns; c += LENGTH) {
        column(x, i, delta, columns, c, into);
      }
    }
  }

  private static void pack(float[] delta, int c, int columns, int rows, float[] panel) {
    for (int r = 0; r < rows; r++) {
      for (int v = 0; v < PANEL; v += LENGTH) {
        load(delta, r * columns + c + v).intoArray(panel, r * PANEL + v);
      }
    }
  }

  private static FloatVector load(float[] from, int at) {
    return FloatVector.fromArray(SPECIES, from, at);
  }

  private static void add(FloatVector sums, float[] into, int at) {
    sums.add(load(into, at)).intoArray(into, at);
  }

  /** Four columns by four vectors. */
  private static void tile4x4(
      int[] rows,
      float[] values,
      int from,
      int to,
      float[] panel,
      int columns,
      float[] into,
      int o) {
    FloatVector a00 = FloatVector.zero(SPECIES);
    FloatVector a01 = FloatVector.zero(SPECIES);
    FloatVector a02 = FloatVector.zero(SPECIES);
    FloatVector a03 = FloatVector.zero(SPECIES);
    FloatVector a10 = FloatVector.zero(SPECIES);
    FloatVector a11 = FloatVector.zero(SPECIES);
    FloatVector a12 = FloatVector.zero(SPECIES);
    FloatVector a13 = FloatVector.zero(SPECIES);
    FloatVector a20 = FloatVector.zero(SPECIES);
    FloatVector a21 = FloatVector.zero(SPECIES);
    FloatVector a22 = FloatVector.zero(SPECIES);
    FloatVector a23 = FloatVector.zero(SPECIES);
    FloatVector a30 = FloatVector.zero(SPECIES);
    FloatVector a31 = FloatVector.zero(SPECIES);
    FloatVector a32 = FloatVector.zero(SPECIES);
    FloatVector a33 = FloatVector.zero(SPECIES);
    for (int e = from, v = BlockColumns.WIDTH * from; e < to; e++, v += BlockColumns.WIDTH) {
      int d = rows[e] * PANEL;
      FloatVector b0 = load(panel, d);
      FloatVector b1 = load(panel, d + LENGTH);
      FloatVector b2 = load(panel, d + 2 * LENGTH);
      FloatVector b3 = load(panel, d + 3 * LENGTH);
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
    add(a00, into, o);
    add(a01, into, o + LENGTH);
    add(a02, into, o + 2 * LENGTH);
    add(a03, into, o + 3 * LENGTH);
    add(a10, into, o + columns);
    add(a11, into, o + columns + LENGTH);
    add(a12, into, o + columns + 2 * LENGTH);
    add(a13, into, o + columns + 3 * LENGTH);
    add(a20, into, o + 2 * columns);
    add(a21, into, o + 2 * columns + LENGTH);
    add(a22, into, o + 2 * columns + 2 * LENGTH);
    add(a23, into, o + 2 * columns + 3 * LENGTH);
    add(a30, into, o + 3 * columns);
    add(a31, into, o + 3 * columns + LENGTH);
    add(a32, into, o + 3 * columns + 2 * LENGTH);
    add(a33, into, o + 3 * columns + 3 * LENGTH);
  }

  /** Four columns by one vector. */
  private static void tile4x1(
      int[] rows,
      float[] values,
      int from,
      int to,
      float[] delta,
      int columns,
      int c,
      float[] into,
      int o) {
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector a1 = FloatVector.zero(SPECIES);
    FloatVector a2 = FloatVector.zero(SPECIES);
    FloatVector a3 = FloatVector.zero(SPECIES);
    for (int e = from, v = BlockColumns.WIDTH * from; e < to; e++, v += BlockColumns.WIDTH) {
      FloatVector b = load(delta, rows[e] * columns + c);
      a0 = FloatVector.broadcast(SPECIES, values[v]).fma(b, a0);
      a1 = FloatVector.broadcast(SPECIES, values[v + 1]).fma(b, a1);
      a2 = FloatVector.broadcast(SPECIES, values[v + 2]).fma(b, a2);
      a3 = FloatVector.broadcast(SPECIES, values[v + 3]).fma(b, a3);
    }
    add(a0, into, o);
    add(a1, into, o + columns);
    add(a2, into, o + 2 * columns);
    add(a3, into, o + 3 * columns);
  }

  /** Column {@code i}, of a block that is not full, by one vector. */
  private static void column(
      BlockColumns x, int i, float[] delta, int columns, int c, float[] into) {
    int block = i / BlockColumns.WIDTH;
    int place = i % BlockColumns.WIDTH;
    FloatVector sum = FloatVector.zero(SPECIES);
    for (int e = x.start(block); e < x.end(block); e++) {
      sum =
          FloatVector.broadcast(SPECIES, x.values()[BlockColumns.WIDTH * e + place])
              .fma(load(delta, x.rows()[e] * columns + c), sum);
    }
    add(sum, into, i * columns + c);
  }
}
