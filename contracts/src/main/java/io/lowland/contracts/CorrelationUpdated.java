package io.lowland.contracts;

import io.lowland.measure.MeasureFamily;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The present correlation of a measure with test accuracy. The topic is compacted: the last value
 * is the present state.
 *
 * @param experiment id
 * @param measure name
 * @param regime name; empty for all runs of the experiment together
 * @param n number of runs that have both the measure and a test accuracy
 * @param runs number of runs of the experiment (of the regime)
 * @param spearman rank correlation ρ; empty when there is none, and {@code reason} says why
 * @param p two-sided p by the t-distribution with n − 2 degrees of freedom
 * @param ciLow lower end of the 95 % bootstrap interval of ρ
 * @param ciHigh upper end
 * @param kendall τ-b
 * @param holm p adjusted over the measures of the experiment
 * @param family the measure's group
 * @param reparameterisationInvariant whether the measure depends on the function alone
 * @param reason why there is no correlation, such as too few runs or a constant measure
 */
public record CorrelationUpdated(
    String experiment,
    String measure,
    Optional<String> regime,
    int n,
    int runs,
    OptionalDouble spearman,
    OptionalDouble p,
    OptionalDouble ciLow,
    OptionalDouble ciHigh,
    OptionalDouble kendall,
    OptionalDouble holm,
    Optional<MeasureFamily> family,
    boolean reparameterisationInvariant,
    Optional<String> reason)
    implements LowlandEvent {

  /** Stands for all regimes together in keys. */
  public static final String ALL_REGIMES = "all";

  public CorrelationUpdated {
    Objects.requireNonNull(experiment, "experiment");
    Objects.requireNonNull(measure, "measure");
    Objects.requireNonNull(regime, "regime");
    Objects.requireNonNull(p, "p");
    Objects.requireNonNull(ciLow, "ci_low");
    Objects.requireNonNull(ciHigh, "ci_high");
    Objects.requireNonNull(kendall, "kendall");
    Objects.requireNonNull(holm, "holm");
    Objects.requireNonNull(family, "family");
    if (spearman.isPresent() == reason.isPresent()) {
      throw new IllegalArgumentException(
          measure + ": expected either a correlation or the reason why there is none");
    }
  }

  @Override
  public String topic() {
    return Topics.CORRELATIONS;
  }

  /** {@code EXPERIMENT/MEASURE/REGIME}, with {@code all} for all regimes together. */
  @Override
  public String key() {
    return experiment + "/" + measure + "/" + regime.orElse(ALL_REGIMES);
  }

  @Override
  public String type() {
    return "io.lowland.correlation.updated.v1";
  }
}
