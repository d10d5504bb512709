package io.lowland.statistics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

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
    return of(new Settings(models));
  }

  /** The coefficient of a study whose models are grouped already. */
  public static Outcome<GranulatedKendall> of(Settings settings) {
    SequencedMap<String, Double> psi = new TreeMap<>();
    for (String axis : settings.axes()) {
      lines(settings, axis).stream()
          .filter(line -> line.size() > 1)
          .mapToDouble(line -> tau(settings, line))
          .average()
          .ifPresent(mean -> psi.put(axis, mean));
    }
    if (psi.isEmpty()) {
      return Outcome.undefined("no two models differ in exactly one hyperparameter");
    }
    double mean = psi.values().stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    return Outcome.of(new GranulatedKendall(psi, mean));
  }

  /** Groups of settings that share everything but {@code axis}. */
  private static List<List<Integer>> lines(Settings settings, String axis) {
    Map<List<String>, List<Integer>> lines = new LinkedHashMap<>();
    for (int i = 0; i < settings.count(); i++) {
      List<String> others = new ArrayList<>();
      for (String other : settings.axes()) {
        if (!other.equals(axis)) {
          others.add(settings.value(i, other));
        }
      }
      lines.computeIfAbsent(others, key -> new ArrayList<>()).add(i);
    }
    return List.copyOf(lines.values());
  }

  /** τ over the pairs of models of different settings. */
  private static double tau(Settings settings, List<Integer> line) {
    long sum = 0;
    long pairs = 0;
    for (int i = 0; i < line.size(); i++) {
      for (int j = 0; j < i; j++) {
        sum += settings.agreement(line.get(i), line.get(j));
        pairs += settings.pairs(line.get(i), line.get(j));
      }
    }
    return (double) sum / pairs;
  }
}
