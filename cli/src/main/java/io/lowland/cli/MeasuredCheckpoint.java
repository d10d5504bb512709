package io.lowland.cli;

import io.lowland.cli.console.Reasons;
import io.lowland.cli.console.TextTable;
import io.lowland.data.Split;
import io.lowland.measure.Measurement;
import io.lowland.measure.TimedMeasurement;
import io.lowland.network.Architecture;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What {@code measure} says about one network.
 *
 * @param checkpoint the file
 * @param dataset name of the data set
 * @param trainPoints points trained on
 * @param assumed whether nobody said how many, so that the default was taken
 * @param testAccuracy fraction of the test images classified correctly
 * @param measurements with the median of their seconds
 */
record MeasuredCheckpoint(
    String checkpoint,
    Architecture architecture,
    String dataset,
    int trainPoints,
    boolean assumed,
    double testAccuracy,
    List<TimedMeasurement> measurements) {

  /**
   * Combines repeated rounds of the same measures.
   *
   * @param assumed whether nobody said the number of training points
   * @param rounds at least one
   */
  static MeasuredCheckpoint of(
      String checkpoint,
      Architecture architecture,
      Split split,
      boolean assumed,
      double testAccuracy,
      List<List<TimedMeasurement>> rounds) {
    List<TimedMeasurement> last = rounds.getLast();
    List<TimedMeasurement> timed =
        IntStream.range(0, last.size())
            .mapToObj(i -> withSeconds(last.get(i), medianSeconds(rounds, i)))
            .toList();
    return new MeasuredCheckpoint(
        checkpoint,
        architecture,
        split.training().dataset().name(),
        split.training().count(),
        assumed,
        testAccuracy,
        timed);
  }

  private static double medianSeconds(List<List<TimedMeasurement>> rounds, int measure) {
    double[] sorted =
        rounds.stream().mapToDouble(round -> round.get(measure).seconds()).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static TimedMeasurement withSeconds(TimedMeasurement timed, double seconds) {
    return new TimedMeasurement(
        timed.measurement(), timed.family(), timed.reparameterisationInvariant(), seconds);
  }

  String json() {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("checkpoint", checkpoint);
    root.put("architecture", architecture.toString());
    root.put("dataset", dataset);
    root.put("train_points", trainPoints);
    root.put("train_points_assumed", assumed);
    root.put("test_accuracy", testAccuracy);
    Map<String, Object> values = new LinkedHashMap<>();
    measurements.forEach(timed -> values.put(timed.measurement().measure(), json(timed)));
    root.put("measurements", values);
    return Json.text(root);
  }

  private static Map<String, Object> json(TimedMeasurement timed) {
    Measurement measurement = timed.measurement();
    Map<String, Object> node = new LinkedHashMap<>();
    node.put("value", Json.number(measurement.value()));
    measurement.standardError().ifPresent(error -> node.put("standard_error", error));
    measurement.reason().ifPresent(reason -> node.put("reason", reason));
    node.put("seconds", timed.seconds());
    node.put("invariant", timed.reparameterisationInvariant());
    measurement.details().forEach(node::putIfAbsent);
    return node;
  }

  String text() {
    TextTable table =
        TextTable.of("measure", "value", "invariant", "seconds").alignRight(1).alignRight(3);
    Reasons reasons = new Reasons();
    for (TimedMeasurement timed : measurements) {
      Measurement measurement = timed.measurement();
      measurement.reason().ifPresent(reason -> reasons.add(measurement.measure(), reason));
      table.row(
          measurement.measure(),
          value(measurement),
          timed.reparameterisationInvariant() ? "yes" : "no",
          String.format(Locale.ROOT, "%.4f", timed.seconds()));
    }
    return String.format(
        Locale.ROOT,
        "%s: %s on %s, %d training points%s, test accuracy %.4f%n%n%s%s",
        checkpoint,
        architecture,
        dataset,
        trainPoints,
        assumed ? " (assumed: neither the file nor --train-points says how many)" : "",
        testAccuracy,
        table.text(),
        String.join("", reasons.lines().stream().map("%s%n"::formatted).toList()));
  }

  private static String value(Measurement measurement) {
    if (measurement.reason().isPresent()) {
      return "–";
    }
    String value = Numbers.compact(measurement.value().getAsDouble());
    Object total = measurement.details().get("total");
    if (total != null) {
      value += " of " + total;
    }
    return measurement.standardError().isPresent()
        ? value + " ± " + Numbers.compact(measurement.standardError().getAsDouble())
        : value;
  }
}
