package io.lowland.measure.sharpness;

/**
 * The Cholesky factor of the softmax covariance diag(p) − p pᵀ in closed form (Tanabe and Sagae
 * 1992, "An exact Cholesky decomposition and the generalized inverse of the variance–covariance
 * matrix of the multinomial distribution", J. R. Stat. Soc. B 54). It has rank K − 1 and needs no
 * subtraction, so that small probabilities keep all their digits.
 */
final class SoftmaxCovariance {

  private SoftmaxCovariance() {}

  /**
   * Writes K − 1 vectors v with Σ v vᵀ = diag(p) − p pᵀ.
   *
   * @param probabilities {@code [classes]}, summing to 1
   * @param into modified: {@code [classes - 1][classes]} row-major
   */
  static void factor(double[] probabilities, int classes, double[] into) {
    double[] rest = restSums(probabilities, classes);
    for (int k = 0; k + 1 < classes; k++) {
      int row = k * classes;
      for (int j = 0; j < classes; j++) {
        into[row + j] = 0;
      }
      if (rest[k + 1] == 0) {
        continue; // all the probability is spent: the remaining vectors are zero
      }
      double share = Math.sqrt(probabilities[k] / rest[k]);
      double root = Math.sqrt(rest[k + 1]);
      into[row + k] = share * root;
      for (int j = k + 1; j < classes; j++) {
        into[row + j] = -share * (probabilities[j] / root);
      }
    }
  }

  // rest[k] = p_k + ... + p_{K-1}, summed from the end so that nothing cancels.
  private static double[] restSums(double[] probabilities, int classes) {
    double[] rest = new double[classes + 1];
    for (int k = classes - 1; k >= 0; k--) {
      rest[k] = rest[k + 1] + probabilities[k];
    }
    return rest;
  }
}
