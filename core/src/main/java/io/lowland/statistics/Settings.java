package io.lowland.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The models of a study by setting (those that share all hyperparameters), and how badly each of
 * them generalises: all that is the same for every measure. Immutable.
 */
public final class Settings {

  /**
   * Two settings that differ in one hyperparameter only.
   *
   * @param axis that hyperparameter
   * @param line the number of the group of settings that share everything but {@code axis}
   * @param one a setting
   * @param other another
   * @param pairs how many pairs there are of a model of one and a model of the other
   * @param smaller for each model of {@code one}, how many of {@code other} have a smaller gap
   * @param notLarger for each model of {@code one}, how many of {@code other} have no larger gap
   */
  record Comparison(
      String axis, int line, int one, int other, long pairs, int[] smaller, int[] notLarger) {}

  private final int models;
  private final List<Map<String, String>> settings;

  /** The models of each setting, by gap. */
  private final List<int[]> members = new ArrayList<>();

  private final List<Comparison> comparisons = new ArrayList<>();

  /**
   * Groups models; settings are in the order of their first models.
   *
   * @param hyperparameters of each model: name → value, the same names in all
   * @param gaps how badly each generalises, finite
   * @throws IllegalArgumentException if models name different hyperparameters, a gap is not finite
   *     or there are not as many of these as of those
   */
  public Settings(List<Map<String, String>> hyperparameters, double[] gaps) {
    models = hyperparameters.size();
    require(models, gaps, "gap");
    Map<Map<String, String>, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < models; i++) {
      groups.computeIfAbsent(hyperparameters.get(i), key -> new ArrayList<>()).add(i);
    }
    settings = List.copyOf(groups.keySet());
    for (List<Integer> group : groups.values()) {
      group.sort(Comparator.comparingDouble(i -> gaps[i]));
      members.add(group.stream().mapToInt(Integer::intValue).toArray());
    }
    for (String axis : axes(settings)) {
      compareAlong(axis, gaps);
    }
  }

  /**
   * The study with what a measure says of each model.
   *
   * @throws IllegalArgumentException if a value is not finite or there is not one for each model
   */
  public MeasuredSettings measured(double[] measure) {
    require(models, measure, "value");
    return new MeasuredSettings(this, measure);
  }

  /** Number of models. */
  int models() {
    return models;
  }

  private static void require(int models, double[] values, String what) {
    if (values.length != models) {
      throw new IllegalArgumentException(
          "%d %ss; expected one for each of %d models".formatted(values.length, what, models));
    }
    for (int i = 0; i < models; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "%s of model %d: %s; expected a finite number".formatted(what, i, values[i]));
      }
    }
  }

  private static SortedSet<String> axes(List<Map<String, String>> settings) {
    SortedSet<String> axes = new TreeSet<>();
    for (Map<String, String> setting : settings) {
      if (axes.isEmpty()) {
        axes.addAll(setting.keySet());
      }
      if (!axes.equals(setting.keySet())) {
        throw new IllegalArgumentException(
            "hyperparameters %s and %s; expected the same names in all models"
                .formatted(axes, new TreeSet<>(setting.keySet())));
      }
    }
    return axes;
  }

  private void compareAlong(String axis, double[] gaps) {
    Map<Map<String, String>, List<Integer>> lines = new LinkedHashMap<>();
    for (int i = 0; i < settings.size(); i++) {
      Map<String, String> others = new LinkedHashMap<>(settings.get(i));
      others.remove(axis);
      lines.computeIfAbsent(others, key -> new ArrayList<>()).add(i);
    }
    int line = 0;
    for (List<Integer> together : lines.values()) {
      for (int one : together) {
        for (int other : together.subList(0, together.indexOf(one))) {
          comparisons.add(comparison(axis, line, one, other, gaps));
        }
      }
      line++;
    }
  }

  private Comparison comparison(String axis, int line, int one, int other, double[] gaps) {
    int[] these = members.get(one);
    double[] those = Arrays.stream(members.get(other)).mapToDouble(i -> gaps[i]).toArray();
    int[] smaller = new int[these.length];
    int[] notLarger = new int[these.length];
    int less = 0;
    int atMost = 0;
    for (int k = 0; k < these.length; k++) {
      while (less < those.length && those[less] < gaps[these[k]]) {
        less++;
      }
      while (atMost < those.length && those[atMost] <= gaps[these[k]]) {
        atMost++;
      }
      smaller[k] = less;
      notLarger[k] = atMost;
    }
    long pairs = (long) these.length * those.length;
    return new Comparison(axis, line, one, other, pairs, smaller, notLarger);
  }

  /** Every two settings that differ in one hyperparameter only: by axis, then by line. */
  List<Comparison> comparisons() {
    return comparisons;
  }

  /** The value of a hyperparameter in a setting. */
  String value(int setting, String axis) {
    return settings.get(setting).get(axis);
  }

  /** Which of {@code values}, one for each model, are of each setting's models, by gap. */
  List<double[]> bySetting(double[] values) {
    return members.stream()
        .map(these -> IntStream.of(these).mapToDouble(i -> values[i]).toArray())
        .toList();
  }
}
