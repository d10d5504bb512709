package io.lowland.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/**
 * The models of a study by setting: those that share all hyperparameters. Measures and gaps are
 * kept as ranks over all models, so that two settings are compared pair by pair in integers, once
 * for all statistics of the study. Not thread-safe.
 */
public final class Settings {

  /** One setting and the ranks of its models. */
  private record Setting(TrainedModel first, int[] measure, int[] gap) {}

  private final List<Setting> settings = new ArrayList<>();
  private final SortedSet<String> axes;

  /** {@code [setting][other setting before it]}, null until asked for. */
  private final Long[][] agreements;

  /**
   * Groups the models; settings are in the order of their first models.
   *
   * @throws IllegalArgumentException if the models name different hyperparameters
   */
  public Settings(List<TrainedModel> models) {
    int[] measure = ranks(models.stream().mapToDouble(TrainedModel::measure).toArray());
    int[] gap = ranks(models.stream().mapToDouble(TrainedModel::gap).toArray());
    Map<Map<String, String>, List<Integer>> members = new LinkedHashMap<>();
    for (int i = 0; i < models.size(); i++) {
      members.computeIfAbsent(models.get(i).hyperparameters(), key -> new ArrayList<>()).add(i);
    }
    for (List<Integer> indices : members.values()) {
      int[] these = indices.stream().mapToInt(Integer::intValue).toArray();
      settings.add(
          new Setting(
              models.get(these[0]),
              Arrays.stream(these).map(i -> measure[i]).toArray(),
              Arrays.stream(these).map(i -> gap[i]).toArray()));
    }
    axes = TrainedModel.axes(settings.stream().map(Setting::first).toList());
    agreements = new Long[settings.size()][];
    Arrays.setAll(agreements, setting -> new Long[setting]);
  }

  private static int[] ranks(double[] values) {
    return new SortedSample(values).centredRanks();
  }

  int count() {
    return settings.size();
  }

  /** Names of the hyperparameters. */
  SortedSet<String> axes() {
    return axes;
  }

  /** The value of a hyperparameter in a setting. */
  String value(int setting, String axis) {
    return settings.get(setting).first().hyperparameters().get(axis);
  }

  /** Whether {@code axis} is the only hyperparameter in which two settings differ. */
  boolean differOnlyIn(String axis, int one, int other) {
    return settings.get(one).first().differsOnlyIn(axis, settings.get(other).first());
  }

  /** How many pairs there are of a model of one and a model of the other. */
  long pairs(int one, int other) {
    return (long) settings.get(one).measure().length * settings.get(other).measure().length;
  }

  /**
   * How many of those pairs measure and gap order alike, minus those that they order differently; a
   * tie in either counts nothing.
   */
  long agreement(int one, int other) {
    int later = Math.max(one, other);
    int earlier = Math.min(one, other);
    if (agreements[later][earlier] == null) {
      agreements[later][earlier] = agreement(settings.get(later), settings.get(earlier));
    }
    return agreements[later][earlier];
  }

  private static long agreement(Setting a, Setting b) {
    long sum = 0;
    for (int i = 0; i < a.measure().length; i++) {
      sum += agreement(a.measure()[i], a.gap()[i], b.measure(), b.gap());
    }
    return sum;
  }

  private static int agreement(int measure, int gap, int[] measures, int[] gaps) {
    int sum = 0;
    for (int j = 0; j < measures.length; j++) {
      sum += Integer.signum(measure - measures[j]) * Integer.signum(gap - gaps[j]);
    }
    return sum;
  }
}
