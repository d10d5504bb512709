package io.lowland.statistics;

import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

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

  /** Whether {@code axis} is the only hyperparameter in which the two differ. */
  boolean differsOnlyIn(String axis, TrainedModel other) {
    for (Map.Entry<String, String> entry : hyperparameters.entrySet()) {
      boolean equal = Objects.equals(entry.getValue(), other.hyperparameters.get(entry.getKey()));
      if (equal == entry.getKey().equals(axis)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The names of the hyperparameters of a study.
   *
   * @throws IllegalArgumentException if two models name different ones
   */
  static SortedSet<String> axes(Iterable<TrainedModel> models) {
    SortedSet<String> axes = null;
    for (TrainedModel model : models) {
      if (axes == null) {
        axes = new TreeSet<>(model.hyperparameters.keySet());
      } else if (!axes.equals(model.hyperparameters.keySet())) {
        throw new IllegalArgumentException(
            "hyperparameters %s and %s; expected the same names in all models"
                .formatted(axes, new TreeSet<>(model.hyperparameters.keySet())));
      }
    }
    return axes == null ? new TreeSet<>() : axes;
  }
}
