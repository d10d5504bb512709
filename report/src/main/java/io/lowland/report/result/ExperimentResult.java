package io.lowland.report.result;

import io.lowland.contracts.RegimeComparison;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything that a report says about one experiment. The same content always gives the same
 * report. As JSON it is the result of {@code run}; absent properties are read as unknown.
 *
 * @param experiment id
 * @param name of the experiment file; the id, if the networks were handed in
 * @param description for people
 * @param dataset used
 * @param whyNotFirst why it is not the first of the experiment's preference, if it is not
 * @param datasetDigest SHA-256 over the data set's pixels and labels
 * @param trainPoints n, if it is known and one for all networks
 * @param unseen which remaining points are unseen: {@code all}, {@code leftover} or {@code test}
 * @param architecture the widths, such as {@code 784-64-8-10}
 * @param probes number of probes of the pair proxy
 * @param hessianPoints the most training points the Hessian is taken over
 * @param regimes ways of training, in the experiment's order
 * @param measures what is measured, by name
 * @param runs by regime and seed
 * @param correlations with test accuracy, over all runs and by regime
 * @param partialCorrelations the same given covariates
 * @param strengthDifferences how much better one measure predicts than the others
 * @param regimeComparisons means of every measure in pairs of regimes
 * @param modelSelection how good measures are at choosing among networks
 * @param trajectories networks along training and their final states, if the experiment asked for
 *     any
 * @param reparameterisations measures of rescaled networks, if it asked for any
 * @param reparameterisationTolerance the largest relative difference that counts as equal there
 * @param seconds from the start of the command to the last result, if a command made it; of one
 *     that was interrupted, the sum of its parts
 * @param experimentFile text of the experiment file, if known
 * @param machine on which the services ran, if known
 */
public record ExperimentResult(
    String experiment,
    String name,
    String description,
    String dataset,
    Optional<String> whyNotFirst,
    Optional<String> datasetDigest,
    Optional<Integer> trainPoints,
    Optional<String> unseen,
    String architecture,
    Optional<Integer> probes,
    Optional<Integer> hessianPoints,
    List<RegimeFacts> regimes,
    List<MeasureFacts> measures,
    List<RunResult> runs,
    List<Correlation> correlations,
    List<PartialCorrelations> partialCorrelations,
    List<StrengthDifferences> strengthDifferences,
    List<RegimeComparison> regimeComparisons,
    List<SelectionCurves> modelSelection,
    List<Trajectory> trajectories,
    List<Reparameterisation> reparameterisations,
    OptionalDouble reparameterisationTolerance,
    OptionalDouble seconds,
    Optional<String> experimentFile,
    Optional<String> machine) {

  /** Stands for all regimes together. */
  public static final String ALL_REGIMES = "all";

  /** What every measure is correlated with. */
  public static final String ACCURACY = "test_accuracy";

  public ExperimentResult {
    Objects.requireNonNull(experiment, "experiment");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(dataset, "dataset");
    Objects.requireNonNull(architecture, "architecture");
    description = Objects.requireNonNullElse(description, "");
    regimes = listed(regimes);
    measures = listed(measures);
    runs = listed(runs);
    correlations = listed(correlations);
    partialCorrelations = listed(partialCorrelations);
    strengthDifferences = listed(strengthDifferences);
    regimeComparisons = listed(regimeComparisons);
    modelSelection = listed(modelSelection);
    trajectories = listed(trajectories);
    reparameterisations = listed(reparameterisations);
  }

  private static <T> List<T> listed(List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  /** The runs of {@code regime}, or all for {@link #ALL_REGIMES}. */
  public List<RunResult> runsOf(String regime) {
    return runs.stream()
        .filter(run -> regime.equals(ALL_REGIMES) || run.regime().equals(regime))
        .toList();
  }

  /** Runs that have all their measurements. */
  public int measured() {
    return (int) runs.stream().filter(run -> run.state().equals(RunResult.MEASURED)).count();
  }

  /** Whether its networks were all handed in: no experiment file gave it another name. */
  public boolean isHandedIn() {
    return name.equals(experiment);
  }

  /** Whether runs were trained in more than one way. */
  public boolean hasRegimes() {
    return regimes.size() > 1;
  }

  /** {@code all}, then, where there are several, the regimes. */
  public List<String> scopes() {
    return hasRegimes()
        ? Stream.concat(Stream.of(ALL_REGIMES), regimes.stream().map(RegimeFacts::name)).toList()
        : List.of(ALL_REGIMES);
  }

  /**
   * Correlations of predictors over the runs of {@code regime}, the strongest first; those that are
   * undefined come last.
   */
  public List<Correlation> predictors(String regime) {
    return correlations.stream()
        .filter(correlation -> correlation.regime().equals(regime) && !correlation.outcome())
        .sorted(
            Comparator.comparing((Correlation c) -> -Math.abs(c.spearman().orElse(0)))
                .thenComparing(Correlation::measure))
        .toList();
  }

  /** The correlation of {@code measure} over the runs of {@code regime}. */
  public Optional<Correlation> correlation(String measure, String regime) {
    return correlations.stream()
        .filter(each -> each.measure().equals(measure) && each.regime().equals(regime))
        .findFirst();
  }

  /**
   * Where networks were followed along training in {@code measure}: every point that has its value,
   * the final ones included, of the networks that have it at an earlier epoch too. A measure that
   * was taken of final networks alone was not followed, so it has none.
   */
  public List<Trajectory> followed(String measure) {
    Set<String> followed =
        trajectories.stream()
            .filter(point -> point.isOnTheWay() && point.values().containsKey(measure))
            .map(Trajectory::run)
            .collect(Collectors.toSet());
    return trajectories.stream()
        .filter(point -> followed.contains(point.run()) && point.values().containsKey(measure))
        .toList();
  }

  /** The measures that {@link #followed} has points of, by name. */
  public SortedSet<String> followedMeasures() {
    return trajectories.stream()
        .filter(Trajectory::isOnTheWay)
        .flatMap(point -> point.values().keySet().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * The same result with what only the command that ran the experiment knows.
   *
   * @param failures run → why there will be nothing more, in addition to those known
   */
  public ExperimentResult of(
      List<RegimeFacts> known,
      Map<String, String> failures,
      double commandSeconds,
      String file,
      String where) {
    return new ExperimentResult(
        experiment,
        name,
        description,
        dataset,
        whyNotFirst,
        datasetDigest,
        trainPoints,
        unseen,
        architecture,
        probes,
        hessianPoints,
        known,
        measures,
        runs.stream().map(run -> run.orFailed(failures.get(run.run()))).toList(),
        correlations,
        partialCorrelations,
        strengthDifferences,
        regimeComparisons,
        modelSelection,
        trajectories,
        reparameterisations,
        reparameterisationTolerance,
        OptionalDouble.of(commandSeconds),
        Optional.of(file),
        Optional.of(where));
  }
}
