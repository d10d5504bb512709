package io.lowland.analysis.domain;

import io.lowland.analysis.domain.ExperimentDetails.RegimeFacts;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One experiment of several that are looked at together: how its networks were trained, and what
 * they got.
 *
 * @param experiment what was asked for
 * @param points the runs
 */
public record Study(ExperimentDetails experiment, RunPoints points) {
  /** Ways in which the networks of experiments may differ. */
  public static final List<String> AXES =
      List.of(
          "dataset",
          "train_points",
          "architecture",
          "regime",
          "batch_size",
          "learning_rate",
          "max_epochs");

  /**
   * The axes that are taken when none are named. A regime stands for all that its runs were trained
   * with: batch size and learning rate often change together, and then no two networks differ in
   * one of them alone.
   */
  public static final List<String> DEFAULT_AXES =
      List.of("dataset", "train_points", "architecture", "regime");

  private static final String UNKNOWN = "unknown";

  /** The hyperparameters of a run of {@code regime}: axis → value. */
  Map<String, String> hyperparameters(String regime, List<String> axes) {
    Optional<RegimeFacts> facts =
        experiment.regimes().stream().filter(each -> each.name().equals(regime)).findFirst();
    ExperimentSummary summary = experiment.summary();
    Map<String, String> values = new LinkedHashMap<>();
    for (String axis : axes) {
      Optional<?> value =
          switch (axis) {
            case "dataset" -> summary.dataset();
            case "train_points" -> summary.trainPoints();
            case "architecture" -> summary.architecture();
            case "regime" -> Optional.of(regime);
            case "batch_size" -> facts.map(RegimeFacts::batchSize);
            case "learning_rate" -> facts.map(RegimeFacts::learningRate);
            case "max_epochs" -> facts.map(RegimeFacts::maxEpochs);
            default -> throw new IllegalArgumentException("axis " + axis);
          };
      values.put(axis, value.map(Object::toString).orElse(UNKNOWN));
    }
    return Map.copyOf(values);
  }

  /** Every predictor of any of the experiments, by name. */
  static SortedSet<ExperimentResults.MeasureFacts> predictors(List<Study> studies) {
    SortedSet<ExperimentResults.MeasureFacts> all =
        new TreeSet<>(Comparator.comparing(ExperimentResults.MeasureFacts::name));
    studies.forEach(study -> all.addAll(study.points().predictors()));
    return all;
  }
}
