package io.lowland.analysis.domain;

import io.lowland.analysis.domain.ExperimentResults.MeasureFacts;
import java.util.List;
import java.util.Optional;

/**
 * The runs of an experiment as points of its plots.
 *
 * @param measures what is measured, by name
 * @param runs by regime, seed and id
 */
public record RunPoints(List<MeasureFacts> measures, List<RunPoint> runs) {

  /** Values of several variables over the runs that have all of them. */
  public record Columns(List<double[]> values) {
    /** Number of runs. */
    public int n() {
      return values.getFirst().length;
    }

    public double[] get(int variable) {
      return values.get(variable);
    }
  }

  /** The ids of the runs that have a value for each of {@code names}. */
  public List<String> withAll(List<String> names) {
    return runs.stream()
        .filter(run -> names.stream().allMatch(name -> run.value(name).isPresent()))
        .map(RunPoint::run)
        .toList();
  }

  /** The columns of {@code names}, over the runs that have a value for each. */
  public Columns complete(List<String> names) {
    List<RunPoint> complete =
        runs.stream()
            .filter(run -> names.stream().allMatch(name -> run.value(name).isPresent()))
            .toList();
    return new Columns(
        names.stream()
            .map(
                name ->
                    complete.stream().mapToDouble(run -> run.value(name).getAsDouble()).toArray())
            .toList());
  }

  /** Measures that may predict: all but those of generalisation itself. */
  public List<MeasureFacts> predictors() {
    return measures.stream().filter(measure -> !measure.isOutcome()).toList();
  }

  /** Only the runs of {@code regime}, if one is given. */
  public RunPoints of(Optional<String> regime) {
    return regime
        .map(
            name ->
                new RunPoints(
                    measures, runs.stream().filter(run -> run.regime().equals(name)).toList()))
        .orElse(this);
  }
}
