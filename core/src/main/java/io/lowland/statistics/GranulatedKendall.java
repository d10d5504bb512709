package io.lowland.statistics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * The granulated Kendall coefficient of Y. Jiang et al., "Fantastic Generalization Measures and
 * Where to Find Them" (ICLR 2020), section 3.1, equations 6 and 7: for each hyperparameter, ψ is
 * the mean over all settings of the others of Kendall's τ between measure and gap along that
 * hyperparameter alone; Ψ is the mean of the ψ. A measure cannot score by following a single
 * hyperparameter.
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
          .filter(line -> line.size() > 1)
          .mapToDouble(GranulatedKendall::tau)
          .average()
          .ifPresent(mean -> psi.put(axis, mean));
    }
    if (psi.isEmpty()) {
      return Outcome.undefined("no two models differ in exactly one hyperparameter");
    }
    double mean = psi.values().stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    return Outcome.of(new GranulatedKendall(psi, mean));
  }

  /** Groups of models that share everything but {@code axis}; one model per value of the axis. */
  private static List<List<TrainedModel>> lines(List<TrainedModel> models, String axis) {
    Map<Map<String, String>, List<TrainedModel>> lines = new HashMap<>();
    for (TrainedModel model : models) {
      Map<String, String> others = new HashMap<>(model.hyperparameters());
      others.remove(axis);
      lines.computeIfAbsent(others, key -> new ArrayList<>()).add(model);
    }
    return List.copyOf(lines.values());
  }

  private static double tau(List<TrainedModel> line) {
    long sum = 0;
    int n = line.size();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        sum += line.get(i).agreement(line.get(j));
      }
    }
    return 2.0 * sum / ((double) n * (n - 1));
  }
}
