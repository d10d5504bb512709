package io.lowland.cli.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Why networks failed: one reason, one line, however many they are. */
final class Failures {
  private static final int REASONS = 3;
  private static final int NAMED = 3;

  private Failures() {}

  /** The lines about {@code failed}; those of few reasons only, the report has them all. */
  static List<String> lines(Collection<RunResult> failed) {
    Map<String, List<RunResult>> byReason = new LinkedHashMap<>();
    failed.forEach(
        run ->
            byReason
                .computeIfAbsent(run.failure().orElse(""), reason -> new ArrayList<>())
                .add(run));
    List<String> lines = new ArrayList<>();
    byReason.entrySet().stream()
        .limit(REASONS)
        .forEach(
            each -> lines.add("failed: %s: %s".formatted(names(each.getValue()), each.getKey())));
    if (byReason.size() > REASONS) {
      lines.add("failed for other reasons: see the report");
    }
    return lines;
  }

  private static String names(List<RunResult> runs) {
    boolean regimes = runs.stream().map(RunResult::regime).distinct().count() > 1;
    List<String> named =
        runs.stream()
            .limit(NAMED)
            .map(run -> "seed " + run.seed() + (regimes ? " of " + run.regime() : ""))
            .toList();
    int others = runs.size() - named.size();
    return String.join(", ", named) + (others > 0 ? " and %d others".formatted(others) : "");
  }
}
