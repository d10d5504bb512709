package io.lowland.training;

/**
 * The arithmetic of the steps that {@link Sam} and {@link Asam} take away from the minimum, on one
 * array of parameters.
 */
final class Ascent {
  private Ascent() {}

  /** What the gradient is multiplied by: 0 where it vanishes. */
  static float step(double rho, double squares) {
    return squares == 0 ? 0 : (float) (rho / Math.sqrt(squares));
  }

  /** Σ g², in double: a float sum over many parameters would lose digits. */
  static double squares(float[] gradient) {
    double even = 0;
    double odd = 0;
    int i = 0;
    // Two sums, so that an addition need not wait for the one before.
    for (; i + 1 < gradient.length; i += 2) {
      even += (double) gradient[i] * gradient[i];
      odd += (double) gradient[i + 1] * gradient[i + 1];
    }
    if (i < gradient.length) {
      even += (double) gradient[i] * gradient[i];
    }
    return even + odd;
  }

  /** Σ ((|w| + eta) g)². */
  static double scaledSquares(float[] w, float[] gradient, float eta) {
    double sum = 0;
    for (int i = 0; i < w.length; i++) {
      float scaled = (Math.abs(w[i]) + eta) * gradient[i];
      sum += (double) scaled * scaled;
    }
    return sum;
  }

  static void ascend(float[] w, float[] gradient, float step) {
    for (int i = 0; i < w.length; i++) {
      w[i] += step * gradient[i];
    }
  }

  static void ascendAdaptively(float[] w, float[] gradient, float eta, float step) {
    for (int i = 0; i < w.length; i++) {
      float scale = Math.abs(w[i]) + eta;
      w[i] += step * scale * scale * gradient[i];
    }
  }
}
