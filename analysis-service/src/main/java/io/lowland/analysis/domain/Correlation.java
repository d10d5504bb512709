package io.lowland.analysis.domain;

import io.lowland.contracts.CorrelationUpdated;
import io.lowland.measure.MeasureFamily;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How one measure goes with test accuracy, over the runs of one regime or of all.
 *
 * @param experiment id
 * @param measure name
 * @param regime name, or {@link CorrelationUpdated#ALL_REGIMES}
 * @param n runs that have both the measure and a test accuracy
 * @param runs runs requested, as far as is known
 * @param provisional whether runs are still to come
 * @param spearman ρ; empty when there is a reason
 * @param p two-sided
 * @param ciLow lower end of the 95 % percentile bootstrap interval of ρ
 * @param ciHigh upper end
 * @param kendall τ-b
 * @param kendallP two-sided
 * @param holmP {@code p} adjusted for all measures of the same experiment and regime
 * @param family the measure's group, if a sender knew it
 * @param reparameterisationInvariant whether the measure depends on the function alone
 * @param reason why there is no correlation
 */
public record Correlation(
    String experiment,
    String measure,
    String regime,
    int n,
    int runs,
    boolean provisional,
    OptionalDouble spearman,
    OptionalDouble p,
    OptionalDouble ciLow,
    OptionalDouble ciHigh,
    OptionalDouble kendall,
    OptionalDouble kendallP,
    OptionalDouble holmP,
    Optional<MeasureFamily> family,
    boolean reparameterisationInvariant,
    Optional<String> reason) {

  /** The event that tells others. */
  public CorrelationUpdated toEvent() {
    return new CorrelationUpdated(
        experiment,
        measure,
        Optional.of(regime).filter(name -> !name.equals(CorrelationUpdated.ALL_REGIMES)),
        n,
        runs,
        spearman,
        p,
        ciLow,
        ciHigh,
        kendall,
        holmP,
        family,
        reparameterisationInvariant,
        reason);
  }
}
