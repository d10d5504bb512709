package io.lowland.measure.simplicity;

/** Norms of a flat parameter array, accumulated in double. */
final class WeightNorms {

  private WeightNorms() {}

  /** Σ|θ|. */
  static double l1(float[] parameters) {
    double sum = 0;
    for (float parameter : parameters) {
      sum += Math.abs((double) parameter);
    }
    return sum;
  }

  /** sqrt(Σθ²); the square of a float cannot overflow or underflow a double. */
  static double l2(float[] parameters) {
    double sum = 0;
    for (float parameter : parameters) {
      sum += (double) parameter * parameter;
    }
    return Math.sqrt(sum);
  }
}
