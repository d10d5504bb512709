package io.lowland.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HolmTest {

  @Test
  void agreesWithR() {
    // R: p.adjust(c(0.01, 0.04, 0.03, 0.005), method = "holm")
    assertThat(Holm.adjust(new double[] {0.01, 0.04, 0.03, 0.005}))
        .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-15));
  }

  @Test
  void neverExceedsOneAndKeepsASingleValue() {
    assertThat(Holm.adjust(new double[] {0.9, 0.8})).containsExactly(1, 1);
    assertThat(Holm.adjust(new double[] {0.2})).containsExactly(0.2);
    assertThat(Holm.adjust(new double[0])).isEmpty();
  }

  @Test
  void valuesOutsideZeroToOneAreErrors() {
    assertThatThrownBy(() -> Holm.adjust(new double[] {0.1, Double.NaN}))
        .hasMessage("p-value NaN; expected 0 to 1");
    assertThatThrownBy(() -> Holm.adjust(new double[] {-0.1}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
