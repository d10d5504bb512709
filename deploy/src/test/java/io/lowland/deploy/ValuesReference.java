package io.lowland.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The table of values in the chart's README, made from the comments in values.yaml: a comment that
 * starts with {@code # --} describes the key after it.
 */
record ValuesReference(List<Value> values) {
  private static final Pattern COMMENT = Pattern.compile("\\s*# -- (?<text>.+)");
  private static final Pattern KEY = Pattern.compile("(?<indent> *)(?<key>[A-Za-z0-9]+):.*");

  /** One documented key. */
  record Value(String key, String defaultValue, String description) {
    String row() {
      return "| `%s` | `%s` | %s |".formatted(key, defaultValue, description.replace("|", "\\|"));
    }
  }

  private record Level(int indent, String key) {}

  /** Reads the comments of {@code yaml}; where a default is long, only its kind is kept. */
  static ValuesReference of(String yaml) {
    JsonNode defaults = Manifest.parseAll(yaml).getFirst().json();
    List<Value> values = new ArrayList<>();
    Deque<Level> path = new ArrayDeque<>();
    String description = "";
    for (String line : yaml.lines().toList()) {
      Matcher comment = COMMENT.matcher(line);
      Matcher key = KEY.matcher(line);
      if (comment.matches()) {
        description = comment.group("text");
      } else if (key.matches()) {
        descend(path, key.group("indent").length(), key.group("key"));
        if (!description.isEmpty()) {
          values.add(value(path, defaults, description));
          description = "";
        }
      }
    }
    return new ValuesReference(values);
  }

  String table() {
    StringBuilder table = new StringBuilder("| key | default | |\n|---|---|---|\n");
    values.forEach(value -> table.append(value.row()).append('\n'));
    return table.toString();
  }

  private static void descend(Deque<Level> path, int indent, String key) {
    while (!path.isEmpty() && path.getLast().indent() >= indent) {
      path.removeLast();
    }
    path.addLast(new Level(indent, key));
  }

  private static Value value(Deque<Level> path, JsonNode defaults, String description) {
    List<String> keys = path.stream().map(Level::key).toList();
    JsonNode value = defaults.at("/" + String.join("/", keys));
    String text = value.toString();
    return new Value(
        String.join(".", keys), text.length() > 90 ? "see values.yaml" : text, description);
  }
}
