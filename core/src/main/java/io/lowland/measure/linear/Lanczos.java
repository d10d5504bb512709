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

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum = Math.fma(a[i], b[i], sum);
    }
    return sum;
  }

  private static double[] scaled(double[] vector, double factor) {
    for (int i = 0; i < vector.length; i++) {
      vector[i] *= factor;
    }
    return vector;
  }
}
