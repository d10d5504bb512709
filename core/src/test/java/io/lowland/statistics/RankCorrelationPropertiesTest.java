package io.lowland.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RankCorrelationPropertiesTest {

  /** Pairs of few distinct values, so that ties are common; element 0 is x, element 1 is y. */
  @Provide
  Arbitrary<double[][]> pairs() {
    Arbitrary<Integer> sizes = Arbitraries.integers().between(3, 40);
    Arbitrary<Integer> values = Arbitraries.integers().between(-4, 4);
    return sizes.flatMap(
        n ->
            values
                .array(int[].class)
                .ofSize(2 * n)
                .map(
                    flat ->
                        new double[][] {
                          IntStream.range(0, n).mapToDouble(i -> flat[i]).toArray(),
                          IntStream.range(n, 2 * n).mapToDouble(i -> flat[i]).toArray()
                        }));
  }

  @Property
  void kendallEqualsTheCountOverAllPairs(@ForAll("pairs") double[][] pairs) {
    double[] x = pairs[0];
    double[] y = pairs[1];
    KendallTau.of(x, y)
        .toOptional()
        .ifPresent(test -> assertThat(test.coefficient()).isCloseTo(tau(x, y), within(1e-12)));
  }

  @Property
  void correlationsDependOnTheOrderOfValuesOnly(@ForAll("pairs") double[][] pairs) {
    double[] x = pairs[0];
    double[] monotone = Arrays.stream(x).map(value -> Math.exp(value) + 7).toArray();
    assertThat(Spearman.of(monotone, pairs[1]).toOptional())
        .isEqualTo(Spearman.of(x, pairs[1]).toOptional());
    assertThat(KendallTau.of(monotone, pairs[1]).toOptional())
        .isEqualTo(KendallTau.of(x, pairs[1]).toOptional());
  }

  @Property
  void correlationsAreUnchangedByTheOrderOfPoints(
      @ForAll("pairs") double[][] pairs, @ForAll long seed) {
    int n = pairs[0].length;
    int[] shuffled = IntStream.range(0, n).toArray();
    Random random = new Random(seed);
    for (int i = n - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = shuffled[i];
      shuffled[i] = shuffled[j];
      shuffled[j] = swap;
    }
    double[] x = Arrays.stream(shuffled).mapToDouble(i -> pairs[0][i]).toArray();
    double[] y = Arrays.stream(shuffled).mapToDouble(i -> pairs[1][i]).toArray();
    assertThat(Spearman.of(x, y)).isEqualTo(Spearman.of(pairs[0], pairs[1]));
    assertThat(KendallTau.of(x, y)).isEqualTo(KendallTau.of(pairs[0], pairs[1]));
  }

  @Property
  void everyBootstrapCoefficientLiesWithinMinusOneAndOne(@ForAll("pairs") double[][] pairs) {
    new CorrelationBootstrap(pairs[1], 1, 50)
        .interval(pairs[0])
        .toOptional()
        .ifPresent(
            interval -> {
              assertThat(interval.low()).isBetween(-1.0, 1.0);
              assertThat(interval.high()).isBetween(-1.0, 1.0);
            });
  }

  private static double tau(double[] x, double[] y) {
    int score = 0;
    int untiedX = 0;
    int untiedY = 0;
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < i; j++) {
        double dx = Math.signum(x[i] - x[j]);
        double dy = Math.signum(y[i] - y[j]);
        score += (int) (dx * dy);
        untiedX += dx != 0 ? 1 : 0;
        untiedY += dy != 0 ? 1 : 0;
      }
    }
    return score / Math.sqrt((double) untiedX * untiedY);
  }
}
