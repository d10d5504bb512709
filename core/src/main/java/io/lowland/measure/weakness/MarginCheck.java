package io.lowland.measure.weakness;

import java.math.BigDecimal;

/**
 * Re-checks evidence against the features themselves. A margin counts as positive only when its
 * floating-point value exceeds a bound of its rounding error, or when its exact value, summed
 * without any rounding, is positive.
 *
 * <p>The bound is the standard one for a sum of m products, γ_m Σ|w||φ| ≤ γ_m ‖w‖‖φ‖ (Higham,
 * Accuracy and Stability of Numerical Algorithms, section 3.1), with generous constants.
 */
final class MarginCheck {
  private static final double UNIT_ROUNDOFF = 0x1p-53;

  private final ConeKernels kernels;
  private final LabelledFeatures training;
  private final int size;
  private final int classes;

  /** (φ, 1) of the training points, scaled by powers of two, which is exact, to lengths below 1. */
  private final PricedPoints points;

  private final double[] workspace;
  private final int[] suspects;

  MarginCheck(ConeKernels kernels, LabelledFeatures training) {
    this.kernels = kernels;
    this.training = training;
    this.size = training.homogeneous();
    this.classes = training.classes();
    double[] rows = new double[training.count() * size];
    for (int i = 0; i < training.count(); i++) {
      training.homogeneous(i, rows, i * size);
      int exponent = Math.getExponent(norm(rows, i * size)) + 1;
      for (int f = i * size; f < (i + 1) * size; f++) {
        rows[f] = Math.scalb(rows[f], -exponent);
      }
    }
    this.points =
        new PricedPoints(rows, training.labels(), training.count(), size, classes, kernels.lanes());
    this.workspace = new double[kernels.workspace(size, classes)];
    this.suspects = new int[points.blocks];
  }

  private double norm(double[] row, int offset) {
    double squares = 0;
    for (int f = offset; f < offset + size; f++) {
      squares += row[f] * row[f];
    }
    return Math.sqrt(squares);
  }

  /** Whether {@code weights} ({@code [m][K]}) classify every training point strictly. */
  boolean separatesTraining(double[] weights) {
    double largest = 0;
    for (double weight : weights) {
      largest = Math.max(largest, Math.abs(weight));
    }
    if (!(largest < Double.POSITIVE_INFINITY)) {
      return false;
    }
    // ‖w_y − w_k‖ ≤ 2 √m max|w|; m products, one subtraction of weights, a factor 2 to spare.
    // Products below the normal range are covered by the smallest normal number.
    double certain = 4 * (size + 4) * UNIT_ROUNDOFF * Math.sqrt(size) * largest + Double.MIN_NORMAL;
    if (kernels.violated(points, weights, certain, suspects, workspace) == 0) {
      return true;
    }
    double[] point = new double[size];
    for (int i = 0; i < training.count(); i++) {
      training.homogeneous(i, point, 0);
      if (!classifies(weights, point, training.labels()[i])) {
        return false;
      }
    }
    return true;
  }

  /** Whether {@code weights} give {@code point} ({@code [m]}, homogeneous) the class strictly. */
  boolean classifies(double[] weights, double[] point, int wanted) {
    for (int k = 0; k < classes; k++) {
      if (k != wanted && !exceeds(weights, point, wanted, k)) {
        return false;
      }
    }
    return true;
  }

  private boolean exceeds(double[] weights, double[] point, int wanted, int rival) {
    double margin = 0;
    double magnitude = 0;
    for (int f = 0, at = 0; f < size; f++, at += classes) {
      double own = point[f] * weights[at + wanted];
      double other = point[f] * weights[at + rival];
      margin += own - other;
      magnitude += Math.abs(own) + Math.abs(other);
    }
    double error = 2 * (size + 2) * UNIT_ROUNDOFF * magnitude + Double.MIN_NORMAL;
    if (margin > error) {
      return true;
    }
    return margin >= -error && exactMargin(weights, point, wanted, rival).signum() > 0;
  }

  private BigDecimal exactMargin(double[] weights, double[] point, int wanted, int rival) {
    BigDecimal margin = BigDecimal.ZERO;
    for (int f = 0, at = 0; f < size; f++, at += classes) {
      BigDecimal difference =
          new BigDecimal(weights[at + wanted]).subtract(new BigDecimal(weights[at + rival]));
      margin = margin.add(difference.multiply(new BigDecimal(point[f])));
    }
    return margin;
  }

  /**
   * The certificate with the margin bound that it proves.
   *
   * @param probe (φ, 1) of the probe, {@code [m]}
   * @param probeClass the class asked for
   */
  FarkasCertificate certificate(
      int[] rowPoints, int[] rivals, double[] multipliers, double[] probe, int probeClass) {
    double[] residual = new double[size * classes];
    double weight = 0;
    double[] point = new double[size];
    for (int i = 0; i < rowPoints.length; i++) {
      int wanted = probeClass;
      if (rowPoints[i] == FarkasCertificate.PROBE) {
        System.arraycopy(probe, 0, point, 0, size);
      } else {
        training.homogeneous(rowPoints[i], point, 0);
        wanted = training.labels()[rowPoints[i]];
      }
      for (int f = 0, at = 0; f < size; f++, at += classes) {
        double term = multipliers[i] * point[f];
        residual[at + wanted] += term;
        residual[at + rivals[i]] -= term;
      }
      weight += multipliers[i] * Math.sqrt(2) * norm(point, 0);
    }
    double squares = 0;
    for (double value : residual) {
      squares += value * value;
    }
    // Every entry is a sum of at most as many rounded products as there are rows.
    double rounding = 2 * (rowPoints.length + 2) * UNIT_ROUNDOFF;
    double bound = Math.sqrt(squares) / weight * (1 + 1e-9) + rounding;
    return new FarkasCertificate(rowPoints, rivals, multipliers, bound);
  }
}
