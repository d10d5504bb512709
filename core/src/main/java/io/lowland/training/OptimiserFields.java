package io.lowland.training;

/** The ranges of what optimisers are given. */
final class OptimiserFields {
  private OptimiserFields() {}

  static void checkDescent(double momentum, double weightDecay) {
    if (!(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException(
          "momentum: %s; expected at least 0, below 1".formatted(momentum));
    }
    checkAtLeastZero("weight_decay", weightDecay);
  }

  static void checkAtLeastZero(String field, double value) {
    if (!(value >= 0 && value <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "%s: %s; expected a finite number of at least 0".formatted(field, value));
    }
  }
}
