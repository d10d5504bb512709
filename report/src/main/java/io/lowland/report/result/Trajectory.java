package io.lowland.report.result;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One network on the way of its training.
 *
 * @param run id
 * @param regime name
 * @param seed of the run
 * @param epoch passes over the training set so far
 * @param kind {@code along_training} or {@code final}
 * @param values measure → value
 */
public record Trajectory(
    String run,
    String regime,
    Optional<Long> seed,
    int epoch,
    String kind,
    SortedMap<String, Double> values) {

  private static final String FINAL = "final";

  public Trajectory {
    Map<String, Double> known = values == null ? Map.of() : values;
    values = Collections.unmodifiableSortedMap(new TreeMap<>(known));
  }

  /** Whether training went on from here. */
  public boolean isOnTheWay() {
    return !kind.equals(FINAL);
  }
}
