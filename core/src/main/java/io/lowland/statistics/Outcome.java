package io.lowland.statistics;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * A statistic, or the reason why it is undefined for these data.
 *
 * @param <T> what the statistic is when it is defined
 */
public sealed interface Outcome<T> {

  /** The statistic is defined. */
  record Value<T>(T value) implements Outcome<T> {
    public Value {
      Objects.requireNonNull(value, "value");
    }
  }

  /** The statistic is undefined for these data; {@code reason} says why, for a reader. */
  record Undefined<T>(String reason) implements Outcome<T> {
    public Undefined {
      Objects.requireNonNull(reason, "reason");
    }
  }

  static <T> Outcome<T> of(T value) {
    return new Value<>(value);
  }

  static <T> Outcome<T> undefined(String reason) {
    return new Undefined<>(reason);
  }

  /** The statistic, if it is defined. */
  default Optional<T> toOptional() {
    return switch (this) {
      case Value<T>(T value) -> Optional.of(value);
      case Undefined<T> undefined -> Optional.empty();
    };
  }

  /** Why the statistic is undefined, if it is. */
  default Optional<String> whyUndefined() {
    return switch (this) {
      case Value<T> value -> Optional.empty();
      case Undefined<T>(String reason) -> Optional.of(reason);
    };
  }

  /** Applies {@code function} to a defined statistic; keeps the reason of an undefined one. */
  default <R> Outcome<R> map(Function<? super T, ? extends R> function) {
    return switch (this) {
      case Value<T>(T value) -> of(function.apply(value));
      case Undefined<T>(String reason) -> undefined(reason);
    };
  }
}
