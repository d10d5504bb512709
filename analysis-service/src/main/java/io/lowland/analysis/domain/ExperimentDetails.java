package io.lowland.analysis.domain;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.lowland.analysis.domain.ExperimentResults.MeasureFacts;
import io.lowland.training.StoppingRule;
import java.util.List;
import java.util.Optional;

/**
 * All that is known about an experiment but its runs.
 *
 * @param summary how far it is
 * @param datasetDigest SHA-256 over the data set's pixels and labels
 * @param differentDatasets how many data sets its networks were measured on, told apart by their
 *     bytes where these are known; the values of networks on different ones do not compare
 * @param unseen which remaining points are unseen
 * @param probes number of probes
 * @param hessianPoints the most training points the Hessian is taken over
 * @param analysed whether correlations and ensemble agreement are as new as the measurements
 * @param regimes ways of training, in the experiment's order
 * @param measures what is measured, by name
 */
public record ExperimentDetails(
    @JsonUnwrapped ExperimentSummary summary,
    Optional<String> datasetDigest,
    int differentDatasets,
    Optional<String> unseen,
    Optional<Integer> probes,
    Optional<Integer> hessianPoints,
    boolean analysed,
    List<RegimeFacts> regimes,
    List<MeasureFacts> measures) {

  /**
   * One way of training.
   *
   * @param name unique within the experiment
   * @param runs how many are trained so
   * @param batchSize points per step
   * @param learningRate step length
   * @param maxEpochs the most passes over the training set
   * @param stop when training may stop earlier; empty if the experiment was kept before rules were
   */
  public record RegimeFacts(
      String name,
      int runs,
      int batchSize,
      double learningRate,
      int maxEpochs,
      Optional<StoppingRule> stop) {}
}
