package io.lowland.cli.run;

import io.lowland.contracts.MeasurementTaken;
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
 * @param measurements by name of the measure
 * @param expected how many measurements there will be; empty before the first
 */
public record RunResult(
    String run,
    String regime,
    long seed,
    boolean trained,
    Optional<String> failure,
    Map<String, MeasurementTaken> measurements,
    Optional<Integer> expected) {

  public RunResult {
    measurements = Collections.unmodifiableMap(new TreeMap<>(measurements));
  }

  static RunResult requested(String run, String regime, long seed) {
    return new RunResult(run, regime, seed, false, Optional.empty(), Map.of(), Optional.empty());
  }

  RunResult withTrained() {
    return new RunResult(run, regime, seed, true, failure, measurements, expected);
  }

  RunResult withFailure(String reason) {
    return new RunResult(run, regime, seed, trained, Optional.of(reason), measurements, expected);
  }

  /** The same measure taken again replaces the earlier one. */
  RunResult with(MeasurementTaken taken) {
    Map<String, MeasurementTaken> all = new TreeMap<>(measurements);
    all.put(taken.measure(), taken);
    return new RunResult(run, regime, seed, true, failure, all, Optional.of(taken.expected()));
  }

  /** Whether every measure has been taken. */
  public boolean isMeasured() {
    return expected.isPresent() && measurements.size() >= expected.get();
  }

  /** Whether nothing more will come. */
  public boolean isFinal() {
    return isMeasured() || failure.isPresent();
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
