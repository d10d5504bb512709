package io.lowland.report.result;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Spearman's ρ of measures with test accuracy, given covariates.
 *
 * @param regime name, or {@link ExperimentResult#ALL_REGIMES}
 * @param given covariates: {@code epochs} or names of measures
 * @param items by measure
 */
public record PartialCorrelations(String regime, List<String> given, List<Item> items) {

  /**
   * One measure.
   *
   * @param measure name
   * @param n runs that have the measure, the covariates and a test accuracy
   * @param spearman partial ρ
   * @param p two-sided, not adjusted
   * @param reason why there is none
   */
  public record Item(
      String measure, int n, OptionalDouble spearman, OptionalDouble p, Optional<String> reason) {}

  /** The row of {@code measure}. */
  public Optional<Item> of(String measure) {
    return items.stream().filter(item -> item.measure().equals(measure)).findFirst();
  }
}
