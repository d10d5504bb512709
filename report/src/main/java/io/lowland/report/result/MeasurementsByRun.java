package io.lowland.report.result;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/** The measurements of an experiment, put together with its runs. */
final class MeasurementsByRun {
  private final Map<String, SortedMap<String, Measured>> byCheckpoint = new HashMap<>();
  private final Map<String, Map<String, String>> training = new HashMap<>();
  private final Map<String, SortedMap<String, Double>> points = new HashMap<>();

  /** Reads the items of {@code /measurements?details=true}. */
  static MeasurementsByRun of(List<JsonNode> items) {
    MeasurementsByRun measurements = new MeasurementsByRun();
    items.forEach(measurements::add);
    return measurements;
  }

  private void add(JsonNode item) {
    String checkpoint = item.path("checkpoint").asText();
    byCheckpoint
        .computeIfAbsent(checkpoint, _ -> new TreeMap<>())
        .put(item.path("measure").asText(), measured(item));
    training.computeIfAbsent(
        checkpoint,
        _ -> {
          Map<String, String> facts = new TreeMap<>();
          item.path("training")
              .properties()
              .forEach(fact -> facts.put(fact.getKey(), fact.getValue().asText()));
          facts.put("code_version", item.path("code_version").asText());
          return facts;
        });
  }

  private static Measured measured(JsonNode item) {
    JsonNode undecided = item.path("details").path("undecided");
    return new Measured(
        number(item, "value"),
        number(item, "standard_error"),
        Optional.ofNullable(item.get("reason")).map(JsonNode::asText),
        item.path("seconds").asDouble(),
        undecided.isInt() ? Optional.of(undecided.asInt()) : Optional.empty());
  }

  /**
   * Reads the items of {@code /points}: what a run's last checkpoint is worth in statistics. A
   * value that no measurement has, because the analysis itself computed it, is added from there.
   */
  void addPoints(JsonNode items) {
    for (JsonNode item : items) {
      SortedMap<String, Double> values = new TreeMap<>();
      item.path("values")
          .properties()
          .forEach(value -> values.put(value.getKey(), value.getValue().asDouble()));
      points.put(item.path("run").asText(), values);
    }
  }

  /** One item of {@code /runs} with its measurements. */
  RunResult run(JsonNode item) {
    String run = item.path("run").asText();
    Optional<String> checkpoint = Optional.ofNullable(item.get("checkpoint")).map(JsonNode::asText);
    SortedMap<String, Measured> measurements =
        new TreeMap<>(
            checkpoint.map(byCheckpoint::get).orElseGet(java.util.Collections::emptySortedMap));
    points
        .getOrDefault(run, java.util.Collections.emptySortedMap())
        .forEach((measure, value) -> measurements.putIfAbsent(measure, computed(value)));
    Map<String, String> facts = checkpoint.map(training::get).orElseGet(Map::of);
    return new RunResult(
        run,
        item.path("regime").asText(),
        Optional.ofNullable(item.get("seed")).map(JsonNode::asLong),
        item.path("state").asText(),
        value(measurements, "train_accuracy"),
        value(measurements, ExperimentResult.ACCURACY),
        Optional.ofNullable(item.get("epoch")).map(JsonNode::asInt),
        Optional.ofNullable(facts.get("train_seconds")).flatMap(SaidByRuns::real).stream()
            .mapToDouble(Double::doubleValue)
            .findFirst(),
        Optional.ofNullable(item.get("reason")).map(JsonNode::asText),
        checkpoint,
        facts,
        measurements);
  }

  private static Measured computed(double value) {
    return new Measured(
        OptionalDouble.of(value), OptionalDouble.empty(), Optional.empty(), 0, Optional.empty());
  }

  private static OptionalDouble value(SortedMap<String, Measured> measurements, String measure) {
    Measured measured = measurements.get(measure);
    return measured == null ? OptionalDouble.empty() : measured.value();
  }

  private static OptionalDouble number(JsonNode item, String field) {
    JsonNode number = item.get(field);
    return number == null || number.isNull()
        ? OptionalDouble.empty()
        : OptionalDouble.of(number.asDouble());
  }
}
