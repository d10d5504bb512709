package io.lowland.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResampleBlockTest {

  /** Sizes on both sides of the change from 32-bit to 64-bit sums, and of the block's width. */
  @ParameterizedTest
  @ValueSource(ints = {3, 17, 1_000, 1_860, 1_861, 9_000})
  void everyCoefficientIsThatOfTheResampleRankedFromScratch(int points) {
    Random random = new Random(points);
    double[] target = values(points, random, 0.1);
    for (double grain : new double[] {0, 0.1, 0.5}) {
      assertCoefficients(target, values(points, random, grain));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 40, 1_000, 1_861})
  void tiesOfAnyKindInEitherVariableAreRankedRight(int points) {
    Random random = new Random(points);
    List<double[]> kinds =
        List.of(
            values(points, random, 0),
            new double[points],
            values(points, random, 1),
            oneTie(points, random),
            oneOutlier(points),
            values(points, random, 0.02));
    for (double[] target : kinds) {
      for (double[] measure : kinds) {
        assertCoefficients(target, measure);
      }
    }
  }

  /** A third of the values are equal, no others. */
  private static double[] oneTie(int points, Random random) {
    double[] values = values(points, random, 0);
    Arrays.fill(values, points / 3, 2 * points / 3 + 1, 0.5);
    return values;
  }

  /** All values but one are equal: constant in more than a third of the resamples. */
  private static double[] oneOutlier(int points) {
    double[] values = new double[points];
    values[points / 2] = -1;
    return values;
  }

  private static void assertCoefficients(double[] target, double[] measure) {
    int points = target.length;
    int resamples = 2 * ResampleBlock.width(points) - 5;
    ResampleDraws draws = new ResampleDraws(points, resamples, ResampleBlock.width(points), 7);
    ResampleDraws again = new ResampleDraws(points, resamples, 1, 7);
    ResampleBlock block = new ResampleBlock(points);
    double[] rho = new double[resamples];
    for (int first = block.draw(draws); first >= 0; first = block.draw(draws)) {
      block.rankTarget(new SortedSample(target));
      block.coefficients(new SortedSample(measure), rho, first);
    }
    for (int resample = 0; resample < resamples; resample++) {
      int[] counts = new int[points];
      assertThat(again.next(counts)).isEqualTo(resample);
      assertThat(Double.valueOf(rho[resample]))
          .isEqualTo(Double.valueOf(fromScratch(counts, measure, target)));
    }
  }

  /** Distinct values for a grain of 0, otherwise multiples of it. */
  private static double[] values(int points, Random random, double grain) {
    return DoubleStream.generate(
            () -> grain == 0 ? random.nextDouble() : grain * random.nextInt((int) (1 / grain) + 1))
        .limit(points)
        .toArray();
  }

  private static double fromScratch(int[] counts, double[] measure, double[] target) {
    int[] drawn =
        IntStream.range(0, counts.length)
            .flatMap(i -> IntStream.generate(() -> i).limit(counts[i]))
            .toArray();
    double[] x = Arrays.stream(drawn).mapToDouble(i -> measure[i]).toArray();
    double[] y = Arrays.stream(drawn).mapToDouble(i -> target[i]).toArray();
    return Spearman.of(x, y).map(CorrelationTest::coefficient).toOptional().orElse(Double.NaN);
  }

  @Test
  void theNumberOfThreadsChangesNoBit() throws InterruptedException, ExecutionException {
    Random random = new Random(2);
    List<OptionalDouble> accuracy = optional(values(300, random, 0.01));
    LinkedHashMap<String, List<OptionalDouble>> measures = new LinkedHashMap<>();
    for (int m = 0; m < 6; m++) {
      measures.put("m" + m, optional(values(300, random, m % 2 == 0 ? 0 : 0.01)));
    }
    List<MeasureCorrelation> one;
    List<MeasureCorrelation> four;
    try (ForkJoinPool alone = new ForkJoinPool(1);
        ForkJoinPool several = new ForkJoinPool(4)) {
      one = alone.submit(() -> CorrelationTable.of(accuracy, measures, 1)).get();
      four = several.submit(() -> CorrelationTable.of(accuracy, measures, 1)).get();
    }
    assertThat(four).isEqualTo(one);
  }

  private static List<OptionalDouble> optional(double[] values) {
    return Arrays.stream(values).mapToObj(OptionalDouble::of).toList();
  }

  @Test
  void moreRunsThanFitHaveACorrelationButNoInterval() {
    double[] many = IntStream.rangeClosed(0, ResampleBlock.MOST_POINTS).asDoubleStream().toArray();
    LinkedHashMap<String, List<OptionalDouble>> measures = new LinkedHashMap<>();
    measures.put("m", optional(many));
    MeasureCorrelation row = CorrelationTable.of(optional(many), measures, 1).getFirst();
    assertThat(row.spearman().toOptional().orElseThrow().coefficient()).isEqualTo(1);
    assertThat(row.interval().whyUndefined())
        .contains("32768 points; an interval is computed for at most 32767");
  }
}
