package io.lowland.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products with a sparse left side: a row of weights is added to a row of sums kept in registers,
 * once per entry, with one load per fused multiply-add. The loads come from the second-level cache,
 * so it runs at about 40 % of the speed of {@link Product} per operation, and is the faster one
 * while less than that share of the inputs is not zero. As many vectors as there are registers for
 * are taken per entry.
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
    int[] inputs = x.columns();
    float[] values = x.values();
    int c = 0;
    for (; c + 16 * LENGTH <= columns; c += 16 * LENGTH) {
      for (int r = 0; r < rows; r++) {
        int p = points[from + r];
        row16(
            inputs,
            values,
            starts[p],
            starts[p + 1],
            weights,
            columns,
            c,
            bias,
            relu,
            out,
            r * columns + c);
      }
    }
    for (; c + 8 * LENGTH <= columns; c += 8 * LENGTH) {
      for (int r = 0; r < rows; r++) {
        int p = points[from + r];
        row8(
            inputs,
            values,
            starts[p],
            starts[p + 1],
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
        int p = points[from + r];
        row4(
            inputs,
            values,
            starts[p],
            starts[p + 1],
            weights,
            columns,
            c,
            bias,
            relu,
            out,
            r * columns + c);
      }
    }
    for (; c + LENGTH <= columns; c += LENGTH) {
      for (int r = 0; r < rows; r++) {
        int p = points[from + r];
        row1(
            inputs,
            values,
            starts[p],
            starts[p + 1],
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
    int inputs = x.columnCount();
    int[] rows = x.rows();
    float[] values = x.values();
    int c = 0;
    for (; c + 8 * LENGTH <= columns; c += 8 * LENGTH) {
      for (int i = 0; i < inputs; i++) {
        column8(rows, values, x.start(i), x.end(i), delta, columns, c, into, i * columns + c);
      }
    }
    for (; c + 4 * LENGTH <= columns; c += 4 * LENGTH) {
      for (int i = 0; i < inputs; i++) {
        column4(rows, values, x.start(i), x.end(i), delta, columns, c, into, i * columns + c);
      }
    }
    for (; c + LENGTH <= columns; c += LENGTH) {
      for (int i = 0; i < inputs; i++) {
        column1(rows, values, x.start(i), x.end(i), delta, columns, c, into, i * columns + c);
      }
    }
  }

  private static FloatVector load(float[] from, int at) {
    return FloatVector.fromArray(SPECIES, from, at);
  }

  /** Outputs {@code c} to {@code c + 16 · LENGTH} of one row. */
  private static void row16(
      int[] inputs,
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
    FloatVector a8 = load(bias, c + 8 * LENGTH);
    FloatVector a9 = load(bias, c + 9 * LENGTH);
    FloatVector a10 = load(bias, c + 10 * LENGTH);
    FloatVector a11 = load(bias, c + 11 * LENGTH);
    FloatVector a12 = load(bias, c + 12 * LENGTH);
    FloatVector a13 = load(bias, c + 13 * LENGTH);
    FloatVector a14 = load(bias, c + 14 * LENGTH);
    FloatVector a15 = load(bias, c + 15 * LENGTH);
    for (int e = from; e < to; e++) {
      FloatVector x = FloatVector.broadcast(SPECIES, values[e]);
      int w = inputs[e] * columns + c;
      a0 = x.fma(load(weights, w), a0);
      a1 = x.fma(load(weights, w + LENGTH), a1);
      a2 = x.fma(load(weights, w + 2 * LENGTH), a2);
      a3 = x.fma(load(weights, w + 3 * LENGTH), a3);
      a4 = x.fma(load(weights, w + 4 * LENGTH), a4);
      a5 = x.fma(load(weights, w + 5 * LENGTH), a5);
      a6 = x.fma(load(weights, w + 6 * LENGTH), a6);
      a7 = x.fma(load(weights, w + 7 * LENGTH), a7);
      a8 = x.fma(load(weights, w + 8 * LENGTH), a8);
      a9 = x.fma(load(weights, w + 9 * LENGTH), a9);
      a10 = x.fma(load(weights, w + 10 * LENGTH), a10);
      a11 = x.fma(load(weights, w + 11 * LENGTH), a11);
      a12 = x.fma(load(weights, w + 12 * LENGTH), a12);
      a13 = x.fma(load(weights, w + 13 * LENGTH), a13);
      a14 = x.fma(load(weights, w + 14 * LENGTH), a14);
      a15 = x.fma(load(weights, w + 15 * LENGTH), a15);
    }
    (relu ? a0.max(0) : a0).intoArray(out, o);
    (relu ? a1.max(0) : a1).intoArray(out, o + LENGTH);
    (relu ? a2.max(0) : a2).intoArray(out, o + 2 * LENGTH);
    (relu ? a3.max(0) : a3).intoArray(out, o + 3 * LENGTH);
    (relu ? a4.max(0) : a4).intoArray(out, o + 4 * LENGTH);
    (relu ? a5.max(0) : a5).intoArray(out, o + 5 * LENGTH);
    (relu ? a6.max(0) : a6).intoArray(out, o + 6 * LENGTH);
    (relu ? a7.max(0) : a7).intoArray(out, o + 7 * LENGTH);
    (relu ? a8.max(0) : a8).intoArray(out, o + 8 * LENGTH);
    (relu ? a9.max(0) : a9).intoArray(out, o + 9 * LENGTH);
    (relu ? a10.max(0) : a10).intoArray(out, o + 10 * LENGTH);
    (relu ? a11.max(0) : a11).intoArray(out, o + 11 * LENGTH);
    (relu ? a12.max(0) : a12).intoArray(out, o + 12 * LENGTH);
    (relu ? a13.max(0) : a13).intoArray(out, o + 13 * LENGTH);
    (relu ? a14.max(0) : a14).intoArray(out, o + 14 * LENGTH);
    (relu ? a15.max(0) : a15).intoArray(out, o + 15 * LENGTH);
  }

  /** Outputs {@code c} to {@code c + 8 · LENGTH} of one row. */
  private static void row8(
      int[] inputs,
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
      int w = inputs[e] * columns + c;
      a0 = x.fma(load(weights, w), a0);
      a1 = x.fma(load(weights, w + LENGTH), a1);
      a2 = x.fma(load(weights, w + 2 * LENGTH), a2);
      a3 = x.fma(load(weights, w + 3 * LENGTH), a3);
      a4 = x.fma(load(weights, w + 4 * LENGTH), a4);
      a5 = x.fma(load(weights, w + 5 * LENGTH), a5);
      a6 = x.fma(load(weights, w + 6 * LENGTH), a6);
      a7 = x.fma(load(weights, w + 7 * LENGTH), a7);
    }
    (relu ? a0.max(0) : a0).intoArray(out, o);
    (relu ? a1.max(0) : a1).intoArray(out, o + LENGTH);
    (relu ? a2.max(0) : a2).intoArray(out, o + 2 * LENGTH);
    (relu ? a3.max(0) : a3).intoArray(out, o + 3 * LENGTH);
    (relu ? a4.max(0) : a4).intoArray(out, o + 4 * LENGTH);
    (relu ? a5.max(0) : a5).intoArray(out, o + 5 * LENGTH);
    (relu ? a6.max(0) : a6).intoArray(out, o + 6 * LENGTH);
    (relu ? a7.max(0) : a7).intoArray(out, o + 7 * LENGTH);
  }

  /** Outputs {@code c} to {@code c + 4 · LENGTH} of one row. */
  private static void row4(
      int[] inputs,
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
      int w = inputs[e] * columns + c;
      a0 = x.fma(load(weights, w), a0);
      a1 = x.fma(load(weights, w + LENGTH), a1);
      a2 = x.fma(load(weights, w + 2 * LENGTH), a2);
      a3 = x.fma(load(weights, w + 3 * LENGTH), a3);
    }
    (relu ? a0.max(0) : a0).intoArray(out, o);
    (relu ? a1.max(0) : a1).intoArray(out, o + LENGTH);
    (relu ? a2.max(0) : a2).intoArray(out, o + 2 * LENGTH);
    (relu ? a3.max(0) : a3).intoArray(out, o + 3 * LENGTH);
  }

  /** Outputs {@code c} to {@code c + 1 · LENGTH} of one row. */
  private static void row1(
      int[] inputs,
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
      int w = inputs[e] * columns + c;
      a0 = x.fma(load(weights, w), a0);
    }
    (relu ? a0.max(0) : a0).intoArray(out, o);
  }

  /** Weights {@code c} to {@code c + 8 · LENGTH} of one input. */
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

  /** Weights {@code c} to {@code c + 4 · LENGTH} of one input. */
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

  /** Weights {@code c} to {@code c + 1 · LENGTH} of one input. */
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
