package io.lowland.analysis.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/** The schemas of an AsyncAPI document as rows: each property with its path, nested ones too. */
final class AsyncApiProperties {
  private static final String REFERENCE = "$ref";
  private static final int DEEPEST = 6;

  private final JsonNode document;

  /**
   * One property of a message.
   *
   * @param path such as {@code regimes[].seeds}
   * @param type and what values it may have
   * @param required whether it must be there
   * @param description may be empty
   */
  record Property(String path, String type, boolean required, String description) {}

  AsyncApiProperties(JsonNode document) {
    this.document = document;
  }

  /** What {@code node} refers to, or itself. */
  JsonNode resolved(JsonNode node) {
    JsonNode target = node;
    for (int step = 0; step < DEEPEST && target.has(REFERENCE); step++) {
      target = document.at(target.path(REFERENCE).asText().substring(1));
    }
    return target;
  }

  /** The properties of an object's schema and of the objects in it, in the document's order. */
  List<Property> of(JsonNode schema) {
    List<Property> rows = new ArrayList<>();
    add("", resolved(schema), rows, 0);
    return rows;
  }

  private void add(String prefix, JsonNode schema, List<Property> rows, int depth) {
    Set<String> required = new HashSet<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      JsonNode own = whole(property.getValue());
      String path = prefix + property.getKey();
      boolean list = own.path("type").asText().equals("array");
      JsonNode element = list ? whole(own.path("items")) : own;
      rows.add(
          new Property(
              list ? path + "[]" : path,
              list ? "list of " + type(element) : type(element),
              required.contains(property.getKey()),
              own.path("description").asText(element.path("description").asText())));
      if (element.has("properties") && depth < DEEPEST) {
        add((list ? path + "[]" : path) + ".", element, rows, depth + 1);
      }
    }
  }

  /** A schema with what it refers to or is composed of put together. */
  private JsonNode whole(JsonNode schema) {
    JsonNode all = schema.path("allOf");
    boolean composed =
        all.isArray() && !schema.has("properties") && !all.isEmpty() && all.get(0).has(REFERENCE);
    if (!composed) {
      return resolved(schema);
    }
    ObjectNode merged = resolved(all.get(0)).deepCopy();
    schema
        .properties()
        .forEach(
            entry -> {
              if (!entry.getKey().equals("allOf")) {
                merged.set(entry.getKey(), entry.getValue());
              }
            });
    return merged;
  }

  /** The type of a schema and the values that it allows, in words. */
  static String type(JsonNode schema) {
    if (schema.has("enum")) {
      StringJoiner values = new StringJoiner(", ");
      schema.path("enum").forEach(value -> values.add(value.asText()));
      return "one of " + values;
    }
    StringJoiner type = new StringJoiner(", ");
    type.add(schema.path("type").asText("any"));
    words(schema, "const", "always ", type);
    words(schema, "format", "", type);
    words(schema, "pattern", "like ", type);
    words(schema, "minimum", "at least ", type);
    words(schema, "exclusiveMinimum", "above ", type);
    words(schema, "maximum", "at most ", type);
    words(schema, "exclusiveMaximum", "below ", type);
    return type.toString();
  }

  private static void words(JsonNode schema, String key, String before, StringJoiner type) {
    if (schema.has(key)) {
      type.add(before + schema.path(key).asText());
    }
  }
}
