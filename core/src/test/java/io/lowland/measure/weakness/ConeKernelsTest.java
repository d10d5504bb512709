package io.lowland.measure.weakness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ConeKernelsTest {
  private final ConeKernels vector = VectorConeKernels.INSTANCE;
  private final ConeKernels plain = new PlainConeKernels(vector.lanes());

  @Property(tries = 200)
  void vectorArithmeticAgreesWithPlain(
      @ForAll @IntRange(min = 0, max = 70) int length,
      @ForAll @IntRange(min = 0, max = 9) int offset,
      @ForAll long seed) {
    RandomGenerator random = random(seed);
    double[] x = doubles(random, length + offset);
    double[] y = doubles(random, length + offset);
    assertThat(vector.dot(x, offset, y, offset, length))
        .isCloseTo(plain.dot(x, offset, y, offset, length), within(1e-12));

    double[] sum = y.clone();
    double[] plainSum = y.clone();
    vector.addScaled(0.3, x, offset, sum, offset, length);
    plain.addScaled(0.3, x, offset, plainSum, offset, length);
    assertThat(sum).containsExactly(plainSum, within(1e-14));

    double[] rotated = x.clone();
    double[] plainRotated = x.clone();
    vector.rotate(0.6, 0.8, rotated, offset, sum, offset, length);
    plain.rotate(0.6, 0.8, plainRotated, offset, plainSum, offset, length);
    assertThat(rotated).containsExactly(plainRotated, within(1e-14));
    assertThat(sum).containsExactly(plainSum, within(1e-14));
  }

  @Property(tries = 200)
  void vectorPricingAgreesWithPlain(
      @ForAll @IntRange(min = 1, max = 12) int classes,
      @ForAll @IntRange(min = 1, max = 40) int count,
      @ForAll @IntRange(min = 1, max = 12) int size,
      @ForAll long seed) {
    RandomGenerator random = random(seed);
    PricedPoints points = points(random, classes, count, size);
    double[] weights = doubles(random, size * classes);
    double[] workspace = new double[vector.workspace(size, classes)];
    for (double threshold : new double[] {-0.5, 0, 0.5}) {
      int[] rows = new int[points.blocks];
      int[] plainRows = new int[points.blocks];
      assertThat(vector.violated(points, weights, threshold, rows, workspace))
          .isEqualTo(plain.violated(points, weights, threshold, plainRows, workspace));
      assertThat(rows).isEqualTo(plainRows);
    }
  }

  @Property(tries = 200)
  void vectorImprovementAgreesWithPlain(
      @ForAll @IntRange(min = 1, max = 12) int classes,
      @ForAll @IntRange(min = 1, max = 40) int count,
      @ForAll @IntRange(min = 1, max = 12) int size,
      @ForAll long seed) {
    RandomGenerator random = random(seed);
    PricedPoints points = points(random, classes, count, size);
    double[] workspace = new double[vector.workspace(size, classes)];
    double[] best = new double[points.blocks * classes * points.lanes];
    Arrays.fill(best, Double.NEGATIVE_INFINITY);
    double[] plainBest = best.clone();
    double[] witness = new double[best.length];
    double[] plainWitness = new double[best.length];
    for (int i = 0; i < 3; i++) {
      double[] weights = doubles(random, size * classes);
      vector.improve(points, weights, i, best, witness, workspace);
      plain.improve(points, weights, i, plainBest, plainWitness, workspace);
    }
    assertThat(best).containsExactly(plainBest, within(1e-12));
    assertThat(witness).containsExactly(plainWitness);
  }

  private PricedPoints points(RandomGenerator random, int classes, int count, int size) {
    int[] labels = random.ints(count, 0, classes).toArray();
    return new PricedPoints(
        doubles(random, count * size), labels, count, size, classes, vector.lanes());
  }

  private static double[] doubles(RandomGenerator random, int count) {
    return random.doubles(count, -1, 1).toArray();
  }

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }
}
