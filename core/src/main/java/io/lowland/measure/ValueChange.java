package io.lowland.measure;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What became of a measure's value when the network was reparameterised.
 *
 * @param original value of the network itself; empty where it has none
 * @param value of the transformed network; empty where it has none
 */
public record ValueChange(OptionalDouble original, OptionalDouble value) {

  /**
   * The largest relative difference of values that count as equal. A factor that is no power of two
   * rounds the parameters, which moves an invariant measure by some 1e-7, and a count by one where
   * a unit's input lies that near to 0.
   */
  public static final double TOLERANCE = 1e-4;

  public ValueChange {
    Objects.requireNonNull(original, "original");
    Objects.requireNonNull(value, "value");
  }

  /** New value over original; empty where one is missing or the original is 0. */
  public OptionalDouble ratio() {
    return original.isPresent() && value.isPresent() && original.getAsDouble() != 0
        ? OptionalDouble.of(value.getAsDouble() / original.getAsDouble())
        : OptionalDouble.empty();
  }

  /**
   * Whether both values are the same, up to {@link #TOLERANCE} of the original; {@code false} where
   * only one of them exists, empty where neither does.
   */
  public Optional<Boolean> equal() {
    if (original.isEmpty() && value.isEmpty()) {
      return Optional.empty();
    }
    if (original.isEmpty() || value.isEmpty()) {
      return Optional.of(false);
    }
    double difference = Math.abs(value.getAsDouble() - original.getAsDouble());
    return Optional.of(difference <= TOLERANCE * Math.abs(original.getAsDouble()));
  }
}
