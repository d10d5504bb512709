package io.lowland.measure.weakness;

/**
 * An invertible linear map v = L⁻¹ S (φ, 1) of homogeneous features that makes those of the
 * training points nearly orthonormal on average. Which labellings a linear classifier can realise
 * does not depend on such a map; the number of active-set steps and their rounding errors do.
 *
 * <p>S divides every feature by its root mean square over the training points; L is the Cholesky
 * factor of the scaled second moments plus {@link #RIDGE} on the diagonal, which keeps the map
 * invertible when features are constant, equal or zero on all training points.
 */
final class FeatureTransform {

  /** Added to the unit diagonal of the second moments: L has a condition number below 1e5 · √m. */
  private static final double RIDGE = 1e-9;

  private final int size;
  private final double[] scale;
  private final double[] lower;

  private FeatureTransform(int size, double[] scale, double[] lower) {
    this.size = size;
    this.scale = scale;
    this.lower = lower;
  }

  /** The transform of {@code training}'s features. */
  static FeatureTransform of(LabelledFeatures training) {
    int size = training.homogeneous();
    double[] scale = inverseRootMeanSquares(training);
    double[] moments = new double[size * size];
    double[] point = new double[size];
    for (int i = 0; i < training.count(); i++) {
      training.homogeneous(i, point, 0);
      for (int f = 0; f < size; f++) {
        point[f] *= scale[f];
      }
      for (int f = 0; f < size; f++) {
        for (int g = 0; g <= f; g++) {
          moments[f * size + g] += point[f] * point[g];
        }
      }
    }
    for (int i = 0; i < moments.length; i++) {
      moments[i] /= Math.max(1, training.count());
    }
    for (int f = 0; f < size; f++) {
      moments[f * size + f] += RIDGE;
    }
    cholesky(moments, size);
    return new FeatureTransform(size, scale, moments);
  }

  private static double[] inverseRootMeanSquares(LabelledFeatures training) {
    int size = training.homogeneous();
    double[] largest = new double[size];
    double[] point = new double[size];
    for (int i = 0; i < training.count(); i++) {
      training.homogeneous(i, point, 0);
      for (int f = 0; f < size; f++) {
        largest[f] = Math.max(largest[f], Math.abs(point[f]));
      }
    }
    double[] squares = new double[size];
    for (int i = 0; i < training.count(); i++) {
      training.homogeneous(i, point, 0);
      for (int f = 0; f < size; f++) {
        double ratio = largest[f] == 0 ? 0 : point[f] / largest[f];
        squares[f] += ratio * ratio;
      }
    }
    double[] scale = new double[size];
    for (int f = 0; f < size; f++) {
      scale[f] = largest[f] == 0 ? 1 : 1 / (largest[f] * Math.sqrt(squares[f] / training.count()));
    }
    return scale;
  }

  /** Replaces the lower triangle of a positive definite matrix by its Cholesky factor. */
  private static void cholesky(double[] a, int size) {
    for (int j = 0; j < size; j++) {
      for (int i = j; i < size; i++) {
        double sum = a[i * size + j];
        for (int k = 0; k < j; k++) {
          sum -= a[i * size + k] * a[j * size + k];
        }
        a[i * size + j] = i == j ? Math.sqrt(Math.max(sum, RIDGE)) : sum / a[j * size + j];
      }
    }
  }

  /** Replaces (φ, 1) at {@code offset} by v. */
  void apply(double[] point, int offset) {
    for (int f = 0; f < size; f++) {
      double sum = point[offset + f] * scale[f];
      for (int g = 0; g < f; g++) {
        sum -= lower[f * size + g] * point[offset + g];
      }
      point[offset + f] = sum / lower[f * size + f];
    }
  }

  /**
   * Turns classifier weights on v into weights on (φ, 1) with the same scores, in place.
   *
   * @param weights {@code [d+1][K]}, modified
   */
  void toOriginal(double[] weights, int classes) {
    for (int k = 0; k < classes; k++) {
      for (int f = size - 1; f >= 0; f--) {
        double sum = weights[f * classes + k];
        for (int g = f + 1; g < size; g++) {
          sum -= lower[g * size + f] * weights[g * classes + k];
        }
        weights[f * classes + k] = sum / lower[f * size + f];
      }
      for (int f = 0; f < size; f++) {
        weights[f * classes + k] *= scale[f];
      }
    }
  }

  /**
   * Turns classifier weights on (φ, 1) into weights on v with the same scores, in place.
   *
   * @param weights {@code [d+1][K]}, modified
   */
  void fromOriginal(double[] weights, int classes) {
    for (int k = 0; k < classes; k++) {
      for (int f = 0; f < size; f++) {
        weights[f * classes + k] /= scale[f];
      }
      for (int f = 0; f < size; f++) {
        double sum = 0;
        for (int g = f; g < size; g++) {
          sum += lower[g * size + f] * weights[g * classes + k];
        }
        weights[f * classes + k] = sum;
      }
    }
  }
}
