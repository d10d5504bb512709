package io.lowland.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.hipparchus.random.MersenneTwister;
import org.junit.jupiter.api.Test;

class CorrelationBootstrapTest {
  private static final double[] TARGET = {5, 3, 8, 1, 9, 2, 7, 7, 4, 6, 0, 3};
  private static final double[] UNTIED = {4, 2, 9, 3, 8, 1, 5, 7, 6, 10, 0, 11};
  private static final double[] TIED = {1, 1, 2, 1, 2, 0, 2, 2, 1, 1, 0, 0};

  @Test
  void agreesWithRankingEveryResampleFromScratch() {
    for (double[] measure : new double[][] {UNTIED, TIED}) {
      assertThat(new CorrelationBootstrap(TARGET, 7, 400).interval(measure))
          .isEqualTo(fromScratch(measure, 7, 400));
    }
  }

  @Test
  void theSameSeedGivesTheSameInterval() {
    Outcome<Interval> first = new CorrelationBootstrap(TARGET, 1, 200).interval(UNTIED);
    assertThat(new CorrelationBootstrap(TARGET, 1, 200).interval(UNTIED)).isEqualTo(first);
    assertThat(new CorrelationBootstrap(TARGET, 2, 200).interval(UNTIED)).isNotEqualTo(first);
  }

  @Test
  void perfectCorrelationHasADegenerateInterval() {
    double[] reversed = Arrays.stream(UNTIED).map(value -> -value).toArray();
    CorrelationBootstrap bootstrap = new CorrelationBootstrap(UNTIED, 1, 500);
    assertThat(bootstrap.interval(UNTIED)).isEqualTo(Outcome.of(new Interval(1, 1)));
    assertThat(bootstrap.interval(reversed)).isEqualTo(Outcome.of(new Interval(-1, -1)));
  }

  @Test
  void strengthDifferenceComparesAbsoluteValuesInTheSameResamples() {
    double[] reversed = Arrays.stream(UNTIED).map(value -> -value).toArray();
    CorrelationBootstrap bootstrap = new CorrelationBootstrap(TARGET, 3, 500);
    assertThat(bootstrap.strengthDifference(UNTIED, reversed))
        .isEqualTo(Outcome.of(new Interval(0, 0)));
    Interval better = bootstrap.strengthDifference(TARGET, UNTIED).toOptional().orElseThrow();
    assertThat(better.low()).isGreaterThan(0);
  }

  @Test
  void undefinedIntervalsSayWhy() {
    double[] constant = new double[TARGET.length];
    CorrelationBootstrap bootstrap = new CorrelationBootstrap(TARGET, 1, 10);
    assertThat(bootstrap.interval(constant).whyUndefined())
        .hasValueSatisfying(reason -> assertThat(reason).contains("constant"));
    assertThat(bootstrap.strengthDifference(TARGET, constant).whyUndefined()).isPresent();
    double[] unknown = TARGET.clone();
    unknown[0] = Double.NaN;
    assertThat(new CorrelationBootstrap(unknown, 1, 10).interval(UNTIED).whyUndefined())
        .contains("value 1 of 12 is NaN");
    assertThat(
            new CorrelationBootstrap(new double[] {1, 2}, 1, 10)
                .interval(new double[] {1, 2})
                .whyUndefined())
        .contains("2 points; at least 3 are needed");
  }

  @Test
  void anIntervalFromFewDefinedResamplesIsUndefined() {
    // One point of 40 carries all of a variable: 36 % of resamples miss it, 60 % miss one of two.
    double[] oneDiffers = new double[40];
    oneDiffers[0] = 1;
    double[] target = new double[40];
    target[1] = 1;
    assertThat(new CorrelationBootstrap(target, 1, 1000).interval(oneDiffers).whyUndefined())
        .hasValueSatisfying(
            reason ->
                assertThat(reason).startsWith("ρ is undefined in").endsWith("of 1000 resamples"));
  }

  @Test
  void impossibleArgumentsAreErrors() {
    assertThatThrownBy(() -> new CorrelationBootstrap(TARGET, 1, 0))
        .hasMessage("resamples: 0; expected at least 1");
    assertThatThrownBy(() -> new CorrelationBootstrap(TARGET, 1, 5).interval(new double[2]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theIntervalCoversASensibleRange() {
    MersenneTwister random = new MersenneTwister(5);
    double[] x = DoubleStream.generate(random::nextDouble).limit(200).toArray();
    double[] y = Arrays.stream(x).map(value -> value + random.nextDouble()).toArray();
    double rho = Spearman.of(x, y).toOptional().orElseThrow().coefficient();
    Interval interval =
        new CorrelationBootstrap(y, 1, CorrelationBootstrap.RESAMPLES)
            .interval(x)
            .toOptional()
            .orElseThrow();
    assertThat(interval.contains(rho)).isTrue();
    // Fisher: the standard error of atanh ρ is about 1.03 / √(n − 3).
    double halfWidth = 1.96 * 1.03 / Math.sqrt(197) * (1 - rho * rho);
    assertThat((interval.high() - interval.low()) / 2).isCloseTo(halfWidth, within(0.02));
  }

  private static Outcome<Interval> fromScratch(double[] measure, long seed, int resamples) {
    int n = TARGET.length;
    MersenneTwister random = new MersenneTwister(seed);
    double[] rho = new double[resamples];
    for (int resample = 0; resample < resamples; resample++) {
      double[] x = new double[n];
      double[] y = new double[n];
      for (int i = 0; i < n; i++) {
        int drawn = (int) ((Integer.toUnsignedLong(random.nextInt()) * n) >>> 32);
        x[i] = measure[drawn];
        y[i] = TARGET[drawn];
      }
      rho[resample] = Spearman.of(x, y).toOptional().orElseThrow().coefficient();
    }
    Arrays.sort(rho);
    return Outcome.of(new Interval(quantile(rho, 0.025), quantile(rho, 0.975)));
  }

  private static double quantile(double[] sorted, double probability) {
    double position = probability * (sorted.length - 1);
    int below = (int) position;
    return sorted[below] + (position - below) * (sorted[below + 1] - sorted[below]);
  }
}
