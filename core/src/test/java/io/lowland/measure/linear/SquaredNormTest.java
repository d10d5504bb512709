package io.lowland.measure.linear;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import jdk.incubator.vector.DoubleVector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sums are the same bits whether the code is interpreted or compiled. */
class SquaredNormTest {
  private static final int LANES = DoubleVector.SPECIES_PREFERRED.length();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 64, 1_003})
  void normIsTheSumOfTheLanesInOrder(int length) {
    double[] x = new Random(length).doubles(length + 3, -1, 1).toArray();

    assertThat(SquaredNorm.of(x, 3, length)).isEqualTo(lanesInOrder(x, 3, length));
  }

  private static double lanesInOrder(double[] x, int from, int length) {
    double[] lanes = new double[LANES];
    int whole = length - length % LANES;
    for (int i = 0; i < whole; i++) {
      lanes[i % LANES] = Math.fma(x[from + i], x[from + i], lanes[i % LANES]);
    }
    double sum = inOrder(lanes);
    for (int i = whole; i < length; i++) {
      sum = Math.fma(x[from + i], x[from + i], sum);
    }
    return sum;
  }

  private static double inOrder(double[] lanes) {
    double sum = 0;
    for (double lane : lanes) {
      sum += lane;
    }
    return sum;
  }
}
