package io.lowland.analysis.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tasks of a page's main thread, from a trace of Chromium.
 *
 * @param elapsedMillis how long each took, ascending; what else the machine did in between counts
 * @param cpuMillis how long each had a processor, ascending
 */
record MainThread(double[] elapsedMillis, double[] cpuMillis) {
  static final List<String> CATEGORIES = List.of("toplevel");
  private static final double MICROS_PER_MILLI = 1_000;

  private record Thread(long process, long number) {
    static Thread of(JsonNode event) {
      return new Thread(event.path("pid").asLong(), event.path("tid").asLong());
    }
  }

  /** Of a trace of {@link #CATEGORIES} in Chromium's JSON format. */
  static MainThread of(byte[] trace) {
    List<JsonNode> events = new ArrayList<>();
    try {
      new ObjectMapper().readTree(trace).path("traceEvents").forEach(events::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Set<Thread> main = new HashSet<>();
    for (JsonNode event : events) {
      if (event.path("name").asText().equals("thread_name")
          && event.path("args").path("name").asText().equals("CrRendererMain")) {
        main.add(Thread.of(event));
      }
    }
    List<JsonNode> tasks =
        events.stream()
            .filter(event -> event.path("name").asText().endsWith("RunTask"))
            .filter(event -> main.contains(Thread.of(event)))
            .toList();
    return new MainThread(millis(tasks, "dur"), millis(tasks, "tdur"));
  }

  private static double[] millis(List<JsonNode> tasks, String field) {
    return tasks.stream()
        .mapToDouble(task -> task.path(field).asDouble() / MICROS_PER_MILLI)
        .sorted()
        .toArray();
  }
}
