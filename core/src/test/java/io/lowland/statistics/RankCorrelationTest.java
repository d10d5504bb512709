package io.lowland.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Expected values: SciPy 1.17.1, {@code scipy.stats.spearmanr(x, y)} and {@code kendalltau(x, y)}
 * on the arrays below, printed with {@code repr}.
 */
class RankCorrelationTest {
  private static final double[] TIED_X = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3};
  private static final double[] TIED_Y = {2, 7, 1, 8, 2, 8, 1, 8, 2, 8};
  private static final double[] X = {0.5, 1.5, 0.1, 2.5, 3.7, 2.9, 4.4};
  private static final double[] Y = {1.0, 0.3, 0.7, 3.1, 2.2, 2.6, 5.0};

  @Test
  void spearmanWithTiesAgreesWithSciPy() {
    assertAgrees(Spearman.of(TIED_X, TIED_Y), 0.13471506281091267, 0.7106008805223829);
  }

  @Test
  void kendallWithTiesAgreesWithSciPy() {
    assertAgrees(KendallTau.of(TIED_X, TIED_Y), 0.13041013273932525, 0.6325202921884683);
  }

  @Test
  void spearmanWithoutTiesAgreesWithSciPy() {
    assertAgrees(Spearman.of(X, Y), 0.7500000000000002, 0.0521814004570578);
  }

  @Test
  void spearmanOfEightPointsAgreesWithSciPy() {
    // r = np.arange(8); spearmanr(r, (r * 5 + 3) % 9)
    assertAgrees(
        Spearman.of(sequence(8), sequence(8, 5, 3, 9)), -0.19047619047619052, 0.6514014957024814);
  }

  @Test
  void kendallOfFewUntiedPointsIsExactAsInSciPy() {
    assertAgrees(KendallTau.of(X, Y), 0.5238095238095238, 0.1361111111111111);
    // r = np.arange(33); kendalltau(r, (r * 7 + 3) % 37): the largest n with an exact p
    assertAgrees(
        KendallTau.of(sequence(33), sequence(33, 7, 3, 37)),
        0.060606060606060615,
        0.6335783802474432);
  }

  @Test
  void manyUntiedPointsUseTheNormalApproximationAsInSciPy() {
    // r = np.arange(40); s = (r * 17 + 5) % 41
    double[] x = sequence(40);
    double[] y = sequence(40, 17, 5, 41);
    assertAgrees(KendallTau.of(x, y), 0.015384615384615385, 0.8888082041096124);
    assertAgrees(Spearman.of(x, y), 0.033208255159474676, 0.8388040637575259);
  }

  @Test
  void kendallOfOneSwapAmongFiftyPointsIsExactAsInSciPy() {
    double[] y = sequence(50);
    y[10] = 11;
    y[11] = 10;
    CorrelationTest test = value(KendallTau.of(sequence(50), y));
    assertThat(test.coefficient()).isCloseTo(0.9983673469387755, within(1e-15));
    assertThat(test.p() / 3.287949416633158e-63).isCloseTo(1, within(1e-12));
  }

  @Test
  void perfectAgreementIsExactlyOneAndPerfectReversalExactlyMinusOne() {
    double[] reversed = IntStream.range(0, 7).mapToDouble(i -> -X[i]).toArray();
    assertThat(value(Spearman.of(X, X))).isEqualTo(new CorrelationTest(1, 0, 7));
    assertThat(value(Spearman.of(X, reversed))).isEqualTo(new CorrelationTest(-1, 0, 7));
    assertThat(value(KendallTau.of(TIED_X, TIED_X)).coefficient()).isEqualTo(1);
    assertThat(value(KendallTau.of(X, reversed)).coefficient()).isEqualTo(-1);
  }

  @Test
  void undefinedCorrelationsSayWhy() {
    double[] constant = {4, 4, 4};
    double[] varying = {1, 2, 3};
    assertThat(Spearman.of(new double[] {1, 2}, new double[] {2, 1}).whyUndefined())
        .contains("2 points; at least 3 are needed");
    assertThat(Spearman.of(new double[0], new double[0]).whyUndefined())
        .contains("0 points; at least 3 are needed");
    assertThat(Spearman.of(constant, varying).whyUndefined())
        .contains("the first variable is constant: all 3 values are 4");
    assertThat(KendallTau.of(varying, constant).whyUndefined())
        .contains("the second variable is constant: all 3 values are 4");
    assertThat(Spearman.of(new double[] {1, Double.NaN, 2}, varying).whyUndefined())
        .contains("value 2 of 3 is NaN");
    assertThat(KendallTau.of(varying, new double[] {1, 2, Double.NEGATIVE_INFINITY}).whyUndefined())
        .contains("value 3 of 3 is -Infinity");
  }

  @Test
  void differentLengthsAreAnError() {
    assertThatThrownBy(() -> Spearman.of(new double[3], new double[4]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 and 4 values");
  }

  @Test
  void negativeZeroTiesWithZero() {
    double[] zeros = {0.0, -0.0, 1, 2};
    assertThat(value(Spearman.of(zeros, new double[] {1, 1, 2, 3})).coefficient()).isEqualTo(1);
  }

  private static double[] sequence(int n) {
    return sequence(n, 1, 0, n);
  }

  private static double[] sequence(int n, int factor, int shift, int modulus) {
    return IntStream.range(0, n).mapToDouble(i -> (i * factor + shift) % modulus).toArray();
  }

  private static void assertAgrees(Outcome<CorrelationTest> actual, double coefficient, double p) {
    assertThat(value(actual).coefficient()).isCloseTo(coefficient, within(1e-14));
    assertThat(value(actual).p()).isCloseTo(p, within(1e-12));
  }

  private static <T> T value(Outcome<T> outcome) {
    return outcome.toOptional().orElseThrow();
  }
}
