package io.lowland.cli.submit;

import io.lowland.contracts.MeasurementTaken;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What came back about one network that was handed in.
 *
 * @param network the network
 * @param measurements so far, by name of the measure
 * @param rejected why no worker could take it, if so
 */
public record Answer(
    OwnNetwork network, Map<String, MeasurementTaken> measurements, Optional<String> rejected) {

  public Answer {
    measurements = Collections.unmodifiableMap(new TreeMap<>(measurements));
  }

  static Answer none(OwnNetwork network) {
    return new Answer(network, Map.of(), Optional.empty());
  }

  Answer with(MeasurementTaken taken) {
    Map<String, MeasurementTaken> all = new TreeMap<>(measurements);
    all.put(taken.measure(), taken);
    return new Answer(network, all, rejected);
  }

  Answer withRejection(String reason) {
    return new Answer(network, measurements, Optional.of(reason));
  }

  /** Whether nothing more will come. */
  public boolean isComplete() {
    return rejected.isPresent()
        || measurements.values().stream()
            .anyMatch(taken -> measurements.size() >= taken.expected());
  }

  /** Why nothing of it could be measured, if so. */
  public Optional<String> failure() {
    if (rejected.isPresent()) {
      return rejected;
    }
    boolean nothing = measurements.values().stream().allMatch(taken -> taken.value().isEmpty());
    return nothing ? reasons().stream().findFirst() : Optional.empty();
  }

  private List<String> reasons() {
    return measurements.values().stream().flatMap(taken -> taken.reason().stream()).toList();
  }

  /** The measures asked for that no worker has. */
  public List<String> unknown() {
    return measurements.values().stream()
        .filter(taken -> taken.family().isEmpty())
        .map(MeasurementTaken::measure)
        .toList();
  }

  /** How many measures have no value. */
  public int withoutValue() {
    return reasons().size();
  }

  /** Fraction of the test images classified correctly, if it was measured. */
  public OptionalDouble testAccuracy() {
    MeasurementTaken taken = measurements.get("test_accuracy");
    return taken == null ? OptionalDouble.empty() : taken.value();
  }
}
