package io.lowland.cli.run;

import io.lowland.contracts.MeasurementTaken;
import io.lowland.measure.ensemble.EnsembleAgreement;
import io.lowland.network.CheckpointKind;
import io.lowland.network.CheckpointMetadata;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What is known about one network of an experiment.
 *
 * @param run id
 * @param regime name
 * @param seed of the run
 * @param trained whether its checkpoint was sent
 * @param failure why there will be nothing more, if so
 * @param measurements of the trained network, by name of the measure
 * @param expected how many of them there will be; empty before the first
 * @param further checkpoints along training and reparameterised ones that were heard of, by id
 * @param checkpoints how many checkpoints there will be in all, as far as is known
 */
public record RunResult(
    String run,
    String regime,
    long seed,
    boolean trained,
    Optional<String> failure,
    Map<String, MeasurementTaken> measurements,
    Optional<Integer> expected,
    Map<String, FurtherCheckpoint> further,
    int checkpoints) {

  public RunResult {
    measurements = Collections.unmodifiableMap(new TreeMap<>(measurements));
    further = Map.copyOf(further);
  }

  static RunResult requested(String run, String regime, long seed) {
    return new RunResult(
        run, regime, seed, false, Optional.empty(), Map.of(), Optional.empty(), Map.of(), 1);
  }

  RunResult withTrained() {
    return new RunResult(
        run, regime, seed, true, failure, measurements, expected, further, checkpoints);
  }

  RunResult withFailure(String reason) {
    return new RunResult(
        run,
        regime,
        seed,
        trained,
        Optional.of(reason),
        measurements,
        expected,
        further,
        checkpoints);
  }

  /** The same measure taken again replaces the earlier one. */
  RunResult with(MeasurementTaken taken) {
    return taken.kind() == CheckpointKind.FINAL ? withFinal(taken) : withFurther(taken);
  }

  private RunResult withFinal(MeasurementTaken taken) {
    Map<String, MeasurementTaken> all = new TreeMap<>(measurements);
    all.put(taken.measure(), taken);
    return new RunResult(
        run,
        regime,
        seed,
        true,
        failure,
        all,
        Optional.of(taken.expected()),
        further,
        taken.runCheckpoints().orElse(1));
  }

  private RunResult withFurther(MeasurementTaken taken) {
    Map<String, FurtherCheckpoint> all = new TreeMap<>(further);
    all.merge(taken.checkpoint(), FurtherCheckpoint.of(taken), FurtherCheckpoint::and);
    return new RunResult(
        run, regime, seed, trained, failure, measurements, expected, all, checkpoints);
  }

  /** How many checkpoints there will be besides the final one, as far as is known. */
  public int furtherExpected() {
    return Math.max(checkpoints - 1, further.size());
  }

  /** How many of them have been measured. */
  public int furtherMeasured() {
    return (int) further.values().stream().filter(FurtherCheckpoint::isMeasured).count();
  }

  /** Whether every measure of the trained network has been taken, at least one with a value. */
  public boolean isMeasured() {
    return isComplete() && hasValue();
  }

  private boolean isComplete() {
    return expected.isPresent() && measurements.size() >= expected.get();
  }

  /** Ensemble agreement has its value from the analysis, later. */
  private boolean hasValue() {
    return measurements.values().stream()
        .anyMatch(
            taken -> taken.value().isPresent() || taken.measure().equals(EnsembleAgreement.NAME));
  }

  /** Why the network could not be trained, or why no measure of it could be taken. */
  @Override
  public Optional<String> failure() {
    return isComplete() && !hasValue()
        ? measurements.values().stream().flatMap(taken -> taken.reason().stream()).findFirst()
        : failure;
  }

  /** Whether nothing more will come. */
  public boolean isFinal() {
    return failure().isPresent() || (isMeasured() && furtherMeasured() >= furtherExpected());
  }

  /** The value of {@code measure}; empty when it has none, or none yet. */
  public OptionalDouble value(String measure) {
    MeasurementTaken taken = measurements.get(measure);
    return taken == null ? OptionalDouble.empty() : taken.value();
  }

  /** Passes over the training set. */
  public Optional<Integer> epochs() {
    return training(CheckpointMetadata.EPOCHS).map(Integer::valueOf);
  }

  /** Seconds of training. */
  public Optional<Double> trainSeconds() {
    return training(CheckpointMetadata.TRAIN_SECONDS).map(Double::valueOf);
  }

  private Optional<String> training(String key) {
    return measurements.values().stream().findFirst().map(taken -> taken.training().get(key));
  }
}
