package io.lowland.report.result;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the checkpoints of runs say, where no experiment file does. */
final class SaidByRuns {
  private SaidByRuns() {}

  /** Every value of {@code key}, each once, or {@code otherwise}. */
  static String all(List<RunResult> runs, String key, String otherwise) {
    String values =
        runs.stream()
            .flatMap(run -> Optional.ofNullable(run.training().get(key)).stream())
            .distinct()
            .sorted()
            .collect(Collectors.joining(" and "));
    return values.isEmpty() ? otherwise : values;
  }

  /** The value of {@code key} that all runs have; empty if they differ or one does not say. */
  static Optional<String> same(List<RunResult> runs, String key) {
    List<Optional<String>> values =
        runs.stream().map(run -> Optional.ofNullable(run.training().get(key))).distinct().toList();
    return values.size() == 1 ? values.getFirst() : Optional.empty();
  }

  /** A whole number, if {@code text} is one. */
  static Optional<Integer> whole(String text) {
    return text.matches("\\d{1,9}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }

  /** A finite number, if {@code text} is one: who hands in a network writes what they like. */
  static Optional<Double> real(String text) {
    try {
      return Optional.of(Double.valueOf(text)).filter(Double::isFinite);
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }
}
