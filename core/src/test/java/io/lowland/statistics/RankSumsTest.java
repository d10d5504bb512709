package io.lowland.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RankSumsTest {
  private static final int WIDTH = 3;

  /** Counts no random draw would give: all draws on a few points, where the sums are largest. */
  @ParameterizedTest
  @ValueSource(ints = {3, NarrowRankSums.MOST_POINTS, NarrowRankSums.MOST_POINTS + 1, 32_767})
  void theMostUnevenResamplesOverflowNothing(int points) {
    int[][] counts = new int[points][WIDTH];
    counts[0] = new int[] {points, points / 2, points / 3};
    counts[points - 1] = new int[] {0, points - points / 2, points / 3};
    counts[1][2] += points - 2 * (points / 3);
    double[] target = IntStream.range(0, points).asDoubleStream().toArray();
    double[] reversed = IntStream.range(0, points).mapToDouble(i -> -i).toArray();
    double[] halves = IntStream.range(0, points).mapToDouble(i -> 2 * i / points).toArray();
    double[] equal = new double[points];
    for (double[] measure : new double[][] {target, reversed, halves, equal}) {
      assertSums(counts, measure, target);
      assertSums(counts, measure, halves);
    }
  }

  /** Every point drawn once, in order: both sums are (n³ − n)/3, the largest of untied values. */
  @ParameterizedTest
  @ValueSource(ints = {NarrowRankSums.MOST_POINTS, NarrowRankSums.MOST_POINTS + 1, 32_767})
  void perfectAgreementOverflowsNothing(int points) {
    int[][] counts = new int[points][WIDTH];
    for (int[] each : counts) {
      Arrays.fill(each, 1);
    }
    double[] target = IntStream.range(0, points).asDoubleStream().toArray();
    double[] reversed = IntStream.range(0, points).mapToDouble(i -> -i).toArray();
    double[] onePair = target.clone();
    onePair[1] = onePair[0];
    for (double[] measure : new double[][] {target, reversed, onePair}) {
      assertSums(counts, measure, target);
    }
  }

  /** Groups are walked four points at a time, so all remainders of four and several rounds. */
  @Test
  void groupsOfEverySizeAreAddedUp() {
    Random random = new Random(3);
    for (int points = 3; points <= 30; points++) {
      for (int size = 1; size <= points; size++) {
        int group = size;
        double[] measure = IntStream.range(0, points).mapToDouble(i -> i / group).toArray();
        double[] target = random.doubles(points).map(y -> Math.floor(8 * y)).toArray();
        int[][] counts = new int[points][WIDTH];
        for (int r = 0; r < WIDTH; r++) {
          for (int i = 0; i < points; i++) {
            counts[random.nextInt(points)][r]++;
          }
        }
        assertSums(counts, measure, target);
      }
    }
  }

  /** Of the sums of both widths that can hold so many points. */
  private static void assertSums(int[][] counts, double[] measure, double[] target) {
    assertSums(new WideRankSums(counts.length, WIDTH), counts, measure, target);
    if (counts.length <= NarrowRankSums.MOST_POINTS) {
      assertSums(new NarrowRankSums(counts.length, WIDTH), counts, measure, target);
    }
  }

  private static void assertSums(RankSums sums, int[][] counts, double[] measure, double[] target) {
    int points = counts.length;
    SortedSample sorted = new SortedSample(measure);
    int[][] x = new int[WIDTH][];
    int[][] y = new int[WIDTH][];
    for (int r = 0; r < WIDTH; r++) {
      x[r] = ranks(counts, r, measure);
      y[r] = ranks(counts, r, target);
    }
    int[][] entries = new int[points][WIDTH];
    for (int i = 0; i < points; i++) {
      int point = i;
      sums.pack(counts[i], Arrays.stream(y).mapToInt(ranks -> ranks[point]).toArray(), entries[i]);
    }
    // Twice, as nothing of one measure may be left when the next is walked.
    sums.walk(sorted, entries);
    sums.walk(sorted, entries);
    for (int r = 0; r < WIDTH; r++) {
      long product = 0;
      long square = 0;
      for (int i = 0; i < points; i++) {
        product += (long) counts[i][r] * x[r][i] * y[r][i];
        square += (long) counts[i][r] * x[r][i] * x[r][i];
      }
      assertThat(sums.product(r)).isEqualTo((double) product);
      if (sorted.hasTies()) {
        assertThat(sums.square(r)).isEqualTo((double) square);
      }
    }
  }

  /** Drawn with a smaller value less drawn with a larger one, from sorted values. */
  private static int[] ranks(int[][] counts, int resample, double[] values) {
    double[] distinct = Arrays.stream(values).sorted().distinct().toArray();
    int[] drawn = new int[distinct.length];
    int[] group = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      group[i] = Arrays.binarySearch(distinct, values[i]);
      drawn[group[i]] += counts[i][resample];
    }
    int[] rank = new int[distinct.length];
    int below = 0;
    for (int g = 0; g < distinct.length; g++) {
      rank[g] = below - (values.length - below - drawn[g]);
      below += drawn[g];
    }
    return Arrays.stream(group).map(g -> rank[g]).toArray();
  }
}
