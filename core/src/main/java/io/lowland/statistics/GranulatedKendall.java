package io.lowland.statistics;

import io.lowland.statistics.Settings.Comparison;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

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
    return of(MeasuredSettings.of(models));
  }

  /** The coefficient of a study whose models are grouped already. */
  public static Outcome<GranulatedKendall> of(MeasuredSettings measured) {
    Map<String, SequencedMap<Integer, Tally>> lines = new TreeMap<>();
    List<Comparison> comparisons = measured.settings().comparisons();
    for (int i = 0; i < comparisons.size(); i++) {
      Comparison each = comparisons.get(i);
      Tally tally = new Tally(each.pairs(), measured.agreement(i));
      lines
          .computeIfAbsent(each.axis(), axis -> new LinkedHashMap<>())
          .merge(each.line(), tally, Tally::plus);
    }
    if (lines.isEmpty()) {
      return Outcome.undefined("no two models differ in exactly one hyperparameter");
    }
    SequencedMap<String, Double> psi = new TreeMap<>();
    lines.forEach((axis, along) -> psi.put(axis, mean(along.values(), Tally::balance)));
    return Outcome.of(new GranulatedKendall(psi, mean(psi.values(), Double::doubleValue)));
  }

  private static <T> double mean(Collection<T> values, ToDoubleFunction<T> of) {
    return values.stream().mapToDouble(of).average().orElseThrow();
  }
}
