package io.lowland.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;

/**
 * Bootstrap intervals of Spearman's ρ between one target and any number of measures: points are
 * drawn with replacement, ρ is computed in each resample, and the interval is the percentile
 * interval, the 2.5 % and 97.5 % quantiles (linear between order statistics) of those ρ (B. Efron,
 * R. Tibshirani, "An Introduction to the Bootstrap", 1993, section 13.3).
 *
 * <p>All measures of one call meet the same resamples, so that intervals of differences are paired,
 * and the resamples are drawn and ranked once for all of them. The work runs on all cores; sums are
 * integers and draws come in a fixed order, so the number of threads changes no bit. The draws are
 * MT19937's, so a seed means the same everywhere. Cost: resamples × n draws, and a few vector
 * instructions per 16 resamples, point and measure; see {@link ResampleBlock}.
 *
 * <p>A resample in which a variable is constant has no ρ and is left out. Immutable; may be used
 * from several threads.
 */
public final class CorrelationBootstrap {
  /** Resamples that settle the ends of a 95 % interval to about 0.01. */
  public static final int RESAMPLES = 2_000;

  private static final double TAIL = 0.025;

  private final double[] target;
  private final long seed;
  private final int resamples;

  /**
   * Prepares the resamples.
   *
   * @param target one value per point; not modified
   * @param seed of the draws
   * @param resamples how many, at least 1
   */
  public CorrelationBootstrap(double[] target, long seed, int resamples) {
    if (resamples < 1) {
      throw new IllegalArgumentException("resamples: %d; expected at least 1".formatted(resamples));
    }
    this.target = target.clone();
    this.seed = seed;
    this.resamples = resamples;
  }

  /**
   * 95 % percentile interval of ρ(measure, target).
   *
   * @param measure one value per point, not modified
   * @return undefined where ρ itself is, where more than half of the resamples have no ρ, and for
   *     more than 32,767 points
   * @throws IllegalArgumentException if there are not as many values as the target has
   */
  public Outcome<Interval> interval(double[] measure) {
    Optional<String> reason = whyNot(measure);
    return reason.isPresent()
        ? Outcome.undefined(reason.get())
        : intervals(new SortedSample(target), List.of(new SortedSample(measure))).getFirst();
  }

  /**
   * 95 % percentile interval of |ρ(reference, target)| − |ρ(other, target)| for each other, all
   * taken in the same resamples. An interval above 0 says that the reference is the better
   * predictor.
   *
   * @return one per other; undefined where one of the two ρ is, or where more than half of the
   *     resamples lack one
   * @throws IllegalArgumentException if there are not as many values as the target has
   */
  public List<Outcome<Interval>> strengthDifferences(double[] reference, List<double[]> others) {
    Optional<String> reason = whyNot(reference);
    List<Optional<String>> reasons = others.stream().map(o -> reason.or(() -> whyNot(o))).toList();
    List<double[]> usable =
        IntStream.range(0, others.size())
            .filter(i -> reasons.get(i).isEmpty())
            .mapToObj(others::get)
            .toList();
    if (usable.isEmpty()) {
      return reasons.stream().map(why -> Outcome.<Interval>undefined(why.orElseThrow())).toList();
    }
    List<SortedSample> samples =
        IntStream.rangeClosed(0, usable.size())
            .parallel()
            .mapToObj(i -> new SortedSample(i == 0 ? reference : usable.get(i - 1)))
            .toList();
    double[][] rho = coefficients(new SortedSample(target), samples);
    List<Outcome<Interval>> intervals =
        IntStream.rangeClosed(1, usable.size())
            .parallel()
            .mapToObj(i -> percentileInterval(differencesOfStrength(rho[0], rho[i])))
            .toList();
    var next = intervals.iterator();
    return reasons.stream()
        .map(why -> why.map(Outcome::<Interval>undefined).orElseGet(next::next))
        .toList();
  }

  /** {@link #strengthDifferences} with a single other. */
  public Outcome<Interval> strengthDifference(double[] reference, double[] other) {
    return strengthDifferences(reference, List.of(other)).getFirst();
  }

  private Optional<String> whyNot(double[] measure) {
    return Samples.whyNotCorrelated(measure, target, Spearman.MINIMUM)
        .or(() -> tooMany(target.length));
  }

  private static Optional<String> tooMany(int points) {
    return points > ResampleBlock.MOST_POINTS
        ? Optional.of(
            "%d points; an interval is computed for at most %d"
                .formatted(points, ResampleBlock.MOST_POINTS))
        : Optional.empty();
  }

  /** The intervals of measures that have a ρ with the target, given sorted. */
  List<Outcome<Interval>> intervals(SortedSample sortedTarget, List<SortedSample> measures) {
    Optional<String> reason = tooMany(sortedTarget.size());
    if (reason.isPresent()) {
      return measures.stream().map(m -> Outcome.<Interval>undefined(reason.get())).toList();
    }
    double[][] rho = coefficients(sortedTarget, measures);
    return Arrays.stream(rho).parallel().map(CorrelationBootstrap::percentileInterval).toList();
  }

  /** [measure][resample]: ρ, or NaN, which never leaves this class, where one is constant. */
  private double[][] coefficients(SortedSample sortedTarget, List<SortedSample> measures) {
    int points = sortedTarget.size();
    int width = ResampleBlock.width(points);
    double[][] rho = new double[measures.size()][resamples];
    ResampleDraws draws = new ResampleDraws(points, resamples, width, seed);
    int blocks = (resamples + width - 1) / width;
    int workers = Math.min(blocks, ForkJoinPool.getCommonPoolParallelism() + 1);
    IntStream.range(0, workers)
        .parallel()
        .forEach(worker -> work(sortedTarget, measures, draws, rho));
    return rho;
  }

  /** Takes blocks until none is left. */
  private static void work(
      SortedSample target, List<SortedSample> measures, ResampleDraws draws, double[][] rho) {
    ResampleBlock block = new ResampleBlock(target.size());
    for (int first = block.draw(draws); first >= 0; first = block.draw(draws)) {
      block.rankTarget(target);
      for (int m = 0; m < rho.length; m++) {
        block.coefficients(measures.get(m), rho[m], first);
      }
    }
  }

  private static double[] differencesOfStrength(double[] first, double[] second) {
    double[] differences = new double[first.length];
    for (int i = 0; i < first.length; i++) {
      differences[i] = Math.abs(first[i]) - Math.abs(second[i]);
    }
    return differences;
  }

  private static Outcome<Interval> percentileInterval(double[] values) {
    double[] defined = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    return 2 * defined.length < values.length
        ? Outcome.undefined(
            "ρ is undefined in %d of %d resamples"
                .formatted(values.length - defined.length, values.length))
        : Outcome.of(new Interval(quantile(defined, TAIL), quantile(defined, 1 - TAIL)));
  }

  private static double quantile(double[] sorted, double probability) {
    double position = probability * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
