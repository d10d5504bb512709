package io.lowland.measure.weakness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LabellingConeTest {

  @Property(tries = 60)
  void agreesWithALinearProgram(
      @ForAll @IntRange(min = 2, max = 4) int classes,
      @ForAll @IntRange(min = 1, max = 3) int dimension,
      @ForAll @IntRange(min = 1, max = 14) int count,
      @ForAll long seed) {
    RandomGenerator random = random(seed);
    LabelledFeatures training = separable(random, classes, dimension, count);
    double[] probes = random.doubles(4L * dimension, -2, 2).toArray();
    List<String> rows = rows(training, probes);
    for (int i = 0; i < 4; i++) {
      double[] probe = java.util.Arrays.copyOfRange(probes, i * dimension, (i + 1) * dimension);
      for (int k = 0; k < classes; k++) {
        assertThat(rows.get(i).charAt(k))
            .as("probe %d, class %d", i, k)
            .isEqualTo(LinearProgramOracle.feasible(training, probe, k) ? '1' : '0');
      }
    }
  }

  @Property(tries = 60)
  void agreesWithALinearProgramWhetherTrainingPointsCanBeSeparated(
      @ForAll @IntRange(min = 1, max = 12) int count, @ForAll long seed) {
    RandomGenerator random = random(seed);
    var training =
        new LabelledFeatures(
            2, 3, random.doubles(2L * count, -1, 1).toArray(), random.ints(count, 0, 3).toArray());
    var cone = LabellingCone.of(training, new double[9]);
    assertThat(cone.inseparable().isEmpty()).isEqualTo(LinearProgramOracle.separable(training));
  }

  @Property(tries = 40)
  void preciseArithmeticAgreesWithDouble(
      @ForAll @IntRange(min = 2, max = 3) int classes,
      @ForAll @IntRange(min = 1, max = 8) int count,
      @ForAll long seed) {
    RandomGenerator random = random(seed);
    LabelledFeatures training = separable(random, classes, 2, count);
    double[] probe = random.doubles(2, -2, 2).toArray();
    String row = rows(training, probe).getFirst();
    for (int k = 0; k < classes; k++) {
      var precise = new PreciseConeProjection(training, new double[] {probe[0], probe[1], 1});
      var result = precise.project(new double[3 * classes], k, 0.01, 0.01).orElseThrow();
      assertThat(result instanceof PreciseConeProjection.Result.Solution)
          .isEqualTo(row.charAt(k) == '1');
    }
  }

  @Property(tries = 40)
  void verdictsDoNotDependOnOrderScaleOrAffineMapsOfFeatures(@ForAll long seed) {
    RandomGenerator random = random(seed);
    int count = 20;
    LabelledFeatures training = separable(random, 4, 3, count);
    double[] probes = random.doubles(30, -2, 2).toArray();
    List<String> rows = rows(training, probes);

    int[] order = shuffled(random, count);
    double[] reordered = new double[3 * count];
    int[] relabelled = new int[count];
    for (int i = 0; i < count; i++) {
      System.arraycopy(training.values(), 3 * order[i], reordered, 3 * i, 3);
      relabelled[i] = training.labels()[order[i]];
    }
    assertThat(rows(new LabelledFeatures(3, 4, reordered, relabelled), probes)).isEqualTo(rows);

    double[] map = random.doubles(9, -1, 1).toArray();
    map[0] += 2;
    map[4] -= 3;
    map[8] += 4;
    double[] shift = random.doubles(3, -5, 5).toArray();
    var mapped =
        new LabelledFeatures(3, 4, affine(training.values(), map, shift), training.labels());
    assertThat(rows(mapped, affine(probes, map, shift))).isEqualTo(rows);
  }

  @Test
  void aTrainingPointProbedAgainAllowsItsLabelAlone() {
    var training = new LabelledFeatures(1, 3, new double[] {0, 1, 2}, new int[] {0, 1, 2});
    assertThat(rows(training, new double[] {0, 1, 2})).containsExactly("100", "010", "001");
  }

  @Test
  void onALineOnlyNeighbouringClassesReachBetween() {
    var training = new LabelledFeatures(1, 3, new double[] {0, 1, 2}, new int[] {0, 1, 2});
    // Scores are affine on the line, so each class is an interval, in the order of their slopes.
    assertThat(rows(training, new double[] {0.5, 1.5, -1, 3}))
        .containsExactly("110", "011", "100", "001");
  }

  @Test
  void oneTrainingPointLeavesEveryOtherProbeFree() {
    var training = new LabelledFeatures(2, 3, new double[] {1, 1}, new int[] {1});
    assertThat(rows(training, new double[] {2, 5, 1, 1})).containsExactly("111", "010");
  }

  @Test
  void allZeroFeaturesAllowTheOneLabelAlone() {
    var training = new LabelledFeatures(2, 2, new double[6], new int[] {1, 1, 1});
    assertThat(rows(training, new double[] {0, 0, 1, 0})).containsExactly("01", "11");
  }

  @Test
  void aSingleClassIsAlwaysFeasible() {
    var training = new LabelledFeatures(1, 1, new double[] {1, 2}, new int[] {0, 0});
    assertThat(rows(training, new double[] {0, 7})).containsExactly("1", "1");
  }

  @Test
  void aClassWithoutTrainingPointsCanStillBeGiven() {
    var training = new LabelledFeatures(1, 3, new double[] {0, 1}, new int[] {0, 1});
    assertThat(rows(training, new double[] {0.5, 2})).containsExactly("111", "011");
  }

  @Test
  void equalPointsWithDifferentLabelsAreInseparableWithACertificate() {
    var training = new LabelledFeatures(1, 2, new double[] {3, 3, 0}, new int[] {0, 1, 0});
    var cone = LabellingCone.of(training, new double[4]);
    var verdict = (Verdict.Infeasible) cone.inseparable().orElseThrow();
    assertThat(verdict.certificate().points()).containsExactlyInAnyOrder(0, 1);
    assertThat(verdict.certificate().marginBound()).isLessThan(1e-14);
    assertThatIllegalStateException().isThrownBy(() -> cone.decide(new double[1], 1, (_, _) -> {}));
  }

  @Test
  void aConeTooNarrowForDoubleStepsIsDecidedPrecisely() {
    // Between 1 and 1 + 2^-40 a threshold must pass; a probe in the middle can go either way.
    double gap = 0x1p-40;
    var training = new LabelledFeatures(1, 2, new double[] {1, 1 + gap}, new int[] {0, 1});
    assertThat(rows(training, new double[] {1 + gap / 2, 1, 1 + gap, 0, 2}))
        .containsExactly("11", "10", "01", "10", "01");
  }

  @Test
  void thousandsOfPointsInManyDimensionsNeedNoMatrixOfConstraints() {
    int count = 3_000;
    int dimension = 64;
    RandomGenerator random = random(1);
    double[] weights = random.doubles(10L * (dimension + 1), -1, 1).toArray();
    double[] values = random.doubles((long) count * dimension, -1, 1).toArray();
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      double best = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < 10; k++) {
        double score = weights[dimension * 10 + k];
        for (int f = 0; f < dimension; f++) {
          score += weights[f * 10 + k] * values[i * dimension + f];
        }
        if (score > best) {
          best = score;
          labels[i] = k;
        }
      }
    }
    var cone = LabellingCone.of(new LabelledFeatures(dimension, 10, values, labels), weights);
    // Between points of one label no other class fits.
    double[] probe = new double[dimension];
    int[] same = IntStream.range(0, count).filter(i -> labels[i] == labels[0]).limit(3).toArray();
    for (int point : same) {
      for (int f = 0; f < dimension; f++) {
        probe[f] += values[point * dimension + f] / same.length;
      }
    }
    StringBuilder row = new StringBuilder();
    cone.decide(
        probe,
        1,
        (_, verdicts) -> {
          for (Verdict verdict : verdicts) {
            row.append(verdict.symbol());
          }
        });
    assertThat(row.toString()).isEqualTo("0".repeat(labels[0]) + "1" + "0".repeat(9 - labels[0]));
  }

  @Test
  void isDeterministic() {
    LabelledFeatures training = separable(random(5), 4, 3, 30);
    double[] probes = random(6).doubles(60, -2, 2).toArray();
    List<Verdict> first = new ArrayList<>();
    List<Verdict> second = new ArrayList<>();
    for (List<Verdict> verdicts : List.of(first, second)) {
      LabellingCone.of(training, new double[16])
          .decide(probes, 20, (_, row) -> verdicts.addAll(List.of(row)));
    }
    assertThat(first).usingRecursiveComparison().isEqualTo(second);
  }

  @Test
  void refusesFeaturesThatAreNotNumbers() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new LabelledFeatures(2, 2, new double[] {0, 1, 2, Double.NaN}, new int[] {0, 1}))
        .withMessageContaining("feature 1 of point 1 is NaN");
  }

  private static List<String> rows(LabelledFeatures training, double[] probes) {
    List<String> rows = new ArrayList<>();
    int length = (training.dimension() + 1) * training.classes();
    LabellingCone.of(training, new double[length])
        .decide(
            probes,
            probes.length / training.dimension(),
            (probe, verdicts) -> {
              assertThat(probe).isEqualTo(rows.size());
              var row = new StringBuilder();
              for (Verdict verdict : verdicts) {
                row.append(verdict.symbol());
              }
              rows.add(row.toString());
            });
    return rows;
  }

  /** Points labelled by a random classifier, so that they can be separated. */
  private static LabelledFeatures separable(
      RandomGenerator random, int classes, int dimension, int count) {
    double[] weights = random.doubles((long) classes * (dimension + 1), -1, 1).toArray();
    double[] values = random.doubles((long) count * dimension, -2, 2).toArray();
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      double best = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < classes; k++) {
        double score = weights[k * (dimension + 1) + dimension];
        for (int f = 0; f < dimension; f++) {
          score += weights[k * (dimension + 1) + f] * values[i * dimension + f];
        }
        if (score > best) {
          best = score;
          labels[i] = k;
        }
      }
    }
    return new LabelledFeatures(dimension, classes, values, labels);
  }

  private static double[] affine(double[] points, double[] map, double[] shift) {
    double[] mapped = new double[points.length];
    for (int i = 0; i < points.length; i += 3) {
      for (int r = 0; r < 3; r++) {
        mapped[i + r] = shift[r];
        for (int c = 0; c < 3; c++) {
          mapped[i + r] += map[3 * r + c] * points[i + c];
        }
      }
    }
    return mapped;
  }

  private static int[] shuffled(RandomGenerator random, int count) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }
}
