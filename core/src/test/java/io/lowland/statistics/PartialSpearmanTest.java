package io.lowland.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Expected values: SciPy 1.17.1 and NumPy 2.4.6. With {@code R = [rankdata(v) for v in [x, y, *z]]}
 * and {@code P = inv(corrcoef(R))}: ρ = −P[0, 1] / √(P[0, 0] P[1, 1]), t = ρ √(df / (1 − ρ²)), df =
 * n − 2 − len(z), p = {@code 2 * stats.t.sf(abs(t), df)}.
 */
class PartialSpearmanTest {
  private static final double[] X = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3};
  private static final double[] Y = {2, 7, 1, 8, 2, 8, 1, 8, 2, 8};
  private static final double[] Z = {1, 2, 2, 4, 3, 8, 5, 5, 9, 7};
  private static final double[] Z2 = {9, 2, 5, 4, 4, 1, 7, 7, 2, 5};

  @Test
  void agreesWithTheInverseCorrelationMatrix() {
    assertAgrees(List.of(Z), -0.03734127173686916, 0.9240173230771034);
    assertAgrees(List.of(Z, Z2), -0.03569719064831767, 0.9331246064877782);
  }

  @Test
  void withoutCovariatesItIsSpearman() {
    assertThat(PartialSpearman.of(X, Y, List.of())).isEqualTo(Spearman.of(X, Y));
  }

  @Test
  void redundantAndConstantCovariatesChangeNothing() {
    double[] constant = new double[10];
    assertThat(PartialSpearman.of(X, Y, List.of(Z, Z.clone(), constant)))
        .isEqualTo(PartialSpearman.of(X, Y, List.of(Z)));
  }

  @Test
  void undefinedAnswersSayWhy() {
    assertThat(PartialSpearman.of(X, Y, List.of(X)).whyUndefined())
        .contains("the covariates determine one of the variables");
    double[] three = {1, 2, 3};
    assertThat(
            PartialSpearman.of(three, new double[] {1, 3, 2}, List.of(new double[] {2, 1, 3}))
                .whyUndefined())
        .contains("3 points; at least 4 are needed");
    assertThat(
            PartialSpearman.of(three, three, List.of(new double[] {1, Double.NaN, 2}))
                .whyUndefined())
        .contains("value 2 of 3 is NaN");
  }

  private static void assertAgrees(List<double[]> covariates, double rho, double p) {
    CorrelationTest test = PartialSpearman.of(X, Y, covariates).toOptional().orElseThrow();
    assertThat(test.coefficient()).isCloseTo(rho, within(1e-12));
    assertThat(test.p()).isCloseTo(p, within(1e-12));
  }
}
