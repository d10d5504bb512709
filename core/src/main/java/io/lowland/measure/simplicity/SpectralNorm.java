package io.lowland.measure.simplicity;

import io.lowland.measure.linear.Lanczos;
import io.lowland.network.Network;

/** The largest singular value of a layer's weight matrix. */
final class SpectralNorm {
  private static final long SEED = 0;
  private static final double TOLERANCE = 1e-12;
  private static final int MOST_STEPS = 300;

  private SpectralNorm() {}

  /**
   * The spectral norm of the weights of affine layer {@code layer}; NaN if some weight is not
   * finite. The weights are scaled by a power of two first, so that scaling them by another scales
   * the answer exactly.
   */
  static double of(Network network, int layer) {
    int rows = network.architecture().fanOut(layer);
    int columns = network.architecture().fanIn(layer);
    double[] weights = new double[rows * columns];
    double largest = 0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = network.parameters()[network.architecture().weightOffset(layer) + i];
      if (!Double.isFinite(weights[i])) {
        return Double.NaN;
      }
      largest = Math.max(largest, Math.abs(weights[i]));
    }
    if (largest == 0) {
      return 0;
    }
    int exponent = Math.getExponent(largest);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.scalb(weights[i], -exponent);
    }
    double squared =
        Lanczos.largest(
                (x, y) -> applyGram(weights, rows, columns, x, y),
                rows,
                SEED,
                TOLERANCE,
                MOST_STEPS)
            .eigenvalue();
    return Math.scalb(Math.sqrt(squared), exponent);
  }

  // y = W Wᵀ x
  private static void applyGram(double[] weights, int rows, int columns, double[] x, double[] y) {
    double[] middle = new double[columns];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        middle[c] = Math.fma(x[r], weights[r * columns + c], middle[c]);
      }
    }
    for (int r = 0; r < rows; r++) {
      double sum = 0;
      for (int c = 0; c < columns; c++) {
        sum = Math.fma(weights[r * columns + c], middle[c], sum);
      }
      y[r] = sum;
    }
  }
}
