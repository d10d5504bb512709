package io.lowland.statistics;

import java.util.Arrays;
import java.util.Optional;
import org.hipparchus.random.MersenneTwister;

/**
 * Bootstrap intervals of Spearman's ρ between one target and any number of measures: points are
 * drawn with replacement, ρ is computed in each resample, and the interval is the percentile
 * interval, the 2.5 % and 97.5 % quantiles (linear between order statistics) of those ρ (B. Efron,
 * R. Tibshirani, "An Introduction to the Bootstrap", 1993, section 13.3).
 *
 * <p>Nothing is sorted per resample. A resample is a count per point; walking the points in the
 * order of the original sample and adding up counts gives every rank, ties included, in integers.
 * The target's ranks in each resample are computed once, in the constructor, and every measure
 * meets the same resamples, so that intervals of differences are paired. Cost: resamples × n, twice
 * additions and one product each. The draws are MT19937's, so a seed means the same everywhere.
 *
 * <p>A resample in which a variable is constant has no ρ and is left out. Immutable; may be used
 * from several threads.
 */
public final class CorrelationBootstrap {
  /** Resamples that settle the ends of a 95 % interval to about 0.01. */
  public static final int RESAMPLES = 2_000;

  /** Weighted ranks must fit 32 bits: n · n below 2³¹. */
  private static final int MOST_POINTS = 46_340;

  private static final double TAIL = 0.025;

  private final double[] target;
  private final int resamples;

  /** [resample][point]: high half count × centred rank of the target, low half count. */
  private final long[] weights;

  /** [resample]: sum of squares of the target's centred ranks. */
  private final double[] targetSquares;

  /**
   * Draws the resamples.
   *
   * @param target one value per point, at most 46,340 points; not modified
   * @param seed of the draws
   * @param resamples how many, at least 1
   */
  public CorrelationBootstrap(double[] target, long seed, int resamples) {
    if (target.length > MOST_POINTS) {
      throw new IllegalArgumentException(
          "%d points; expected at most %d".formatted(target.length, MOST_POINTS));
    }
    if (resamples < 1) {
      throw new IllegalArgumentException("resamples: %d; expected at least 1".formatted(resamples));
    }
    this.target = target.clone();
    this.resamples = resamples;
    boolean usable = Samples.firstNonFinite(target).isEmpty();
    int n = usable ? target.length : 0;
    weights = new long[Math.multiplyExact(resamples, n)];
    targetSquares = new double[resamples];
    if (n > 0) {
      draw(new SortedSample(target), new MersenneTwister(seed));
    }
  }

  private void draw(SortedSample sorted, MersenneTwister random) {
    int n = sorted.size();
    int[] counts = new int[n];
    for (int resample = 0; resample < resamples; resample++) {
      Arrays.fill(counts, 0);
      for (int i = 0; i < n; i++) {
        // Multiply and shift maps 32 random bits to 0 … n − 1; the bias is below n / 2³².
        counts[(int) ((Integer.toUnsignedLong(random.nextInt()) * n) >>> 32)]++;
      }
      targetSquares[resample] = weigh(sorted, counts, resample * n);
    }
  }

  /** Fills the weights of one resample; gives the sum of squared ranks of the target. */
  private double weigh(SortedSample sorted, int[] counts, int offset) {
    int n = counts.length;
    int[] order = sorted.order();
    long squares = 0;
    int before = 0;
    for (int from = 0; from < n; ) {
      int to = from;
      int size = counts[order[from]];
      while (!sorted.lastOfTie()[to]) {
        size += counts[order[++to]];
      }
      long rank = 2L * before + size - n;
      for (int k = from; k <= to; k++) {
        int count = counts[order[k]];
        weights[offset + order[k]] = ((count * rank) << 32) | count;
      }
      squares += size * rank * rank;
      before += size;
      from = to + 1;
    }
    return squares;
  }

  /**
   * 95 % percentile interval of ρ(measure, target).
   *
   * @param measure one value per point, not modified
   * @return undefined where ρ itself is, or where more than half of the resamples have no ρ
   * @throws IllegalArgumentException if there are not as many values as the target has
   */
  public Outcome<Interval> interval(double[] measure) {
    Optional<String> reason = Samples.whyNotCorrelated(measure, target, Spearman.MINIMUM);
    return reason.isPresent()
        ? Outcome.undefined(reason.get())
        : percentileInterval(coefficients(new SortedSample(measure)));
  }

  /**
   * 95 % percentile interval of |ρ(first, target)| − |ρ(second, target)|, both taken in the same
   * resamples. An interval above 0 says that the first measure is the better predictor.
   *
   * @return undefined where one of the two ρ is, or where more than half of the resamples lack one
   * @throws IllegalArgumentException if there are not as many values as the target has
   */
  public Outcome<Interval> strengthDifference(double[] first, double[] second) {
    Optional<String> reason =
        Samples.whyNotCorrelated(first, target, Spearman.MINIMUM)
            .or(() -> Samples.whyNotCorrelated(second, target, Spearman.MINIMUM));
    if (reason.isPresent()) {
      return Outcome.undefined(reason.get());
    }
    double[] differences = coefficients(new SortedSample(first));
    double[] others = coefficients(new SortedSample(second));
    for (int i = 0; i < resamples; i++) {
      differences[i] = Math.abs(differences[i]) - Math.abs(others[i]);
    }
    return percentileInterval(differences);
  }

  /** ρ in each resample; NaN, which never leaves this class, where a variable is constant. */
  private double[] coefficients(SortedSample measure) {
    int n = measure.size();
    double[] rho = new double[resamples];
    for (int resample = 0; resample < resamples; resample++) {
      rho[resample] =
          measure.hasTies()
              ? tiedCoefficient(measure, resample, resample * n)
              : untiedCoefficient(measure.order(), resample, resample * n);
    }
    return rho;
  }

  private double untiedCoefficient(int[] order, int resample, int offset) {
    int n = order.length;
    long products = 0;
    long squares = 0;
    // Twice the count before this point, minus n.
    int before = -n;
    for (int each : order) {
      long weight = weights[offset + each];
      int count = (int) weight;
      long rank = before + count;
      products += rank * (weight >> 32);
      squares += rank * rank * count;
      before += 2 * count;
    }
    return rho(products, squares, targetSquares[resample]);
  }

  private double tiedCoefficient(SortedSample measure, int resample, int offset) {
    int[] order = measure.order();
    boolean[] lastOfTie = measure.lastOfTie();
    int n = order.length;
    long products = 0;
    long squares = 0;
    int before = -n;
    int size = 0;
    long weighted = 0;
    for (int k = 0; k < n; k++) {
      long weight = weights[offset + order[k]];
      size += (int) weight;
      weighted += weight >> 32;
      if (lastOfTie[k]) {
        long rank = before + size;
        products += rank * weighted;
        squares += rank * rank * size;
        before += 2 * size;
        size = 0;
        weighted = 0;
      }
    }
    return rho(products, squares, targetSquares[resample]);
  }

  private static double rho(double products, double squares, double targetSquares) {
    return squares == 0 || targetSquares == 0
        ? Double.NaN
        : Spearman.cosine(products, squares, targetSquares);
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
