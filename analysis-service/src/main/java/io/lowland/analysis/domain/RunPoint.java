package io.lowland.analysis.domain;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one run contributes to every plot and statistic of its experiment.
 *
 * @param run id
 * @param regime name
 * @param seed if the checkpoint says
 * @param epochs that its last checkpoint was trained, if it says so
 * @param testAccuracy once it is measured
 * @param values measure → value, by name; without those that have none
 */
public record RunPoint(
    String run,
    String regime,
    Optional<Long> seed,
    Optional<Integer> epochs,
    OptionalDouble testAccuracy,
    SortedMap<String, Double> values) {

  /** The name under which {@link #epochs} may be a covariate. */
  public static final String EPOCHS = "epochs";

  /** A run with all its values, the test accuracy among them. */
  public static RunPoint of(
      String run,
      String regime,
      Optional<Long> seed,
      Optional<Integer> epochs,
      Map<String, Double> values) {
    SortedMap<String, Double> sorted = new TreeMap<>(values);
    Double accuracy = sorted.get(CorrelationAnalysis.TARGET);
    return new RunPoint(
        run,
        regime,
        seed,
        epochs,
        accuracy == null ? OptionalDouble.empty() : OptionalDouble.of(accuracy),
        sorted);
  }

  /** Only the value of {@code measure}, if there is one. */
  public RunPoint only(String measure) {
    SortedMap<String, Double> one = new TreeMap<>(values);
    one.keySet().retainAll(Set.of(measure));
    return new RunPoint(run, regime, seed, epochs, testAccuracy, one);
  }

  /** The value of a measure, or the epochs under {@link #EPOCHS}. */
  @JsonIgnore
  public OptionalDouble value(String name) {
    Double value = values.get(name);
    if (value != null) {
      return OptionalDouble.of(value);
    }
    return name.equals(EPOCHS)
        ? epochs.stream().mapToDouble(Integer::doubleValue).findFirst()
        : OptionalDouble.empty();
  }
}
