package io.lowland.cli.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Why measures have no value: said once below a table, whose columns stay narrow. */
public final class Reasons {
  private final Map<String, List<String>> measures = new LinkedHashMap<>();

  /** Adds that {@code measure} has no value because of {@code reason}. */
  public void add(String measure, String reason) {
    measures.computeIfAbsent(reason, any -> new ArrayList<>()).add(measure);
  }

  /** A line per reason, with all that it is the reason of, in the order of {@link #add}. */
  public List<String> lines() {
    return measures.entrySet().stream()
        .map(
            each ->
                "no value of %s: %s".formatted(String.join(", ", each.getValue()), each.getKey()))
        .toList();
  }
}
