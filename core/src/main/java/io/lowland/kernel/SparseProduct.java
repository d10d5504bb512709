package io.lowland.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products with a sparse left side: a row of weights is added to a row of sums kept in registers,
 * once per entry. One load per fused multiply-add, so about half the speed of {@link Product} per
 * operation, and faster whenever fewer than half the entries are not zero.
 */
final class SparseProduct {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LENGTH = SPECIES.length();

  private SparseProduct() {}

  /**
   * As {@link Kernels#affine(SparseRows, int[], int, int, float[], float[], int, boolean,
   * float[])}.
   */
  static void affine(
      SparseRows x,
      int[] points,
      int from,
      int rows,
      float[] weights,
      float[] bias,
      int columns,
      boolean relu,
      float[] out) {
    int[] starts = x.starts();
    int c = 0;
    for (; c + 8 * LENGTH <= columns; c += 8 * LENGTH) {
      for (int r = 0; r < rows; r++) {
        int point = points[from + r];
        row8(
            x.columns(),
            x.values(),
            starts[point],
            starts[point + 1],
            weights,
            columns,
            c,
            bias,
            relu,
            out,
            r * columns + c);
      }
    }
    for (; c + 4 * LENGTH <= columns; c += 4 * LENGTH) {
      for (int r = 0; r < rows; r++) {
        int point = points[from + r];
        row4(
            x.columns(),
            x.values(),
            starts[point],
            starts[point + 1],
            weights,
            columns,
            c,
            bias,
            relu,
            out,
            r * columns + c);
      }
    }
    for (; c < columns; c += LENGTH) {
      for (int r = 0; r < rows; r++) {
        int point = points[from + r];
        row1(
            x.columns(),
            x.values(),
            starts[point],
            starts[point + 1],
            weights,
            columns,
            c,
            bias,
            relu,
            out,
            r * columns + c);
      }
    }
  }

  /** As {@link Kernels#addOuterProducts(SparseColumns, float[], int, float[])}. */
  static void addOuterProducts(SparseColumns x, float[] delta, int columns, float[] into) {
    int[] starts = x.starts();
    int inputs = x.columnCount();
    int c = 0;
    for (; c + 8 * LENGTH <= columns; c += 8 * LENGTH) {
      for (int i = 0; i < inputs; i++) {
        column8(
            x.rows(),
            x.values(),
            starts[i],
            starts[i + 1],
            delta,
            columns,
            c,
            into,
            i * columns + c);
      }
    }
    for (; c + 4 * LENGTH <= columns; c += 4 * LENGTH) {
      for (int i = 0; i < inputs; i++) {
        column4(
            x.rows(),
            x.values(),
            starts[i],
            starts[i + 1],
            delta,
            columns,
            c,
            into,
            i * columns + c);
      }
    }
    for (; c < columns; c += LENGTH) {
      for (int i = 0; i < inputs; i++) {
        column1(
            x.rows(),
            x.values(),
            starts[i],
            starts[i + 1],
            delta,
            columns,
            c,
            into,
            i * columns + c);
      }
    }
  }

  private static FloatVector load(float[] from, int at) {
    return FloatVector.fromArray(SPECIES, from, at);
  }

  /** Outputs {@code c} to {@code c + 8 · LENGTH} of one sparse row. */
  private static void row8(
      int[] columnsOf,
      float[] values,
      int from,
      int to,
      float[] weights,
      int columns,
      int c,
      float[] bias,
      boolean relu,
      float[] out,
      int o) {
    FloatVector a0 = load(bias, c);
    FloatVector a1 = load(bias, c + LENGTH);
    FloatVector a2 = load(bias, c + 2 * LENGTH);
    FloatVector a3 = load(bias, c + 3 * LENGTH);
    FloatVector a4 = load(bias, c + 4 * LENGTH);
    FloatVector a5 = load(bias, c + 5 * LENGTH);
    FloatVector a6 = load(bias, c + 6 * LENGTH);
    FloatVector a7 = load(bias, c + 7 * LENGTH);
    for (int e = from; e < to; e++) {
      FloatVector x = FloatVector.broadcast(SPECIES, values[e]);
      int w = columnsOf[e] * columns + c;
      a0 = x.fma(load(weights, w), a0);
      a1 = x.fma(load(weights, w + LENGTH), a1);
      a2 = x.fma(load(weights, w + 2 * LENGTH), a2);
      a3 = x.fma(load(weights, w + 3 * LENGTH), a3);
      a4 = x.fma(load(weights, w + 4 * LENGTH), a4);
      a5 = x.fma(load(weights, w + 5 * LENGTH), a5);
      a6 = x.fma(load(weights, w + 6 * LENGTH), a6);
      a7 = x.fma(load(weights, w + 7 * LENGTH), a7);
    }
    if (relu) {
      a0 = a0.max(0);
      a1 = a1.max(0);
      a2 = a2.max(0);
      a3 = a3.max(0);
      a4 = a4.max(0);
      a5 = a5.max(0);
      a6 = a6.max(0);
      a7 = a7.max(0);
    }
    a0.intoArray(out, o);
    a1.intoArray(out, o + LENGTH);
    a2.intoArray(out, o + 2 * LENGTH);
    a3.intoArray(out, o + 3 * LENGTH);
    a4.intoArray(out, o + 4 * LENGTH);
    a5.intoArray(out, o + 5 * LENGTH);
    a6.intoArray(out, o + 6 * LENGTH);
    a7.intoArray(out, o + 7 * LENGTH);
  }

  /** Outputs {@code c} to {@code c + 4 · LENGTH} of one sparse row. */
  private static void row4(
      int[] columnsOf,
      float[] values,
      int from,
      int to,
      float[] weights,
      int columns,
      int c,
      float[] bias,
      boolean relu,
      float[] out,
      int o) {
    FloatVector a0 = load(bias, c);
    FloatVector a1 = load(bias, c + LENGTH);
    FloatVector a2 = load(bias, c + 2 * LENGTH);
    FloatVector a3 = load(bias, c + 3 * LENGTH);
    for (int e = from; e < to; e++) {
      FloatVector x = FloatVector.broadcast(SPECIES, values[e]);
      int w = columnsOf[e] * columns + c;
      a0 = x.fma(load(weights, w), a0);
      a1 = x.fma(load(weights, w + LENGTH), a1);
      a2 = x.fma(load(weights, w + 2 * LENGTH), a2);
      a3 = x.fma(load(weights, w + 3 * LENGTH), a3);
    }
    if (relu) {
      a0 = a0.max(0);
      a1 = a1.max(0);
      a2 = a2.max(0);
      a3 = a3.max(0);
    }
    a0.intoArray(out, o);
    a1.intoArray(out, o + LENGTH);
    a2.intoArray(out, o + 2 * LENGTH);
    a3.intoArray(out, o + 3 * LENGTH);
  }

  /** Outputs {@code c} to {@code c + 1 · LENGTH} of one sparse row. */
  private static void row1(
      int[] columnsOf,
      float[] values,
      int from,
      int to,
      float[] weights,
      int columns,
      int c,
      float[] bias,
      boolean relu,
      float[] out,
      int o) {
    FloatVector a0 = load(bias, c);
    for (int e = from; e < to; e++) {
      FloatVector x = FloatVector.broadcast(SPECIES, values[e]);
      int w = columnsOf[e] * columns + c;
      a0 = x.fma(load(weights, w), a0);
    }
    if (relu) {
      a0 = a0.max(0);
    }
    a0.intoArray(out, o);
  }

  /** Weights {@code c} to {@code c + 8 · LENGTH} of one pixel. */
  private static void column8(
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
    FloatVector a4 = FloatVector.zero(SPECIES);
    FloatVector a5 = FloatVector.zero(SPECIES);
    FloatVector a6 = FloatVector.zero(SPECIES);
    FloatVector a7 = FloatVector.zero(SPECIES);
    for (int e = from; e < to; e++) {
      FloatVector x = FloatVector.broadcast(SPECIES, values[e]);
      int d = rows[e] * columns + c;
      a0 = x.fma(load(delta, d), a0);
      a1 = x.fma(load(delta, d + LENGTH), a1);
      a2 = x.fma(load(delta, d + 2 * LENGTH), a2);
      a3 = x.fma(load(delta, d + 3 * LENGTH), a3);
      a4 = x.fma(load(delta, d + 4 * LENGTH), a4);
      a5 = x.fma(load(delta, d + 5 * LENGTH), a5);
      a6 = x.fma(load(delta, d + 6 * LENGTH), a6);
      a7 = x.fma(load(delta, d + 7 * LENGTH), a7);
    }
    a0.add(load(into, o)).intoArray(into, o);
    a1.add(load(into, o + LENGTH)).intoArray(into, o + LENGTH);
    a2.add(load(into, o + 2 * LENGTH)).intoArray(into, o + 2 * LENGTH);
    a3.add(load(into, o + 3 * LENGTH)).intoArray(into, o + 3 * LENGTH);
    a4.add(load(into, o + 4 * LENGTH)).intoArray(into, o + 4 * LENGTH);
    a5.add(load(into, o + 5 * LENGTH)).intoArray(into, o + 5 * LENGTH);
    a6.add(load(into, o + 6 * LENGTH)).intoArray(into, o + 6 * LENGTH);
    a7.add(load(into, o + 7 * LENGTH)).intoArray(into, o + 7 * LENGTH);
  }

  /** Weights {@code c} to {@code c + 4 · LENGTH} of one pixel. */
  private static void column4(
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
    for (int e = from; e < to; e++) {
      FloatVector x = FloatVector.broadcast(SPECIES, values[e]);
      int d = rows[e] * columns + c;
      a0 = x.fma(load(delta, d), a0);
      a1 = x.fma(load(delta, d + LENGTH), a1);
      a2 = x.fma(load(delta, d + 2 * LENGTH), a2);
      a3 = x.fma(load(delta, d + 3 * LENGTH), a3);
    }
    a0.add(load(into, o)).intoArray(into, o);
    a1.add(load(into, o + LENGTH)).intoArray(into, o + LENGTH);
    a2.add(load(into, o + 2 * LENGTH)).intoArray(into, o + 2 * LENGTH);
    a3.add(load(into, o + 3 * LENGTH)).intoArray(into, o + 3 * LENGTH);
  }

  /** Weights {@code c} to {@code c + 1 · LENGTH} of one pixel. */
  private static void column1(
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
    for (int e = from; e < to; e++) {
      FloatVector x = FloatVector.broadcast(SPECIES, values[e]);
      int d = rows[e] * columns + c;
      a0 = x.fma(load(delta, d), a0);
    }
    a0.add(load(into, o)).intoArray(into, o);
  }
}
