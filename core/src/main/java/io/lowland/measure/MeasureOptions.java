package io.lowland.measure;

/**
 * What a user may choose about measuring.
 *
 * @param probes how many unseen points the pair proxy asks about; {@link #ALL_PROBES} for all
 * @param hessianPoints the Hessian is taken over the first this many training points when there are
 *     more (the paper: 2,048)
 */
public record MeasureOptions(int probes, int hessianPoints) {

  /** Every unseen point is a probe. */
  public static final int ALL_PROBES = Integer.MAX_VALUE;

  /** The paper's choices: 100 probes, Hessian over at most 2,048 points. */
  public static final MeasureOptions PAPER = new MeasureOptions(100, 2_048);

  public MeasureOptions {
    if (probes < 1) {
      throw new IllegalArgumentException("probes: %d; expected at least 1".formatted(probes));
    }
    if (hessianPoints < 1) {
      throw new IllegalArgumentException(
          "hessian_points: %d; expected at least 1".formatted(hessianPoints));
    }
  }

  public MeasureOptions withProbes(int count) {
    return new MeasureOptions(count, hessianPoints);
  }
}
