package io.lowland.statistics;

import io.lowland.statistics.Settings.Comparison;
import java.util.List;

/**
 * How a measure orders the models of a study. For every two settings that differ in one
 * hyperparameter, the pairs of models that measure and gap order alike are counted once, for all
 * statistics.
 *
 * <p>A setting's models stand in the order of their gaps: those with a smaller gap than a given
 * model are the first few. Going through both settings by ascending measure, those already passed
 * are a set of bits in that order, so one model is compared with 64 others at a time, exactly.
 */
public final class MeasuredSettings {

  /** A setting's values, one for each of its models by gap, and their ascending order. */
  private record Values(double[] byGap, int[] ascending) {
    static Values of(double[] byGap) {
      return new Values(byGap, new SortedSample(byGap).order());
    }

    int size() {
      return byGap.length;
    }

    double at(int position) {
      return byGap[ascending[position]];
    }

    /** The first position from {@code from} on whose value is larger than {@code value}. */
    int end(int from, double value) {
      int to = from;
      while (to < byGap.length && at(to) <= value) {
        to++;
      }
      return to;
    }
  }

  private final Settings settings;
  private final long[] agreements;

  MeasuredSettings(Settings settings, double[] measure) {
    this.settings = settings;
    List<Values> values = settings.bySetting(measure).stream().map(Values::of).toList();
    agreements =
        settings.comparisons().stream()
            .mapToLong(each -> agreement(each, values.get(each.one()), values.get(each.other())))
            .toArray();
  }

  /** Groups models that have been measured already. */
  static MeasuredSettings of(List<TrainedModel> models) {
    return new Settings(
            models.stream().map(TrainedModel::hyperparameters).toList(),
            models.stream().mapToDouble(TrainedModel::gap).toArray())
        .measured(models.stream().mapToDouble(TrainedModel::measure).toArray());
  }

  /** Number of models. */
  public int models() {
    return settings.models();
  }

  Settings settings() {
    return settings;
  }

  /**
   * How many pairs of models measure and gap order alike, minus those that they order differently;
   * a tie in either counts nothing.
   *
   * @param comparison position in {@link Settings#comparisons}
   */
  long agreement(int comparison) {
    return agreements[comparison];
  }

  private static long agreement(Comparison comparison, Values one, Values other) {
    PassedModels passed = new PassedModels(other.size());
    long twice = 0;
    int next = 0;
    for (int from = 0; from < one.size(); ) {
      double value = one.at(from);
      int to = one.end(from, value);
      while (next < other.size() && other.at(next) < value) {
        passed.add(other.ascending()[next++]);
      }
      twice += agreementWith(passed, comparison, one, from, to);
      // Those tied with the value are larger the first time and smaller the second, which cancels.
      while (next < other.size() && other.at(next) == value) {
        passed.add(other.ascending()[next++]);
      }
      twice += agreementWith(passed, comparison, one, from, to);
      from = to;
    }
    return twice / 2;
  }

  /**
   * What the agreement of some models of one setting would be, were the passed models of the other
   * smaller than they and the rest larger.
   */
  private static long agreementWith(
      PassedModels passed, Comparison comparison, Values one, int from, int to) {
    long sum = 0;
    for (int position = from; position < to; position++) {
      int model = one.ascending()[position];
      int smaller = comparison.smaller()[model];
      int notLarger = comparison.notLarger()[model];
      int larger = passed.models() - notLarger;
      int alike = passed.among(smaller);
      int different = passed.size() - passed.among(notLarger);
      sum += alike + (larger - different) - different - (smaller - alike);
    }
    return sum;
  }
}
