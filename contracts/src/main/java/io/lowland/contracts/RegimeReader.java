package io.lowland.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lowland.training.Schedule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/** Reads the regimes of an experiment file. What a regime leaves out stands at the top level. */
final class RegimeReader {
  private static final int MAX_REGIMES = 100;
  private static final int DEFAULT_MAX_EPOCHS = 500;
  private static final int MOST_EPOCHS = 1_000_000;
  private static final List<String> TRAINING_FIELDS =
      List.of(
          "seeds",
          "batch_size",
          "learning_rate",
          "max_epochs",
          "stop",
          "optimiser",
          "momentum",
          "weight_decay",
          "schedule");

  private final Fields top;
  private final JsonNode root;
  private final List<Mistake> mistakes;

  RegimeReader(Fields top, JsonNode root, List<Mistake> mistakes) {
    this.top = top;
    this.root = root;
    this.mistakes = mistakes;
  }

  List<Regime> read() {
    Optional<JsonNode> list = top.find("regimes");
    if (list.isEmpty()) {
      return List.of(regime(top, Regime.DEFAULT_NAME));
    }
    TRAINING_FIELDS.forEach(top::find);
    if (!list.get().isArray() || list.get().isEmpty() || list.get().size() > MAX_REGIMES) {
      top.mistake(
          "regimes",
          Fields.shown(list.get()),
          "a list of 1 to %d regimes, such as [{name: small-batch, batch_size: 64}]"
              .formatted(MAX_REGIMES));
      return List.of();
    }
    List<Regime> regimes = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < list.get().size(); i++) {
      JsonNode node = list.get().get(i);
      String path = "regimes[%d]".formatted(i);
      if (!(node instanceof ObjectNode own)) {
        mistakes.add(new Mistake(path, Fields.shown(node), "fields such as name and batch_size"));
        continue;
      }
      regimes.add(overriding(own, path, names));
    }
    return regimes;
  }

  private Regime overriding(ObjectNode own, String path, Set<String> names) {
    ObjectNode merged = own.deepCopy();
    for (String field : TRAINING_FIELDS) {
      if (!own.hasNonNull(field) && root.hasNonNull(field)) {
        merged.set(field, root.get(field));
      }
    }
    int before = mistakes.size();
    Fields fields = new Fields(merged, path, mistakes);
    String name =
        fields.text("name", ExperimentReader.NAME_PATTERN, ExperimentReader.NAME_EXPECTED);
    if (!names.add(name) && !name.isEmpty()) {
      fields.mistake("name", "'" + name + "'", "each regime to have a name of its own");
    }
    if (name.equals(CorrelationUpdated.ALL_REGIMES)) {
      fields.mistake("name", "'" + name + "'", "another name: it means all regimes in results");
    }
    Regime regime = regime(fields, name);
    fields.unknownFieldsAreMistakes();
    sayWhereTheyStand(mistakes.subList(before, mistakes.size()), own, path);
    return regime;
  }

  /** What a regime takes from the top level is a mistake there, once, and not in each regime. */
  private void sayWhereTheyStand(List<Mistake> found, ObjectNode own, String path) {
    List<Mistake> moved = new ArrayList<>();
    for (Mistake mistake : found) {
      String inside = mistake.path().replace(path + ".", "");
      String field = inside.split("[.\\[]", 2)[0];
      boolean inherited =
          TRAINING_FIELDS.contains(field) && !own.hasNonNull(field) && root.hasNonNull(field);
      moved.add(inherited ? new Mistake(inside, mistake.value(), mistake.expected()) : mistake);
    }
    found.clear();
    moved.stream().filter(mistake -> !mistakes.contains(mistake)).forEach(mistakes::add);
  }

  private Regime regime(Fields fields, String name) {
    return new Regime(
        name,
        fields.read("seeds", Seeds.EXPECTED, Optional.empty(), List.of(), RegimeReader::seeds),
        fields.wholeNumber("batch_size", 1, Integer.MAX_VALUE, Optional.empty()),
        fields.positiveNumber("learning_rate", Float.MAX_VALUE, Optional.empty()),
        fields.wholeNumber("max_epochs", 1, MOST_EPOCHS, Optional.of(DEFAULT_MAX_EPOCHS)),
        new StoppingRuleReader(fields).read(),
        new OptimiserReader(fields).read(),
        schedule(fields));
  }

  private Schedule schedule(Fields training) {
    Optional<Fields> object = training.object("schedule", "fields, such as {at: 0.8, factor: 0.1}");
    if (object.isEmpty()) {
      return Schedule.CONSTANT;
    }
    Fields fields = object.get();
    Schedule schedule =
        new Schedule(
            fields.positiveNumber("at", 1, Optional.empty()),
            fields.positiveNumber("factor", Float.MAX_VALUE, Optional.empty()));
    fields.unknownFieldsAreMistakes();
    return schedule;
  }

  /** Seeds as text or as a list; empty for anything else. */
  static Optional<List<Long>> seeds(JsonNode value) {
    StringJoiner text = new StringJoiner(",");
    if (value.isArray()) {
      value.forEach(element -> text.add(element.isContainerNode() ? "?" : element.asText()));
    } else {
      text.add(value.isContainerNode() ? "?" : value.asText());
    }
    try {
      return Optional.of(Seeds.parse(text.toString()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
