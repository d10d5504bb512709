package io.lowland.statistics;

import io.lowland.statistics.Settings.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The sign-error of G. K. Dziugaite et al., "In Search of Robust Measures of Generalization"
 * (NeurIPS 2020), section 4: in an environment (two settings that differ in one hyperparameter, all
 * else varying), the probability ½ E[1 − sgn(Δmeasure) sgn(Δgap)] that the measure orders a pair of
 * models the wrong way round; a tie counts one half. A robust measure has a small error in its
 * worst environment, not only on average. Pairs are weighted equally; the paper's weights for gaps
 * within Monte-Carlo error are not applied.
 *
 * @param environments by hyperparameter and pair of values, in alphabetical order
 * @param mean mean error over environments
 * @param worst largest error over environments
 */
public record SignError(List<Environment> environments, double mean, double worst) {

  /**
   * One environment.
   *
   * @param axis the hyperparameter that differs
   * @param first its value in one model of each pair
   * @param second its value in the other
   * @param pairs how many pairs of models it has
   * @param error in [0, 1]
   */
  public record Environment(String axis, String first, String second, long pairs, double error) {}

  private record Key(String axis, String first, String second) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byAxis = axis.compareTo(other.axis);
      int byFirst = byAxis != 0 ? byAxis : first.compareTo(other.first);
      return byFirst != 0 ? byFirst : second.compareTo(other.second);
    }
  }

  public SignError {
    environments = List.copyOf(environments);
  }

  /**
   * The sign-error of a study.
   *
   * @return undefined if no two models differ in one hyperparameter only
   * @throws IllegalArgumentException if the models name different hyperparameters
   */
  public static Outcome<SignError> of(List<TrainedModel> models) {
    return of(MeasuredSettings.of(models));
  }

  /** The sign-error of a study whose models are grouped already. */
  public static Outcome<SignError> of(MeasuredSettings measured) {
    Map<Key, Tally> tallies = new TreeMap<>();
    List<Comparison> comparisons = measured.settings().comparisons();
    for (int i = 0; i < comparisons.size(); i++) {
      Comparison each = comparisons.get(i);
      Tally tally = new Tally(each.pairs(), measured.agreement(i));
      tallies.merge(key(measured.settings(), each), tally, Tally::plus);
    }
    List<Environment> environments = new ArrayList<>();
    tallies.forEach((key, tally) -> environments.add(environment(key, tally)));
    if (environments.isEmpty()) {
      return Outcome.undefined("no two models differ in exactly one hyperparameter");
    }
    var errors = environments.stream().mapToDouble(Environment::error).summaryStatistics();
    return Outcome.of(new SignError(environments, errors.getAverage(), errors.getMax()));
  }

  private static Key key(Settings settings, Comparison comparison) {
    String axis = comparison.axis();
    String one = settings.value(comparison.one(), axis);
    String two = settings.value(comparison.other(), axis);
    return one.compareTo(two) < 0 ? new Key(axis, one, two) : new Key(axis, two, one);
  }

  private static Environment environment(Key key, Tally tally) {
    double error = 0.5 * (1 - tally.balance());
    return new Environment(key.axis(), key.first(), key.second(), tally.pairs(), error);
  }
}
