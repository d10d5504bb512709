package io.lowland.measure.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.hipparchus.linear.EigenDecompositionSymmetric;

/**
 * The largest eigenvalue of a symmetric operator by the Lanczos method with full
 * reorthogonalisation (Parlett, "The Symmetric Eigenvalue Problem", chapter 13). Every step applies
 * the operator once and keeps one vector. The estimate never exceeds the largest eigenvalue and
 * grows from step to step.
 */
public final class Lanczos {
  private static final int STEPS_BETWEEN_CHECKS = 4;
  private static final double BREAKDOWN = 1e-14;

  private Lanczos() {}

  /** A symmetric linear map. */
  @FunctionalInterface
  public interface Operator {
    /**
     * y = A x.
     *
     * @param y modified, overwritten
     */
    void apply(double[] x, double[] y);
  }

  /**
   * What was found.
   *
   * @param eigenvalue the largest Ritz value
   * @param residual ‖A v − λ v‖ of its unit vector v: some eigenvalue lies within this distance
   * @param steps applications of the operator
   * @param converged whether the residual is within the tolerance
   */
  public record Result(double eigenvalue, double residual, int steps, boolean converged) {}

  /**
   * Finds the largest eigenvalue.
   *
   * @param seed of the Gaussian start vector
   * @param tolerance on the residual, relative to the eigenvalue
   * @param mostSteps after which the search ends without convergence
   */
  public static Result largest(
      Operator operator, int dimension, long seed, double tolerance, int mostSteps) {
    List<double[]> basis = new ArrayList<>();
    double[] diagonal = new double[mostSteps];
    double[] offDiagonal = new double[mostSteps];
    double[] vector = start(dimension, seed);
    double scale = 0;
    for (int step = 0; ; step++) {
      basis.add(vector);
      double[] image = new double[dimension];
      operator.apply(vector, image);
      diagonal[step] = dot(vector, image);
      // Twice is enough (Parlett, section 6.9).
      orthogonalise(image, basis);
      orthogonalise(image, basis);
      offDiagonal[step] = Math.sqrt(dot(image, image));
      scale = Math.max(scale, Math.abs(diagonal[step]) + offDiagonal[step]);
      boolean invariant = offDiagonal[step] <= BREAKDOWN * scale || step + 1 == dimension;
      boolean last = step + 1 == mostSteps;
      if (invariant || last || step % STEPS_BETWEEN_CHECKS == 0) {
        Result result = ritz(diagonal, offDiagonal, step + 1, invariant, tolerance);
        if (result.converged() || last) {
          return result;
        }
      }
      vector = scaled(image, 1 / offDiagonal[step]);
    }
  }

  /**
   * The Gauss quadrature of an operator's spectral measure at a random vector (Golub and Meurant,
   * "Matrices, Moments and Quadrature", section 3): the sum of weight · f(node) approximates
   * vᵀf(A)v for the unit vector v, and equals it for polynomials f of degree below 2 · nodes.
   *
   * @param nodes Ritz values, not sorted
   * @param weights positive up to rounding, of sum 1
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  public record Quadrature(double[] nodes, double[] weights) {}

  /**
   * Computes a quadrature.
   *
   * @param seed of the Gaussian start vector
   * @param steps nodes, at most; fewer when the vectors span an invariant subspace before
   */
  public static Quadrature quadrature(Operator operator, int dimension, long seed, int steps) {
    List<double[]> basis = new ArrayList<>();
    int most = Math.min(steps, dimension);
    double[] diagonal = new double[most];
    double[] offDiagonal = new double[most];
    double[] vector = start(dimension, seed);
    double scale = 0;
    int step = 0;
    while (true) {
      basis.add(vector);
      double[] image = new double[dimension];
      operator.apply(vector, image);
      diagonal[step] = dot(vector, image);
      orthogonalise(image, basis);
      orthogonalise(image, basis);
      offDiagonal[step] = Math.sqrt(dot(image, image));
      scale = Math.max(scale, Math.abs(diagonal[step]) + offDiagonal[step]);
      step++;
      if (step == most || offDiagonal[step - 1] <= BREAKDOWN * scale) {
        return quadrature(Arrays.copyOf(diagonal, step), Arrays.copyOf(offDiagonal, step - 1));
      }
      vector = scaled(image, 1 / offDiagonal[step - 1]);
    }
  }

  // The nodes are the eigenvalues of the tridiagonal matrix, the weights the squared first
  // components of its unit eigenvectors (Golub and Welsch 1969).
  private static Quadrature quadrature(double[] diagonal, double[] offDiagonal) {
    if (diagonal.length == 1) {
      return new Quadrature(diagonal, new double[] {1});
    }
    var decomposition = new EigenDecompositionSymmetric(diagonal, offDiagonal);
    double[] nodes = new double[diagonal.length];
    double[] weights = new double[diagonal.length];
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = decomposition.getEigenvalue(i);
      double first = decomposition.getEigenvector(i).getEntry(0);
      weights[i] = first * first;
    }
    return new Quadrature(nodes, weights);
  }

  private static Result ritz(
      double[] diagonal, double[] offDiagonal, int steps, boolean invariant, double tolerance) {
    if (steps == 1) {
      double residual = invariant ? 0 : offDiagonal[0];
      return new Result(diagonal[0], residual, 1, residual <= tolerance * Math.abs(diagonal[0]));
    }
    double[] main = Arrays.copyOf(diagonal, steps);
    double[] secondary = Arrays.copyOf(offDiagonal, steps - 1);
    var decomposition = new EigenDecompositionSymmetric(main, secondary);
    int largest = 0;
    for (int i = 1; i < steps; i++) {
      if (decomposition.getEigenvalue(i) > decomposition.getEigenvalue(largest)) {
        largest = i;
      }
    }
    double eigenvalue = decomposition.getEigenvalue(largest);
    double lastComponent = decomposition.getEigenvector(largest).getEntry(steps - 1);
    double residual = invariant ? 0 : offDiagonal[steps - 1] * Math.abs(lastComponent);
    return new Result(eigenvalue, residual, steps, residual <= tolerance * Math.abs(eigenvalue));
  }

  private static double[] start(int dimension, long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    double[] vector = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] = random.nextGaussian();
    }
    return scaled(vector, 1 / Math.sqrt(dot(vector, vector)));
  }

  private static void orthogonalise(double[] vector, List<double[]> basis) {
    for (double[] other : basis) {
      double component = dot(other, vector);
      for (int i = 0; i < vector.length; i++) {
        vector[i] = Math.fma(-component, other[i], vector[i]);
      }
    }
  }

  // Four sums side by side, since one would wait for itself.
  private static double dot(double[] a, double[] b) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 4 <= a.length; i += 4) {
      s0 = Math.fma(a[i], b[i], s0);
      s1 = Math.fma(a[i + 1], b[i + 1], s1);
      s2 = Math.fma(a[i + 2], b[i + 2], s2);
      s3 = Math.fma(a[i + 3], b[i + 3], s3);
    }
    for (; i < a.length; i++) {
      s0 = Math.fma(a[i], b[i], s0);
    }
    return (s0 + s1) + (s2 + s3);
  }

  private static double[] scaled(double[] vector, double factor) {
    for (int i = 0; i < vector.length; i++) {
      vector[i] *= factor;
    }
    return vector;
  }
}
