package io.lowland.report.result;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.lowland.statistics.Interval;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How one measure goes with test accuracy.
 *
 * @param measure name
 * @param regime name, or {@link ExperimentResult#ALL_REGIMES}
 * @param n runs that have both the measure and a test accuracy
 * @param provisional whether runs are still to come
 * @param spearman ρ; empty when there is a reason
 * @param p two-sided
 * @param ci95 ends of the 95 % percentile bootstrap interval of ρ
 * @param kendall τ-b
 * @param pHolm {@code p} adjusted for all predictors of the same regime
 * @param family the measure's group, if known
 * @param outcome whether it measures generalisation itself, and so predicts nothing
 * @param invariant whether the measure depends on the function alone
 * @param reason why there is no correlation
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Correlation(
    String measure,
    String regime,
    int n,
    boolean provisional,
    OptionalDouble spearman,
    OptionalDouble p,
    Optional<List<Double>> ci95,
    OptionalDouble kendall,
    @JsonAlias("holm_p") OptionalDouble pHolm,
    Optional<String> family,
    boolean outcome,
    boolean invariant,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> reason) {

  /** The interval of ρ. */
  public Optional<Interval> interval() {
    return ci95.map(ends -> new Interval(ends.get(0), ends.get(1)));
  }
}
