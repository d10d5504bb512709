package io.lowland.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReasonsTest {
  @Test
  void eachReasonIsSaidOnceWithAllItIsTheReasonOf() {
    Reasons reasons = new Reasons();
    reasons.add("inverse_margin", "the margin is -0.5");
    reasons.add("pair_proxy", "not separable");
    reasons.add("path_norm_over_margin", "the margin is -0.5");

    assertThat(reasons.lines())
        .containsExactly(
            "no value of inverse_margin, path_norm_over_margin: the margin is -0.5",
            "no value of pair_proxy: not separable");
  }

  @Test
  void nothingIsSaidWhereEveryMeasureHasAValue() {
    assertThat(new Reasons().lines()).isEmpty();
  }
}
