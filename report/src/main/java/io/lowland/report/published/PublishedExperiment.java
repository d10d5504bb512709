package io.lowland.report.published;

import io.lowland.statistics.Interval;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the paper's published per-network results of one of its experiments come to.
 *
 * @param tables where the paper reports it, such as {@code Table 4}
 * @param dataset catalogue name
 * @param architecture the widths
 * @param trainPoints n
 * @param regimes ways of training
 * @param groups statistics over all networks and, where there are several regimes, over each
 * @param difference between the regimes' mean test accuracies, second − first
 * @param selection expected test accuracy of the best of k networks
 * @param reparameterisations how function-preserving rescaling changed the measures
 */
public record PublishedExperiment(
    String tables,
    String dataset,
    String architecture,
    int trainPoints,
    List<Regime> regimes,
    List<Group> groups,
    Optional<Difference> difference,
    List<Selection> selection,
    List<Reparameterisation> reparameterisations) {

  /**
   * One way of training.
   *
   * @param name as in Lowland's experiment files
   * @param batchSize points per step
   * @param learningRate step length
   */
  public record Regime(String name, int batchSize, double learningRate) {}

  /**
   * Statistics over the networks of a regime, or of all.
   *
   * @param regime name, or {@code all}
   * @param n networks
   * @param accuracyMean of the test accuracies
   * @param accuracyDeviation their standard deviation, n − 1 below
   * @param measures what the paper measured
   */
  public record Group(
      String regime,
      int n,
      double accuracyMean,
      double accuracyDeviation,
      List<MeasureSummary> measures) {

    /** What is known about {@code measure}. */
    public Optional<MeasureSummary> of(String measure) {
      return measures.stream().filter(each -> each.measure().equals(measure)).findFirst();
    }
  }

  /**
   * One measure over the networks of a group.
   *
   * @param measure Lowland's name of it
   * @param mean of its values
   * @param deviation standard deviation
   * @param spearman ρ with test accuracy; empty where the measure is constant
   * @param p two-sided
   * @param ci95 ends of a 95 % percentile bootstrap interval of ρ, computed here
   */
  public record MeasureSummary(
      String measure,
      double mean,
      double deviation,
      OptionalDouble spearman,
      OptionalDouble p,
      Optional<List<Double>> ci95) {

    /** The interval of ρ. */
    public Optional<Interval> interval() {
      return ci95.map(ends -> new Interval(ends.get(0), ends.get(1)));
    }
  }

  /**
   * A difference of means by Welch's test.
   *
   * @param difference second regime − first
   * @param ciLow lower end of the 95 % interval
   * @param ciHigh upper end
   * @param p two-sided
   */
  public record Difference(double difference, double ciLow, double ciHigh, double p) {}

  /**
   * Model selection by one measure.
   *
   * @param measure Lowland's name of it
   * @param k networks to choose from
   * @param expectedAccuracy of the chosen one
   */
  public record Selection(String measure, int k, double expectedAccuracy) {}

  /**
   * One rescaling, over the networks that the paper tried it on.
   *
   * @param transformation {@code T_beta} or {@code T_gamma}
   * @param factor β or γ
   * @param networks how many
   * @param hessianTrace mean of the Hessian trace
   * @param hessianRatio mean of the Hessian trace divided by that at factor 1
   * @param largestChange the largest change of test accuracy, patterns or agreement
   */
  public record Reparameterisation(
      String transformation,
      double factor,
      int networks,
      double hessianTrace,
      double hessianRatio,
      double largestChange) {}

  /** The group of {@code regime}. */
  public Optional<Group> group(String regime) {
    return groups.stream().filter(each -> each.regime().equals(regime)).findFirst();
  }
}
