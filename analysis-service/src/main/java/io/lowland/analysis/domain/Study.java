package io.lowland.analysis.domain;

import io.lowland.analysis.domain.ExperimentDetails.RegimeFacts;
import io.lowland.analysis.domain.ExperimentResults.MeasureFacts;
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
 * @param design how its networks were trained
 * @param points the runs
 */
public record Study(Design design, RunPoints points) {
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

  /**
   * What the runs of an experiment have in common, as far as is known, and its ways of training.
   *
   * @param dataset name
   * @param trainPoints number of training points
   * @param architecture layer sizes such as {@code 784-64-8-10}
   * @param regimes ways of training
   */
  public record Design(
      Optional<String> dataset,
      Optional<Integer> trainPoints,
      Optional<String> architecture,
      List<RegimeFacts> regimes) {}

  /** The hyperparameters of a run of {@code regime}: axis → value. */
  Map<String, String> hyperparameters(String regime, List<String> axes) {
    Optional<RegimeFacts> facts =
        design.regimes().stream().filter(each -> each.name().equals(regime)).findFirst();
    Map<String, String> values = new LinkedHashMap<>();
    for (String axis : axes) {
      Optional<?> value =
          switch (axis) {
            case "dataset" -> design.dataset();
            case "train_points" -> design.trainPoints();
            case "architecture" -> design.architecture();
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
  static SortedSet<MeasureFacts> predictors(List<Study> studies) {
    SortedSet<MeasureFacts> all = new TreeSet<>(Comparator.comparing(MeasureFacts::name));
    studies.forEach(study -> all.addAll(study.points().predictors()));
    return all;
  }
}
