package io.lowland.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ValueChangeTest {
  private static final OptionalDouble NONE = OptionalDouble.empty();

  @Test
  void valuesAreEqualUpToRounding() {
    assertThat(change(55_099, 55_099).equal()).contains(true);
    assertThat(change(55_099, 55_100).equal()).contains(true);
    assertThat(change(-2, -2.0001).equal()).contains(true);
    assertThat(change(-2, -2.0003).equal()).contains(false);
    assertThat(change(895, 896).equal()).contains(false);
    assertThat(change(0, 0).equal()).contains(true);
    assertThat(change(0, 1e-9).equal()).contains(false);
  }

  @Test
  void aValueThatAppearsOrDisappearsIsNotEqualAndNoValueAtAllSaysNothing() {
    assertThat(new ValueChange(OptionalDouble.of(1), NONE).equal()).contains(false);
    assertThat(new ValueChange(NONE, OptionalDouble.of(1)).equal()).contains(false);
    assertThat(new ValueChange(NONE, NONE).equal()).isEmpty();
    assertThat(new ValueChange(NONE, OptionalDouble.of(1)).ratio()).isEmpty();
  }

  @Test
  void theRatioIsOfTheNewValueToTheOriginal() {
    assertThat(change(50, 4_750).ratio()).hasValue(95);
    assertThat(change(0, 1).ratio()).isEmpty();
  }

  private static ValueChange change(double original, double value) {
    return new ValueChange(OptionalDouble.of(original), OptionalDouble.of(value));
  }
}
