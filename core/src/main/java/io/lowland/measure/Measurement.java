package io.lowland.measure;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a {@link Measure} found: a value with its evidence, or the reason why there is none.
 *
 * @param measure name of the measure
 * @param value the value, finite; empty exactly when {@code reason} is present
 * @param standardError standard error of the value, finite, where it is an estimate
 * @param details further facts that belong to the value, in snake case and JSON types (numbers,
 *     strings, booleans, lists, maps), such as {@code total} or {@code verdicts} of the pair proxy
 * @param reason why there is no value
 */
public record Measurement(
    String measure,
    OptionalDouble value,
    OptionalDouble standardError,
    Map<String, Object> details,
    Optional<String> reason) {

  public Measurement {
    if (value.isPresent() == reason.isPresent()) {
      throw new IllegalArgumentException(
          measure + ": expected either a value or the reason why there is none");
    }
    requireFinite(measure, "value", value);
    requireFinite(measure, "standard error", standardError);
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }

  private static void requireFinite(String measure, String what, OptionalDouble number) {
    if (number.isPresent() && !Double.isFinite(number.getAsDouble())) {
      throw new IllegalArgumentException(
          "%s: %s %s; expected a finite number".formatted(measure, what, number.getAsDouble()));
    }
  }

  /** A value without further facts; none where it is not finite. */
  public static Measurement of(String measure, double value) {
    return of(measure, value, Map.of());
  }

  /** A value with further facts; none where it is not finite. */
  public static Measurement of(String measure, double value, Map<String, Object> details) {
    if (!Double.isFinite(value)) {
      return none(measure, "the value is not finite: " + value, details);
    }
    return new Measurement(
        measure, OptionalDouble.of(value), OptionalDouble.empty(), details, Optional.empty());
  }

  /** An estimate with its standard error; none where one of the two is not finite. */
  public static Measurement estimate(
      String measure, double value, double standardError, Map<String, Object> details) {
    if (!Double.isFinite(value) || !Double.isFinite(standardError)) {
      return none(
          measure, "the estimate is not finite: %s ± %s".formatted(value, standardError), details);
    }
    return new Measurement(
        measure,
        OptionalDouble.of(value),
        OptionalDouble.of(standardError),
        details,
        Optional.empty());
  }

  /** No value, and why. */
  public static Measurement none(String measure, String reason, Map<String, Object> details) {
    return new Measurement(
        measure, OptionalDouble.empty(), OptionalDouble.empty(), details, Optional.of(reason));
  }
}
