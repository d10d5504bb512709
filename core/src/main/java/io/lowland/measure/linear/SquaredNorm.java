package io.lowland.measure.linear;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Squared Euclidean norms, with the Vector API. The order of the sum depends on the vector length,
 * and on nothing else.
 */
public final class SquaredNorm {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private SquaredNorm() {}

  /** Σ x², x the {@code length} elements from {@code from} on. */
  public static double of(double[] x, int from, int length) {
    var squares = DoubleVector.zero(SPECIES);
    int i = 0;
    for (; i + LANES <= length; i += LANES) {
      var value = DoubleVector.fromArray(SPECIES, x, from + i);
      squares = value.fma(value, squares);
    }
    double sum = sumInOrder(squares);
    for (; i < length; i++) {
      sum = Math.fma(x[from + i], x[from + i], sum);
    }
    return sum;
  }

  /**
   * The sum of the lanes, first to last. {@code reduceLanes} leaves the order open, and results
   * then differ between interpreted and compiled code.
   */
  private static double sumInOrder(DoubleVector squares) {
    double sum = 0;
    for (double lane : squares.toArray()) {
      sum += lane;
    }
    return sum;
  }
}
