package io.lowland.measure.weakness;

import java.util.Arrays;

/**
 * The factorisation N = Qᵀ R of the active rows of a dual active-set method: the rows a_1 … a_q as
 * columns of N, the rows of Q orthonormal, R upper triangular. Rows are appended by Gram–Schmidt
 * with one re-orthogonalisation where it is needed ("twice is enough", Giraud et al. 2005) and
 * removed by Givens rotations.
 *
 * <p>Cost for q active rows of length L: 2qL to project, q²/2 to solve, 3(q − j)L to remove row j.
 */
final class OrthogonalFactor {
  /** Re-orthogonalise when less than this part of the squared length is left. */
  private static final double CANCELLATION = 0.25;

  private final ConeKernels kernels;
  private final int length;
  private int rows;
  private int capacity = 32;
  private double[] basis;

  /** R by columns: entry (i, j) stands at {@code j * capacity + i}. */
  private double[] triangle = new double[capacity * capacity];

  private double[] correction = new double[capacity];

  /** A factorisation of no rows, each of which will have {@code length} entries. */
  OrthogonalFactor(ConeKernels kernels, int length) {
    this.kernels = kernels;
    this.length = length;
    this.basis = new double[capacity * length];
  }

  int rows() {
    return rows;
  }

  void clear() {
    rows = 0;
  }

  /**
   * Splits a row into its part in the span of the active rows and the rest.
   *
   * @param row {@code [length]}
   * @param coordinates Q · row, {@code [rows]}, modified
   * @param rest row − Qᵀ Q row, {@code [length]}, modified
   * @return ‖rest‖²
   */
  double project(double[] row, double[] coordinates, double[] rest) {
    System.arraycopy(row, 0, rest, 0, length);
    double before = kernels.dot(row, 0, row, 0, length);
    subtractSpan(coordinates, rest);
    double after = kernels.dot(rest, 0, rest, 0, length);
    if (after < CANCELLATION * before) {
      subtractSpan(correction, rest);
      for (int i = 0; i < rows; i++) {
        coordinates[i] += correction[i];
      }
      after = kernels.dot(rest, 0, rest, 0, length);
    }
    return after;
  }

  private void subtractSpan(double[] coordinates, double[] rest) {
    for (int i = 0; i < rows; i++) {
      coordinates[i] = kernels.dot(basis, i * length, rest, 0, length);
      kernels.addScaled(-coordinates[i], basis, i * length, rest, 0, length);
    }
  }

  /**
   * Solves R x = coordinates.
   *
   * @param x {@code [rows]}, modified
   */
  void solve(double[] coordinates, double[] x) {
    System.arraycopy(coordinates, 0, x, 0, rows);
    for (int j = rows - 1; j >= 0; j--) {
      int column = j * capacity;
      double value = x[j] / triangle[column + j];
      x[j] = value;
      for (int i = 0; i < j; i++) {
        x[i] -= value * triangle[column + i];
      }
    }
  }

  /** Appends the row that {@link #project} has just split, with ‖rest‖² {@code squaredRest} > 0. */
  void append(double[] coordinates, double[] rest, double squaredRest) {
    grow();
    double norm = Math.sqrt(squaredRest);
    int at = rows * length;
    for (int i = 0; i < length; i++) {
      basis[at + i] = rest[i] / norm;
    }
    System.arraycopy(coordinates, 0, triangle, rows * capacity, rows);
    triangle[rows * capacity + rows] = norm;
    rows++;
  }

  /** Removes active row {@code removed}; those after it move up by one. */
  void remove(int removed) {
    rows--;
    for (int j = removed; j < rows; j++) {
      System.arraycopy(triangle, (j + 1) * capacity, triangle, j * capacity, j + 2);
    }
    for (int i = removed; i < rows; i++) {
      double a = triangle[i * capacity + i];
      double b = triangle[i * capacity + i + 1];
      double norm = Math.hypot(a, b);
      double c = a / norm;
      double s = b / norm;
      for (int j = i; j < rows; j++) {
        double upper = triangle[j * capacity + i];
        double lower = triangle[j * capacity + i + 1];
        triangle[j * capacity + i] = c * upper + s * lower;
        triangle[j * capacity + i + 1] = c * lower - s * upper;
      }
      kernels.rotate(c, s, basis, i * length, basis, (i + 1) * length, length);
    }
  }

  private void grow() {
    if (rows < capacity) {
      return;
    }
    int larger = 2 * capacity;
    basis = Arrays.copyOf(basis, larger * length);
    double[] wider = new double[larger * larger];
    for (int j = 0; j < rows; j++) {
      System.arraycopy(triangle, j * capacity, wider, j * larger, rows);
    }
    triangle = wider;
    correction = new double[larger];
    capacity = larger;
  }
}
