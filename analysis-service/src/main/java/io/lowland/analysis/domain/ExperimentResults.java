package io.lowland.analysis.domain;

import io.lowland.measure.MeasureFamily;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known about an experiment at one moment.
 *
 * @param experiment id
 * @param version grows with every change; see {@code analyses.changed}
 * @param requested number of runs; empty until the submission arrived, unless all were handed in
 * @param regimes number of runs of each regime, in the experiment's order; empty until then
 * @param measures what is measured, by name
 * @param runs every known run, by regime, seed and id, so that the order does not depend on arrival
 */
public record ExperimentResults(
    String experiment,
    long version,
    Optional<Integer> requested,
    Map<String, Integer> regimes,
    List<MeasureFacts> measures,
    List<RunResults> runs) {

  /**
   * A measure.
   *
   * @param name such as {@code hessian_trace}
   * @param family its group, if a sender knew it
   * @param reparameterisationInvariant whether it depends on the function alone
   */
  public record MeasureFacts(
      String name, Optional<MeasureFamily> family, boolean reparameterisationInvariant) {

    /** Whether it measures generalisation itself, and so predicts nothing. */
    public boolean isOutcome() {
      return family.equals(Optional.of(MeasureFamily.GENERALISATION));
    }
  }

  /**
   * A run.
   *
   * @param regime name
   * @param settled whether nothing more will come: all measures are there, or the training failed
   * @param values measure → value, of the run's last checkpoint; without those that have none
   */
  public record RunResults(String regime, boolean settled, Map<String, Double> values) {}
}
