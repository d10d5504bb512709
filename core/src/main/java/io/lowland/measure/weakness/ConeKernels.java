package io.lowland.measure.weakness;

/**
 * The inner loops of the weakness engine. {@link PlainConeKernels} says what each does; {@link
 * VectorConeKernels} does it fast.
 *
 * <p>Classifier weights are flat, {@code [m][K]}: coordinate after coordinate, the K classes of
 * each. m = d + 1 is the length of a point in homogeneous coordinates.
 */
interface ConeKernels {

  /** The fastest kernels of this machine. */
  static ConeKernels fastest() {
    return VectorConeKernels.INSTANCE;
  }

  /** How many points a block of {@link PricedPoints} must have. */
  int lanes();

  /** Σ a[aOffset + i] · b[bOffset + i] over {@code length} entries. */
  double dot(double[] a, int aOffset, double[] b, int bOffset, int length);

  /**
   * y ← y + factor · x.
   *
   * @param y modified
   */
  void addScaled(double factor, double[] x, int xOffset, double[] y, int yOffset, int length);

  /**
   * (x, y) ← (c x + s y, c y − s x), a Givens rotation of two vectors.
   *
   * @param x modified
   * @param y modified
   */
  void rotate(double c, double s, double[] x, int xOffset, double[] y, int yOffset, int length);

  /**
   * Prices all rows: of each block, the row with the smallest margin (w_y − w_k) · v if that is
   * below {@code threshold}; y is the label of point v, k runs over the other classes. Of equal
   * ones, that with the lowest class, then the lowest slot.
   *
   * @param weights {@code [m][K]}
   * @param rows {@code [blocks]}, modified: the rows found, in ascending order of blocks, each as
   *     {@code slot * K + k}
   * @param workspace at least {@link #workspace} long, modified
   * @return how many were found
   */
  int violated(
      PricedPoints points, double[] weights, double threshold, int[] rows, double[] workspace);

  /**
   * For every point and class k: the margin s_k − max_{j≠k} s_j of the scores s = vᵀw. Where it is
   * larger than {@code best}, replaces {@code best} by it and {@code bestWitness} by {@code
   * witness}. The labels of {@code points} play no role.
   *
   * @param best {@code [blocks][K][lanes]}, modified
   * @param bestWitness {@code [blocks][K][lanes]}, modified
   * @param workspace at least {@link #workspace} long, modified
   */
  void improve(
      PricedPoints points,
      double[] weights,
      int witness,
      double[] best,
      double[] bestWitness,
      double[] workspace);

  /** Length of the workspace for points of length {@code size} and {@code classes} classes. */
  default int workspace(int size, int classes) {
    return (size + 1 + 2 * lanes()) * (classes + TILE);
  }

  /** Classes whose margins are accumulated side by side. */
  int TILE = 5;
}
