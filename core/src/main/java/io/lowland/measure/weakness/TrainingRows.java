package io.lowland.measure.weakness;

import java.util.Arrays;

/**
 * The rows (e_y − e_k) ⊗ v of all training points, each of length 1, never stored as a matrix: v
 * stands once per point, divided by √2‖v‖, in the layout of {@link PricedPoints}.
 */
final class TrainingRows {
  private final ConeKernels kernels;
  private final PricedPoints points;

  /** {@code [n]}: √2‖v‖. */
  private final double[] norms;

  /**
   * The rows of transformed training points.
   *
   * @param transformed v, {@code [n][m]}, modified: divided by √2‖v‖
   */
  TrainingRows(ConeKernels kernels, double[] transformed, int[] labels, int size, int classes) {
    this.kernels = kernels;
    this.norms = new double[labels.length];
    for (int i = 0; i < labels.length; i++) {
      norms[i] = normalise(transformed, i * size, size);
    }
    this.points =
        new PricedPoints(transformed, labels, labels.length, size, classes, kernels.lanes());
  }

  /** Divides a point by √2 times its length, which it returns; a row of it then has length 1. */
  static double normalise(double[] point, int offset, int size) {
    double squares = 0;
    for (int f = 0; f < size; f++) {
      squares += point[offset + f] * point[offset + f];
    }
    double norm = Math.sqrt(2 * squares);
    for (int f = 0; f < size; f++) {
      point[offset + f] /= norm;
    }
    return norm;
  }

  int size() {
    return points.size;
  }

  int classes() {
    return points.classes;
  }

  /** How many rows {@link #violated} finds at most. */
  int candidates() {
    return points.blocks;
  }

  /** Finds violated rows, see {@link ConeKernels#violated}. */
  int violated(double[] weights, double threshold, int[] found, double[] workspace) {
    return kernels.violated(points, weights, threshold, found, workspace);
  }

  /** The smallest margin of all rows; infinite if there are none. */
  double smallestMargin(double[] weights, double[] workspace) {
    int[] found = new int[candidates()];
    int count = violated(weights, Double.POSITIVE_INFINITY, found, workspace);
    double smallest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      smallest = Math.min(smallest, margin(found[i], weights));
    }
    return smallest;
  }

  /** The margin of one row. */
  double margin(int row, double[] weights) {
    int classes = points.classes;
    int slot = row / classes;
    int label = points.blockLabels[slot / points.lanes];
    int other = row % classes;
    int from = slot / points.lanes * points.size * points.lanes + slot % points.lanes;
    double margin = 0;
    for (int f = 0, at = 0; f < points.size; f++, at += classes) {
      margin +=
          points.values[from + f * points.lanes] * (weights[at + label] - weights[at + other]);
    }
    return margin;
  }

  /**
   * Writes a row out.
   *
   * @param into {@code [m][K]}, modified
   */
  void fill(int row, double[] into) {
    int classes = points.classes;
    int slot = row / classes;
    int label = points.blockLabels[slot / points.lanes];
    int other = row % classes;
    int from = slot / points.lanes * points.size * points.lanes + slot % points.lanes;
    Arrays.fill(into, 0);
    for (int f = 0, at = 0; f < points.size; f++, at += classes) {
      double value = points.values[from + f * points.lanes];
      into[at + label] = value;
      into[at + other] = -value;
    }
  }

  /** The training point of a row. */
  int point(int row) {
    return points.pointOfSlot[row / points.classes];
  }

  /** The class k that a row compares with the label. */
  int rival(int row) {
    return row % points.classes;
  }

  /** What a row of the transformed point was divided by. */
  double norm(int row) {
    return norms[point(row)];
  }
}
