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
   * The row with the smallest margin (w_y − w_c) · v among those below {@code threshold}: v runs
   * over the points, y is the label of v, c over the other classes.
   *
   * @param weights {@code [m][K]}
   * @param workspace at least {@link #workspace} long, modified
   * @return {@code slot * K + c}, or -1 if no margin is below {@code threshold}
   */
  int mostViolated(PricedPoints points, double[] weights, double threshold, double[] workspace);

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
    return (size + lanes()) * (classes + TILE);
  }

  /** Classes whose margins are accumulated side by side. */
  int TILE = 5;
}
