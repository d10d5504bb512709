package io.lowland.cli.run;

import io.lowland.contracts.MeasurementTaken;
import java.util.Set;
import java.util.TreeSet;

/**
 * How far a network along training, or a reparameterised one, is.
 *
 * @param measures that were taken of it
 * @param expected how many there will be
 */
record FurtherCheckpoint(Set<String> measures, int expected) {

  FurtherCheckpoint {
    measures = Set.copyOf(measures);
  }

  static FurtherCheckpoint of(MeasurementTaken taken) {
    return new FurtherCheckpoint(Set.of(taken.measure()), taken.expected());
  }

  /** With all that either knows. */
  FurtherCheckpoint and(FurtherCheckpoint other) {
    Set<String> all = new TreeSet<>(measures);
    all.addAll(other.measures);
    return new FurtherCheckpoint(all, Math.max(expected, other.expected));
  }

  boolean isMeasured() {
    return measures.size() >= expected;
  }
}
