package io.lowland.statistics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
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

  private record Tally(long pairs, long agreement) {
    Tally plus(Tally other) {
      return new Tally(pairs + other.pairs, agreement + other.agreement);
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
    SortedSet<String> axes = TrainedModel.axes(models);
    List<List<TrainedModel>> settings = settings(models);
    Map<Key, Tally> tallies = new TreeMap<>();
    for (int i = 0; i < settings.size(); i++) {
      for (int j = 0; j < i; j++) {
        compare(axes, settings.get(i), settings.get(j), tallies);
      }
    }
    List<Environment> environments = new ArrayList<>();
    tallies.forEach((key, tally) -> environments.add(environment(key, tally)));
    if (environments.isEmpty()) {
      return Outcome.undefined("no two models differ in exactly one hyperparameter");
    }
    var errors = environments.stream().mapToDouble(Environment::error).summaryStatistics();
    return Outcome.of(new SignError(environments, errors.getAverage(), errors.getMax()));
  }

  /** Models that share all hyperparameters, in the order of their first. */
  private static List<List<TrainedModel>> settings(List<TrainedModel> models) {
    Map<Map<String, String>, List<TrainedModel>> settings = new LinkedHashMap<>();
    for (TrainedModel model : models) {
      settings.computeIfAbsent(model.hyperparameters(), key -> new ArrayList<>()).add(model);
    }
    return List.copyOf(settings.values());
  }

  /** Counts all pairs of models of two settings, if the settings differ in one axis only. */
  private static void compare(
      SortedSet<String> axes,
      List<TrainedModel> some,
      List<TrainedModel> others,
      Map<Key, Tally> tallies) {
    TrainedModel a = some.getFirst();
    TrainedModel b = others.getFirst();
    for (String axis : axes) {
      if (a.differsOnlyIn(axis, b)) {
        String one = a.hyperparameters().get(axis);
        String two = b.hyperparameters().get(axis);
        Key key = one.compareTo(two) < 0 ? new Key(axis, one, two) : new Key(axis, two, one);
        List<TrainedModel> both = new ArrayList<>(some);
        both.addAll(others);
        long agreement =
            TrainedModel.agreement(both)
                - TrainedModel.agreement(some)
                - TrainedModel.agreement(others);
        tallies.merge(key, new Tally((long) some.size() * others.size(), agreement), Tally::plus);
      }
    }
  }

  private static Environment environment(Key key, Tally tally) {
    double error = 0.5 * (1 - (double) tally.agreement() / tally.pairs());
    return new Environment(key.axis(), key.first(), key.second(), tally.pairs(), error);
  }
}
