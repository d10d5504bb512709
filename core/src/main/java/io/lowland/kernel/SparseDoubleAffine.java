package io.lowland.kernel;

import static io.lowland.kernel.DoubleAffine.load;
import static io.lowland.kernel.DoubleAffine.store;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Affine layers on inputs many of which are zero, in double arithmetic: each input that is not zero
 * meets its row of weights. Layout of the weights and order of the sums as in {@link DoubleAffine},
 * so the two give the same bits.
 */
public final class SparseDoubleAffine {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LENGTH = SPECIES.length();

  private SparseDoubleAffine() {}

  /**
   * A layer on sparse inputs.
   *
   * @param starts {@code [rows + 1]}: row r has the entries {@code starts[r] ... starts[r+1]-1}
   * @param inputs input of each entry, ascending within a row
   * @param values value of each entry
   * @param weights {@code [inputs][columns]}; not modified
   * @param bias {@code [columns]}; not modified
   * @param relu whether max(0, ·) follows
   * @param out {@code [rows][columns]}, modified
   */
  public static void sparse(
      int[] starts,
      int[] inputs,
      double[] values,
      int rows,
      double[] weights,
      double[] bias,
      int columns,
      boolean relu,
      double[] out) {
    double floor = relu ? 0 : Double.NEGATIVE_INFINITY;
    int c = 0;
    for (; c + 8 * LENGTH <= columns; c += 8 * LENGTH) {
      for (int r = 0; r < rows; r++) {
        row8(
            inputs,
            values,
            starts[r],
            starts[r + 1],
            weights,
            columns,
            c,
            bias,
            floor,
            out,
            r * columns + c);
      }
    }
    for (; c < columns; c += LENGTH) {
      for (int r = 0; r < rows; r++) {
        row1(
            inputs,
            values,
            starts[r],
            starts[r + 1],
            weights,
            columns,
            c,
            bias,
            floor,
            out,
            r * columns + c);
      }
    }
  }

  private static void row8(
      int[] inputs,
      double[] values,
      int from,
      int to,
      double[] weights,
      int columns,
      int c,
      double[] bias,
      double floor,
      double[] out,
      int o) {
    DoubleVector a0 = load(bias, c);
    DoubleVector a1 = load(bias, c + LENGTH);
    DoubleVector a2 = load(bias, c + 2 * LENGTH);
    DoubleVector a3 = load(bias, c + 3 * LENGTH);
    DoubleVector a4 = load(bias, c + 4 * LENGTH);
    DoubleVector a5 = load(bias, c + 5 * LENGTH);
    DoubleVector a6 = load(bias, c + 6 * LENGTH);
    DoubleVector a7 = load(bias, c + 7 * LENGTH);
    for (int e = from; e < to; e++) {
      DoubleVector x = DoubleVector.broadcast(SPECIES, values[e]);
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
    store(a0, floor, out, o);
    store(a1, floor, out, o + LENGTH);
    store(a2, floor, out, o + 2 * LENGTH);
    store(a3, floor, out, o + 3 * LENGTH);
    store(a4, floor, out, o + 4 * LENGTH);
    store(a5, floor, out, o + 5 * LENGTH);
    store(a6, floor, out, o + 6 * LENGTH);
    store(a7, floor, out, o + 7 * LENGTH);
  }

  private static void row1(
      int[] inputs,
      double[] values,
      int from,
      int to,
      double[] weights,
      int columns,
      int c,
      double[] bias,
      double floor,
      double[] out,
      int o) {
    DoubleVector a0 = load(bias, c);
    for (int e = from; e < to; e++) {
      DoubleVector x = DoubleVector.broadcast(SPECIES, values[e]);
      int w = inputs[e] * columns + c;
      a0 = x.fma(load(weights, w), a0);
    }
    store(a0, floor, out, o);
  }
}
