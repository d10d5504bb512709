package io.lowland.analysis.endpoint;

import io.lowland.analysis.domain.Correlation;
import io.lowland.measure.MeasureFamily;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A correlation as REST shows it.
 *
 * @param measure name
 * @param regime name; {@code all} for all runs together
 * @param n runs that have both the measure and a test accuracy
 * @param runs runs requested
 * @param provisional whether runs are still to come
 * @param spearman ρ
 * @param p two-sided
 * @param ci95 ends of the 95 % percentile bootstrap interval of ρ
 * @param kendall τ-b
 * @param kendallP two-sided
 * @param holmP {@code p} adjusted for all measures of the same regime
 * @param family the measure's group
 * @param outcome whether it measures generalisation itself: shown for comparison, predicts nothing
 * @param invariant whether the measure is reparameterisation-invariant
 * @param reason why there is no correlation
 */
public record CorrelationBody(
    String measure,
    String regime,
    int n,
    int runs,
    boolean provisional,
    OptionalDouble spearman,
    OptionalDouble p,
    Optional<List<Double>> ci95,
    OptionalDouble kendall,
    OptionalDouble kendallP,
    OptionalDouble holmP,
    Optional<MeasureFamily> family,
    boolean outcome,
    boolean invariant,
    Optional<String> reason) {

  static CorrelationBody of(Correlation correlation) {
    return new CorrelationBody(
        correlation.measure(),
        correlation.regime(),
        correlation.n(),
        correlation.runs(),
        correlation.provisional(),
        correlation.spearman(),
        correlation.p(),
        correlation.ciLow().isPresent()
            ? Optional.of(
                List.of(correlation.ciLow().getAsDouble(), correlation.ciHigh().getAsDouble()))
            : Optional.empty(),
        correlation.kendall(),
        correlation.kendallP(),
        correlation.holmP(),
        correlation.family(),
        correlation.family().equals(Optional.of(MeasureFamily.GENERALISATION)),
        correlation.reparameterisationInvariant(),
        correlation.reason());
  }
}
