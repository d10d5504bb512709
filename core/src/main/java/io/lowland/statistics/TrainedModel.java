package io.lowland.statistics;

import java.util.Map;

/**
 * One model of a study over hyperparameters.
 *
 * @param hyperparameters name → value, the same names in all models of a study
 * @param measure what the measure says, finite
 * @param gap the generalisation gap, finite
 */
public record TrainedModel(Map<String, String> hyperparameters, double measure, double gap) {

  public TrainedModel {
    hyperparameters = Map.copyOf(hyperparameters);
    if (!Double.isFinite(measure) || !Double.isFinite(gap)) {
      throw new IllegalArgumentException(
          "model %s: measure %s, gap %s; expected finite numbers"
              .formatted(hyperparameters, measure, gap));
    }
  }
}
