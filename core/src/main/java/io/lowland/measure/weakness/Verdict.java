package io.lowland.measure.weakness;

/**
 * Whether some linear classifier on the frozen features keeps the label of every training point and
 * gives a probe a class, with the evidence.
 */
public sealed interface Verdict {

  /**
   * Some classifier does. Its margins were re-checked on the features themselves in arithmetic
   * whose rounding errors are bounded, or exactly where the bound does not decide.
   *
   * @param weights {@code [d+1][K]} flat: weight of feature f for class k at {@code f * K + k}, the
   *     biases last; shared between verdicts, not to be modified
   */
  record Feasible(double[] weights) implements Verdict {}

  /** None does, up to the margin that the certificate bounds. */
  record Infeasible(FarkasCertificate certificate) implements Verdict {}

  /**
   * Neither was established, at the highest precision tried.
   *
   * @param reason what stood in the way
   */
  record Undecided(String reason) implements Verdict {}

  /** {@code 1} feasible, {@code 0} infeasible, {@code ?} undecided. */
  default char symbol() {
    return switch (this) {
      case Feasible _ -> '1';
      case Infeasible _ -> '0';
      case Undecided _ -> '?';
    };
  }
}
