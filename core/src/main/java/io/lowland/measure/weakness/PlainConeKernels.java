package io.lowland.measure.weakness;

/** {@link ConeKernels} as plain loops: the meaning, and the oracle of the tests. */
final class PlainConeKernels implements ConeKernels {
  private final int lanes;

  /** Kernels for blocks of {@code lanes} points. */
  PlainConeKernels(int lanes) {
    this.lanes = lanes;
  }

  @Override
  public int lanes() {
    return lanes;
  }

  @Override
  public double dot(double[] a, int aOffset, double[] b, int bOffset, int length) {
    double sum = 0;
    for (int i = 0; i < length; i++) {
      sum += a[aOffset + i] * b[bOffset + i];
    }
    return sum;
  }

  @Override
  public void addScaled(
      double factor, double[] x, int xOffset, double[] y, int yOffset, int length) {
    for (int i = 0; i < length; i++) {
      y[yOffset + i] += factor * x[xOffset + i];
    }
  }

  @Override
  public void rotate(
      double c, double s, double[] x, int xOffset, double[] y, int yOffset, int length) {
    for (int i = 0; i < length; i++) {
      double old = x[xOffset + i];
      x[xOffset + i] = c * old + s * y[yOffset + i];
      y[yOffset + i] = c * y[yOffset + i] - s * old;
    }
  }

  @Override
  public int violated(
      PricedPoints points, double[] weights, double threshold, int[] rows, double[] workspace) {
    int found = 0;
    for (int block = 0; block < points.blocks; block++) {
      int label = points.blockLabels[block];
      double smallest = threshold;
      int row = -1;
      for (int k = 0; k < points.classes; k++) {
        for (int slot = block * lanes; slot < (block + 1) * lanes; slot++) {
          double margin = score(points, weights, slot, label) - score(points, weights, slot, k);
          if (k != label && margin < smallest) {
            smallest = margin;
            row = slot * points.classes + k;
          }
        }
      }
      if (row >= 0) {
        rows[found++] = row;
      }
    }
    return found;
  }

  @Override
  public void improve(
      PricedPoints points,
      double[] weights,
      int witness,
      double[] best,
      double[] bestWitness,
      double[] workspace) {
    int classes = points.classes;
    for (int slot = 0; slot < points.pointOfSlot.length; slot++) {
      for (int k = 0; k < classes; k++) {
        double rival = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < classes; j++) {
          if (j != k) {
            rival = Math.max(rival, score(points, weights, slot, j));
          }
        }
        double margin = score(points, weights, slot, k) - rival;
        int at = (slot / lanes * classes + k) * lanes + slot % lanes;
        if (margin > best[at]) {
          best[at] = margin;
          bestWitness[at] = witness;
        }
      }
    }
  }

  private double score(PricedPoints points, double[] weights, int slot, int k) {
    double sum = 0;
    int from = slot / lanes * points.size * lanes + slot % lanes;
    for (int f = 0; f < points.size; f++) {
      sum += points.values[from + f * lanes] * weights[f * points.classes + k];
    }
    return sum;
  }
}
