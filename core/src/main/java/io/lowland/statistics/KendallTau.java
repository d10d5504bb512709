package io.lowland.statistics;

import java.util.Optional;
import org.hipparchus.special.Erf;

/**
 * Kendall's τ-b: concordant minus discordant pairs, divided by √((n₀ − ties in x)(n₀ − ties in y)),
 * n₀ = n(n − 1)/2. Pairs are counted in O(n log n) (W. R. Knight, "A computer method for
 * calculating Kendall's tau with ungrouped data", JASA 61, 1966).
 *
 * <p>The two-sided p-value follows SciPy's {@code kendalltau(method="auto")}: exact where nothing
 * is tied and n ≤ 33 (or at most one pair is out of order), otherwise normal with the tie-corrected
 * variance.
 */
public final class KendallTau {
  private static final int LARGEST_EXACT = 33;

  private KendallTau() {}

  /**
   * τ-b of the pairs (x[i], y[i]); neither array is modified.
   *
   * @return undefined for fewer than three points, a value that is not finite, or a constant
   *     variable
   * @throws IllegalArgumentException if the lengths differ
   */
  public static Outcome<CorrelationTest> of(double[] x, double[] y) {
    Optional<String> reason = Samples.whyNotCorrelated(x, y, Spearman.MINIMUM);
    if (reason.isPresent()) {
      return Outcome.undefined(reason.get());
    }
    return Outcome.of(of(new SortedSample(x), new SortedSample(y)));
  }

  /** τ-b of two samples that have one. */
  static CorrelationTest of(SortedSample x, SortedSample y) {
    PairCounts pairs = PairCounts.of(x, y);
    double tau = Math.clamp(pairs.concordantMinusDiscordant() / pairs.norm(), -1.0, 1.0);
    return new CorrelationTest(tau, p(pairs, x.size()), x.size());
  }

  private static double p(PairCounts pairs, int n) {
    boolean untied = pairs.tiesX().pairs() == 0 && pairs.tiesY().pairs() == 0;
    long rarer = Math.min(pairs.discordant(), pairs.total() - pairs.discordant());
    return untied && (n <= LARGEST_EXACT || rarer <= 1)
        ? KendallDistribution.twoSided(n, rarer)
        : normalP(pairs, n);
  }

  private static double normalP(PairCounts pairs, int n) {
    Ties x = pairs.tiesX();
    Ties y = pairs.tiesY();
    double m = (double) n * (n - 1);
    double variance =
        (m * (2.0 * n + 5) - x.fives() - y.fives()) / 18
            + 2.0 * x.pairs() * y.pairs() / m
            + x.triples() * y.triples() / (9 * m * (n - 2));
    double z = pairs.concordantMinusDiscordant() / Math.sqrt(variance);
    return Erf.erfc(Math.abs(z) / Math.sqrt(2));
  }
}
