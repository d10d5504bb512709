package io.lowland.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumbersTest {

  @Test
  void wholeNumbersAreWholeAndOthersHaveSixDigits() {
    assertThat(Numbers.compact(895)).isEqualTo("895");
    assertThat(Numbers.compact(-0.123456789)).isEqualTo("-0.123457");
    assertThat(Numbers.compact(1e20)).isEqualTo("1.00000e+20");
  }

  @Test
  void smallProbabilitiesAreGivenByTheirPowerOfTen() {
    assertThat(Numbers.probability(0.05)).isEqualTo("0.050");
    assertThat(Numbers.probability(0.00004)).isEqualTo("4e-05");
    assertThat(Numbers.probability(0)).isEqualTo("<1e-99");
  }

  @Test
  void correlationsCarryTheirSign() {
    assertThat(Numbers.correlation(0.3741)).isEqualTo("+0.374");
    assertThat(Numbers.correlation(-0.2)).isEqualTo("-0.200");
  }

  @Test
  void durationsAreInMinutesFromOneMinuteOn() {
    assertThat(Numbers.duration(41.6)).isEqualTo("42 s");
    assertThat(Numbers.duration(185)).isEqualTo("3 min 05 s");
  }
}
