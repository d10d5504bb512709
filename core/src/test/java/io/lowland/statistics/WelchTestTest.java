package io.lowland.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WelchTestTest {
  private static final double[] FIRST = {
    27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4
  };
  private static final double[] SECOND = {27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8};

  @Test
  void agreesWithSciPy() {
    // SciPy 1.17.1: t = ttest_ind(first, second, equal_var=False); t.confidence_interval()
    WelchTest test = WelchTest.of(FIRST, SECOND).toOptional().orElseThrow();
    assertThat(test.t()).isCloseTo(-2.878402952292628, within(1e-12));
    assertThat(test.p()).isCloseTo(0.008929836466237332, within(1e-12));
    assertThat(test.degreesOfFreedom()).isCloseTo(21.229610191132636, within(1e-10));
    assertThat(test.interval().low()).isCloseTo(-4.8637308353930155, within(1e-8));
    assertThat(test.interval().high()).isCloseTo(-0.7851580534958824, within(1e-8));
  }

  @Test
  void undefinedAnswersSayWhy() {
    assertThat(WelchTest.of(new double[] {1}, SECOND).whyUndefined())
        .contains("1 point; at least 2 are needed in each group");
    assertThat(WelchTest.of(new double[] {2, 2}, new double[] {3, 3}).whyUndefined())
        .contains("neither group varies");
    assertThat(WelchTest.of(new double[] {2, Double.NaN}, SECOND).whyUndefined())
        .contains("value 2 of 2 is NaN");
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-140, 1e-60, 1e60, 1e140})
  void theUnitOfTheValuesDoesNotMatter(double unit) {
    WelchTest test =
        WelchTest.of(times(unit, FIRST), times(unit, SECOND)).toOptional().orElseThrow();
    assertThat(test.t()).isCloseTo(-2.878402952292628, within(1e-12));
    assertThat(test.degreesOfFreedom()).isCloseTo(21.229610191132636, within(1e-10));
    assertThat(test.p()).isCloseTo(0.008929836466237332, within(1e-12));
  }

  @Test
  void valuesWhoseVarianceIsNoNumberSaySo() {
    assertThat(WelchTest.of(times(1e200, FIRST), SECOND).whyUndefined())
        .contains("the values are too large for their variance to be a number");
  }

  private static double[] times(double unit, double[] values) {
    return Arrays.stream(values).map(value -> unit * value).toArray();
  }

  @Test
  void oneConstantGroupIsDefined() {
    assertThat(WelchTest.of(new double[] {2, 2}, SECOND).toOptional()).isPresent();
  }
}
