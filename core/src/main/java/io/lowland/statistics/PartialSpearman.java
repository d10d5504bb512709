package io.lowland.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Partial Spearman correlation: the correlation that is left between the ranks of x and of y when
 * their linear dependence on the ranks of k covariates is removed from both. The two-sided p-value
 * is that of Student's t with n − 2 − k degrees of freedom.
 */
public final class PartialSpearman {
  /** A residual below this fraction of its vector is rounding: the variable is explained. */
  private static final double EXPLAINED = 1e-10;

  private PartialSpearman() {}

  /**
   * Partial ρ of x and y given {@code covariates}, each with a value per point; no array is
   * modified. A constant covariate, or one that the others determine, removes nothing and is not
   * counted in k. Without covariates this is {@link Spearman}.
   *
   * @return undefined where Spearman's ρ is, where fewer than k + 3 points are given, or where the
   *     covariates determine x or y
   * @throws IllegalArgumentException if the lengths differ
   */
  public static Outcome<CorrelationTest> of(double[] x, double[] y, List<double[]> covariates) {
    Optional<String> reason = Samples.whyNotCorrelated(x, y, Spearman.MINIMUM);
    for (double[] covariate : covariates) {
      Samples.requireEqualLengths(x, covariate);
      reason = reason.or(() -> Samples.firstNonFinite(covariate));
    }
    if (reason.isPresent()) {
      return Outcome.undefined(reason.get());
    }
    if (covariates.isEmpty()) {
      return Spearman.of(x, y);
    }
    List<double[]> basis = orthonormalBasis(covariates);
    return basis.isEmpty() ? Spearman.of(x, y) : given(x, y, basis);
  }

  private static Outcome<CorrelationTest> given(double[] x, double[] y, List<double[]> basis) {
    int n = x.length;
    int degreesOfFreedom = n - 2 - basis.size();
    if (degreesOfFreedom < 1) {
      return Outcome.undefined(Samples.tooFew(n, basis.size() + Spearman.MINIMUM));
    }
    double[] xResidual = ranks(x);
    double[] yResidual = ranks(y);
    if (!removed(xResidual, basis) || !removed(yResidual, basis)) {
      return Outcome.undefined("the covariates determine one of the variables");
    }
    double rho =
        Spearman.cosine(
            dot(xResidual, yResidual), dot(xResidual, xResidual), dot(yResidual, yResidual));
    return Outcome.of(new CorrelationTest(rho, Spearman.twoSidedP(rho, degreesOfFreedom), n));
  }

  private static List<double[]> orthonormalBasis(List<double[]> covariates) {
    List<double[]> basis = new ArrayList<>();
    for (double[] covariate : covariates) {
      double[] direction = ranks(covariate);
      if (removed(direction, basis)) {
        double norm = Math.sqrt(dot(direction, direction));
        basis.add(Arrays.stream(direction).map(each -> each / norm).toArray());
      }
    }
    return basis;
  }

  /** Removes the basis from {@code vector} (modified); false if nothing but rounding is left. */
  private static boolean removed(double[] vector, List<double[]> basis) {
    double before = dot(vector, vector);
    // Twice is enough: one pass of Gram–Schmidt may leave a component of the order of rounding.
    for (int pass = 0; pass < 2; pass++) {
      for (double[] direction : basis) {
        double along = dot(vector, direction);
        for (int i = 0; i < vector.length; i++) {
          vector[i] -= along * direction[i];
        }
      }
    }
    return dot(vector, vector) > EXPLAINED * EXPLAINED * before;
  }

  private static double[] ranks(double[] values) {
    return Arrays.stream(new SortedSample(values).centredRanks()).asDoubleStream().toArray();
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
