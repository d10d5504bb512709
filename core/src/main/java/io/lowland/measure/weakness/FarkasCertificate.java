package io.lowland.measure.weakness;

import java.util.Objects;

/**
 * Multipliers λ ≥ 0 of margin rows whose combination vanishes: evidence that no linear classifier
 * satisfies all those rows. Row i is (e_y − e_k) ⊗ (φ, 1) with y the class wanted for its point and
 * k = {@code rivals[i]}; the point is training point {@code points[i]}, wanted as its label, or the
 * probe, wanted as the class in question, where {@code points[i]} is {@link #PROBE}.
 *
 * @param points {@code [rows]}; not copied, not to be modified
 * @param rivals {@code [rows]}; not copied, not to be modified
 * @param multipliers {@code [rows]}, at least 0, not all 0; not copied, not to be modified
 * @param marginBound ‖Σ λ a‖ / Σ λ‖a‖ with its rounding error: no classifier w has a·w >
 *     marginBound · ‖a‖ · ‖w‖ on all rows. 0 would be a proof in exact arithmetic
 */
public record FarkasCertificate(
    int[] points, int[] rivals, double[] multipliers, double marginBound) {

  /** Stands for the probe among the points. */
  public static final int PROBE = -1;

  public FarkasCertificate {
    Objects.requireNonNull(points, "points");
    if (points.length != rivals.length || points.length != multipliers.length) {
      throw new IllegalArgumentException("a certificate has one rival and one multiplier a row");
    }
  }
}
