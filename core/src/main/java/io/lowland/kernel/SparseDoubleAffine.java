package io.lowland.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Affine layers on inputs many of which are zero, in double arithmetic. Order of the sums as in
 * {@link DoubleAffine}, so the two give the same bits.
 *
 * <p>Weights stand in {@link Panels}. All rows pass by the weights of a stretch of inputs to one
 * panel of outputs, 32 KiB that stay in the nearest cache, before the next stretch is looked at.
 * Two rows go together: of two images 228 pixels are not zero, not 298, each of whose weights is
 * loaded once, and a tile's beginning and end cost as much as its short loop.
 */
public final class SparseDoubleAffine {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LENGTH = SPECIES.length();

  private SparseDoubleAffine() {}

  /**
   * A layer on sparse inputs.
   *
   * @param x not modified
   * @param weights {@code [inputs][columns]} in {@link Panels}; not modified
   * @param bias {@code [columns]}; not modified
   * @param relu whether max(0, ·) follows
   * @param out {@code [rows][columns]}, modified
   */
  public static void sparse(
      SparseRows x, double[] weights, double[] bias, int columns, boolean relu, double[] out) {
    int rows = x.rowCount();
    DoubleAffine.repeat(bias, columns, rows, out);
    for (int c = 0; c < columns; c += Panels.WIDTH) {
      int width = Panels.width(columns, c);
      for (int stretch = 0; stretch < x.stretches(); stretch++) {
        for (int r = 0; r < rows; r += 2) {
          int from = x.start(r / 2, stretch);
          int to = x.start(r / 2, stretch + 1);
          if (from < to) {
            int o = r * columns + c;
            // The last of an odd number of rows is paired with itself.
            int step = r + 1 < rows ? columns : 0;
            addPair(x, from, to, weights, c * x.inputCount(), width, out, o, o + step);
          }
        }
      }
    }
    if (relu) {
      DoubleAffine.rectify(out, rows * columns);
    }
  }

  private static void addPair(
      SparseRows x,
      int from,
      int to,
      double[] weights,
      int at,
      int width,
      double[] out,
      int o0,
      int o1) {
    int c = 0;
    for (; c + 8 * LENGTH <= width; c += 8 * LENGTH) {
      add2x8(x, from, to, weights, at + c, width, out, o0 + c, o1 + c);
    }
    for (; c < width; c += LENGTH) {
      add2x1(x, from, to, weights, at + c, width, out, o0 + c, o1 + c);
    }
  }

  private static void add2x8(
      SparseRows x,
      int from,
      int to,
      double[] weights,
      int at,
      int width,
      double[] out,
      int o0,
      int o1) {
    int[] inputs = x.inputs();
    double[] one = x.values(0);
    double[] other = x.values(1);
    DoubleVector a00 = load(out, o0);
    DoubleVector a01 = load(out, o0 + LENGTH);
    DoubleVector a02 = load(out, o0 + 2 * LENGTH);
    DoubleVector a03 = load(out, o0 + 3 * LENGTH);
    DoubleVector a04 = load(out, o0 + 4 * LENGTH);
    DoubleVector a05 = load(out, o0 + 5 * LENGTH);
    DoubleVector a06 = load(out, o0 + 6 * LENGTH);
    DoubleVector a07 = load(out, o0 + 7 * LENGTH);
    DoubleVector a10 = load(out, o1);
    DoubleVector a11 = load(out, o1 + LENGTH);
    DoubleVector a12 = load(out, o1 + 2 * LENGTH);
    DoubleVector a13 = load(out, o1 + 3 * LENGTH);
    DoubleVector a14 = load(out, o1 + 4 * LENGTH);
    DoubleVector a15 = load(out, o1 + 5 * LENGTH);
    DoubleVector a16 = load(out, o1 + 6 * LENGTH);
    DoubleVector a17 = load(out, o1 + 7 * LENGTH);
    for (int e = from; e < to; e++) {
      DoubleVector x0 = DoubleVector.broadcast(SPECIES, one[e]);
      DoubleVector x1 = DoubleVector.broadcast(SPECIES, other[e]);
      int w = at + inputs[e] * width;
      DoubleVector b;
      b = load(weights, w);
      a00 = x0.fma(b, a00);
      a10 = x1.fma(b, a10);
      b = load(weights, w + LENGTH);
      a01 = x0.fma(b, a01);
      a11 = x1.fma(b, a11);
      b = load(weights, w + 2 * LENGTH);
      a02 = x0.fma(b, a02);
      a12 = x1.fma(b, a12);
      b = load(weights, w + 3 * LENGTH);
      a03 = x0.fma(b, a03);
      a13 = x1.fma(b, a13);
      b = load(weights, w + 4 * LENGTH);
      a04 = x0.fma(b, a04);
      a14 = x1.fma(b, a14);
      b = load(weights, w + 5 * LENGTH);
      a05 = x0.fma(b, a05);
      a15 = x1.fma(b, a15);
      b = load(weights, w + 6 * LENGTH);
      a06 = x0.fma(b, a06);
      a16 = x1.fma(b, a16);
      b = load(weights, w + 7 * LENGTH);
      a07 = x0.fma(b, a07);
      a17 = x1.fma(b, a17);
    }
    a00.intoArray(out, o0);
    a01.intoArray(out, o0 + LENGTH);
    a02.intoArray(out, o0 + 2 * LENGTH);
    a03.intoArray(out, o0 + 3 * LENGTH);
    a04.intoArray(out, o0 + 4 * LENGTH);
    a05.intoArray(out, o0 + 5 * LENGTH);
    a06.intoArray(out, o0 + 6 * LENGTH);
    a07.intoArray(out, o0 + 7 * LENGTH);
    a10.intoArray(out, o1);
    a11.intoArray(out, o1 + LENGTH);
    a12.intoArray(out, o1 + 2 * LENGTH);
    a13.intoArray(out, o1 + 3 * LENGTH);
    a14.intoArray(out, o1 + 4 * LENGTH);
    a15.intoArray(out, o1 + 5 * LENGTH);
    a16.intoArray(out, o1 + 6 * LENGTH);
    a17.intoArray(out, o1 + 7 * LENGTH);
  }

  private static void add2x1(
      SparseRows x,
      int from,
      int to,
      double[] weights,
      int at,
      int width,
      double[] out,
      int o0,
      int o1) {
    int[] inputs = x.inputs();
    double[] one = x.values(0);
    double[] other = x.values(1);
    DoubleVector a00 = load(out, o0);
    DoubleVector a10 = load(out, o1);
    for (int e = from; e < to; e++) {
      DoubleVector x0 = DoubleVector.broadcast(SPECIES, one[e]);
      DoubleVector x1 = DoubleVector.broadcast(SPECIES, other[e]);
      int w = at + inputs[e] * width;
      DoubleVector b;
      b = load(weights, w);
      a00 = x0.fma(b, a00);
      a10 = x1.fma(b, a10);
    }
    a00.intoArray(out, o0);
    a10.intoArray(out, o1);
  }

  private static DoubleVector load(double[] from, int at) {
    return DoubleVector.fromArray(SPECIES, from, at);
  }
}
