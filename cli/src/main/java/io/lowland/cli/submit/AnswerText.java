package io.lowland.cli.submit;

import io.lowland.cli.Json;
import io.lowland.cli.Numbers;
import io.lowland.cli.console.Reasons;
import io.lowland.cli.console.TextTable;
import io.lowland.contracts.MeasurementTaken;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Answers as people and as programs read them. */
public final class AnswerText {
  /** The most files that one reason names. */
  private static final int NAMED = 20;

  private AnswerText() {}

  /** One line: what came of the network. */
  public static String line(Answer answer) {
    String file = answer.network().file().toString();
    if (answer.failure().isPresent()) {
      return "%s: %s".formatted(file, whyNot(answer));
    }
    if (!answer.isComplete()) {
      return "%s: %d measurements came, more are to come"
          .formatted(file, answer.measurements().size());
    }
    String accuracy =
        answer.testAccuracy().isPresent()
            ? String.format(
                Locale.ROOT, "test accuracy %.4f, ", answer.testAccuracy().getAsDouble())
            : "";
    String without =
        answer.withoutValue() == 0 ? "" : " (%d without a value)".formatted(answer.withoutValue());
    return "%s: %s%d measures%s".formatted(file, accuracy, answer.measurements().size(), without);
  }

  private static String whyNot(Answer answer) {
    return (answer.rejected().isPresent() ? "rejected: " : "not measured: ")
        + answer.failure().orElse("");
  }

  /** Which networks were not measured and why: each reason once, however many it is about. */
  public static List<String> failures(List<Answer> answers) {
    Map<String, List<String>> files = new LinkedHashMap<>();
    answers.stream()
        .filter(answer -> answer.failure().isPresent() && answer.isComplete())
        .forEach(
            answer ->
                files
                    .computeIfAbsent(whyNot(answer), reason -> new ArrayList<>())
                    .add(answer.network().file().toString()));
    return files.entrySet().stream()
        .map(each -> "%s: %s".formatted(named(each.getValue()), each.getKey()))
        .toList();
  }

  /** Which measures no worker has, and what to do. */
  public static List<String> unknown(List<Answer> answers) {
    return answers.stream()
        .flatMap(answer -> answer.unknown().stream())
        .distinct()
        .map(
            name ->
                "%s: no worker has this measure; if it is one of your own, %s"
                    .formatted(name, OwnMeasures.REMEDY))
        .toList();
  }

  private static String named(List<String> files) {
    if (files.size() == 1) {
      return files.getFirst();
    }
    int others = files.size() - NAMED;
    return "%d networks (%s%s)"
        .formatted(
            files.size(),
            String.join(", ", files.subList(0, Math.min(NAMED, files.size()))),
            others > 0 ? " and %d others, see --json".formatted(others) : "");
  }

  /** All measurements of one network, and below why there is none where there is none. */
  public static List<String> table(Answer answer) {
    TextTable table =
        TextTable.of("measure", "value", "invariant", "seconds").alignRight(1).alignRight(3);
    Reasons reasons = new Reasons();
    for (MeasurementTaken taken : answer.measurements().values()) {
      taken.reason().ifPresent(reason -> reasons.add(taken.measure(), reason));
      table.row(
          taken.measure(),
          value(taken),
          taken.reparameterisationInvariant() ? "yes" : "no",
          String.format(Locale.ROOT, "%.4f", taken.seconds()));
    }
    return Stream.concat(table.lines().stream(), reasons.lines().stream()).toList();
  }

  private static String value(MeasurementTaken taken) {
    if (taken.reason().isPresent()) {
      return "–";
    }
    String value = Numbers.compact(taken.value().getAsDouble());
    Object total = taken.details().get("total");
    if (total != null) {
      value += " of " + total;
    }
    return taken.standardError().isPresent()
        ? value + " ± " + Numbers.compact(taken.standardError().getAsDouble())
        : value;
  }

  /** All networks as JSON. */
  public static String json(List<Answer> answers) {
    return Json.text(Map.of("networks", answers.stream().map(AnswerText::node).toList()));
  }

  private static Map<String, Object> node(Answer answer) {
    Map<String, Object> node = new LinkedHashMap<>();
    node.put("file", answer.network().file().toString());
    node.put("experiment", answer.network().experiment());
    node.put("run", answer.network().run());
    node.put("checkpoint", answer.network().id());
    node.put("architecture", answer.network().checkpoint().network().architecture().toString());
    node.put("complete", answer.isComplete());
    answer.rejected().ifPresent(reason -> node.put("rejected", reason));
    node.put("test_accuracy", Json.number(answer.testAccuracy()));
    Map<String, Object> measurements = new LinkedHashMap<>();
    answer.measurements().forEach((name, taken) -> measurements.put(name, node(taken)));
    node.put("measurements", measurements);
    return node;
  }

  private static Map<String, Object> node(MeasurementTaken taken) {
    Map<String, Object> node = new LinkedHashMap<>();
    node.put("value", Json.number(taken.value()));
    taken.standardError().ifPresent(error -> node.put("standard_error", error));
    taken.reason().ifPresent(reason -> node.put("reason", reason));
    node.put("seconds", taken.seconds());
    node.put("invariant", taken.reparameterisationInvariant());
    return node;
  }
}
