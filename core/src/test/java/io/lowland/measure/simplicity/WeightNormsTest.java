package io.lowland.measure.simplicity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WeightNormsTest {

  @Test
  void areThoseOfThreeFourFive() {
    float[] parameters = {3, -4, 0};
    assertThat(WeightNorms.l2(parameters)).isEqualTo(5);
    assertThat(WeightNorms.l1(parameters)).isEqualTo(7);
  }

  @Test
  void doNotLoseParametersThatAFloatSumWouldLose() {
    float[] parameters = new float[(1 << 24) + 2];
    Arrays.fill(parameters, 1);
    assertThat(WeightNorms.l1(parameters)).isEqualTo((1 << 24) + 2);
    assertThat(WeightNorms.l2(parameters)).isEqualTo(Math.sqrt((1 << 24) + 2));
  }

  @Test
  void doNotOverflowOrUnderflow() {
    assertThat(WeightNorms.l2(new float[] {Float.MAX_VALUE})).isEqualTo(Float.MAX_VALUE);
    assertThat(WeightNorms.l2(new float[] {Float.MIN_VALUE})).isEqualTo(Float.MIN_VALUE);
  }

  @Property(tries = 50)
  void areHomogeneousForPowersOfTwo(
      @ForAll long seed, @ForAll @IntRange(min = -10, max = 10) int exponent) {
    float[] parameters = parameters(seed);
    float[] scaled = parameters.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = Math.scalb(scaled[i], exponent);
    }
    assertThat(WeightNorms.l1(scaled)).isEqualTo(Math.scalb(WeightNorms.l1(parameters), exponent));
    assertThat(WeightNorms.l2(scaled)).isEqualTo(Math.scalb(WeightNorms.l2(parameters), exponent));
  }

  @Property(tries = 50)
  void standInTheOrderOfNorms(@ForAll long seed) {
    float[] parameters = parameters(seed);
    double l1 = WeightNorms.l1(parameters);
    double l2 = WeightNorms.l2(parameters);
    assertThat(l2).isLessThanOrEqualTo(l1 * (1 + 1e-15));
    assertThat(l1).isLessThanOrEqualTo(Math.sqrt(parameters.length) * l2 * (1 + 1e-14));
  }

  private static float[] parameters(long seed) {
    var random = new Random(seed);
    float[] parameters = new float[1 + random.nextInt(40)];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) random.nextGaussian();
    }
    return parameters;
  }
}
