package io.lowland.measure.weakness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtensionEstimatorTest {

  @ParameterizedTest(name = "{0} classes, d = {1}, {2} training points, {3} probes")
  @CsvSource({"2, 1, 3, 4", "2, 2, 4, 4", "3, 1, 3, 3", "3, 2, 4, 3", "3, 2, 8, 3"})
  void agreesWithCountingAllLabellings(int classes, int dimension, int count, int probeCount) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(11);
    LabelledFeatures training = labelled(random, classes, dimension, count);
    double[] probes = random.doubles((long) probeCount * dimension, -2, 2).toArray();
    long size = count(training, probes, 0);
    assertThat(size).isGreaterThan(1);

    double[] hint = new double[(dimension + 1) * classes];
    var estimate =
        new ExtensionEstimator(training, hint, probes, probeCount).estimate(300, 2, random);
    assertThat(estimate.undecided()).isZero();
    assertThat(estimate.standardError()).isBetween(0.0, 0.1);
    assertThat(estimate.logSize())
        .isCloseTo(Math.log(size), within(4 * estimate.standardError() + 1e-12));
  }

  @Test
  void whereEveryClassIsFeasibleTheEstimateIsExact() {
    // One training point in three dimensions: three more points in general position are free.
    var training = new LabelledFeatures(3, 2, new double[3], new int[] {0});
    double[] probes = {1, 0, 0, 0, 1, 0, 0, 0, 1};
    var random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    var estimate =
        new ExtensionEstimator(training, new double[8], probes, 3).estimate(2, 1, random);
    assertThat(estimate.logSize()).isCloseTo(Math.log(27), within(1e-12));
    assertThat(estimate.standardError()).isCloseTo(0, within(1e-12));
  }

  /** Counts the partial labellings of the probes from {@code next} on by linear programs. */
  private static long count(LabelledFeatures known, double[] probes, int next) {
    int dimension = known.dimension();
    if (next * dimension == probes.length) {
      return 1;
    }
    double[] probe = java.util.Arrays.copyOfRange(probes, next * dimension, (next + 1) * dimension);
    long size = count(known, probes, next + 1);
    for (int k = 0; k < known.classes(); k++) {
      LabelledFeatures more = known.with(probe, k);
      if (LinearProgramOracle.separable(more)) {
        size += count(more, probes, next + 1);
      }
    }
    return size;
  }

  private static LabelledFeatures labelled(
      RandomGenerator random, int classes, int dimension, int count) {
    double[] values = random.doubles((long) count * dimension, -2, 2).toArray();
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      // Classes as intervals of the first feature can always be separated.
      labels[i] = Math.min(classes - 1, (int) ((values[i * dimension] + 2) / 4 * classes));
    }
    return new LabelledFeatures(dimension, classes, values, labels);
  }
}
