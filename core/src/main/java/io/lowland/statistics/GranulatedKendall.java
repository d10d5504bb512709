package io.lowland.statistics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The granulated Kendall coefficient of Y. Jiang et al., "Fantastic Generalization Measures and
 * Where to Find Them" (ICLR 2020), section 3.1, equations 6 and 7: for each hyperparameter, ψ is
 * the mean over all settings of the others of Kendall's τ between measure and gap along that
 * hyperparameter alone; Ψ is the mean of the ψ. A measure cannot score by following a single
 * hyperparameter. Where several models share all hyperparameters (they differ in their seed), each
 * of them meets each model of the other values, and those that share the value are not compared.
 *
 * @param psi ψ per hyperparameter, in alphabetical order; without those along which no two models
 *     can be compared
 * @param mean Ψ
 */
public record GranulatedKendall(SequencedMap<String, Double> psi, double mean) {

  /**
   * The coefficient of a study; tied pairs count 0, as in the paper.
   *
   * @return undefined if no two models differ in one hyperparameter only
   * @throws IllegalArgumentException if the models name different hyperparameters
   */
  public static Outcome<GranulatedKendall> of(List<TrainedModel> models) {
    SequencedMap<String, Double> psi = new TreeMap<>();
    for (String axis : TrainedModel.axes(models)) {
      lines(models, axis).stream()
          .flatMapToDouble(line -> tau(line, axis).stream())
          .average()
          .ifPresent(mean -> psi.put(axis, mean));
    }
    if (psi.isEmpty()) {
      return Outcome.undefined("no two models differ in exactly one hyperparameter");
    }
    double mean = psi.values().stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    return Outcome.of(new GranulatedKendall(psi, mean));
  }

  /** Groups of models that share everything but {@code axis}. */
  private static List<List<TrainedModel>> lines(List<TrainedModel> models, String axis) {
    Map<Map<String, String>, List<TrainedModel>> lines = new HashMap<>();
    for (TrainedModel model : models) {
      Map<String, String> others = new HashMap<>(model.hyperparameters());
      others.remove(axis);
      lines.computeIfAbsent(others, key -> new ArrayList<>()).add(model);
    }
    return List.copyOf(lines.values());
  }

  /** τ over the pairs of different values of the axis; empty where there is none. */
  private static OptionalDouble tau(List<TrainedModel> line, String axis) {
    Map<String, List<TrainedModel>> byValue =
        line.stream().collect(Collectors.groupingBy(each -> each.hyperparameters().get(axis)));
    long sum = TrainedModel.agreement(line);
    long pairs = pairs(line);
    for (List<TrainedModel> same : byValue.values()) {
      sum -= TrainedModel.agreement(same);
      pairs -= pairs(same);
    }
    return pairs == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) sum / pairs);
  }

  private static long pairs(List<TrainedModel> models) {
    return (long) models.size() * (models.size() - 1) / 2;
  }
}
