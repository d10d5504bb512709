package io.lowland.analysis.endpoint;

import io.lowland.analysis.domain.PageRequest;
import io.lowland.analysis.store.ExperimentCatalogue;
import io.lowland.network.CheckpointKind;
import java.util.List;
import java.util.Optional;

/** Query parameters, checked. */
final class Query {
  private static final int DEFAULT_SIZE = 1_000;

  private Query() {}

  /**
   * The page asked for; the first of 1,000 items by default.
   *
   * @throws BadQueryException naming the parameter and what was expected
   */
  static PageRequest page(Optional<String> page, Optional<String> size, int largest) {
    return new PageRequest(
        number("page", page, 0, Integer.MAX_VALUE).orElse(0),
        number("size", size, 1, largest).orElse(Math.min(DEFAULT_SIZE, largest)));
  }

  /** True or false; false by default. */
  static boolean flag(String parameter, Optional<String> text) {
    return switch (text.orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new BadQueryException(parameter, text.orElseThrow(), "true or false");
    };
  }

  /** A kind of checkpoint, the final by default; empty for all. */
  static Optional<CheckpointKind> kind(Optional<String> text) {
    String kind = text.orElse(CheckpointKind.FINAL.text());
    if (kind.equals("all")) {
      return Optional.empty();
    }
    try {
      return Optional.of(CheckpointKind.parse(kind));
    } catch (IllegalArgumentException e) {
      throw new BadQueryException("kind", kind, "final, along_training, reparameterised or all");
    }
  }

  /**
   * Refuses a regime that {@code experiment} does not have, if one is given.
   *
   * @throws BadQueryException naming those that it has
   */
  static void requireRegime(
      Optional<String> regime, String experiment, ExperimentCatalogue experiments) {
    if (regime.isPresent()) {
      List<String> known = experiments.regimeNames(experiment);
      if (!known.contains(regime.get())) {
        throw new BadQueryException("regime", regime.get(), "one of " + String.join(", ", known));
      }
    }
  }

  /** A whole number, if one is given. */
  static Optional<Integer> number(String parameter, Optional<String> text, int least, int most) {
    return text.map(
        digits -> {
          String expected = "a whole number from %d to %d".formatted(least, most);
          try {
            int number = Integer.parseInt(digits);
            if (number < least || number > most) {
              throw new BadQueryException(parameter, digits, expected);
            }
            return number;
          } catch (NumberFormatException e) {
            throw new BadQueryException(parameter, digits, expected);
          }
        });
  }
}
