package io.lowland.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Kubernetes' strategic merge patch: RFC 7386, but lists whose elements have a key are merged
 * element by element. The keys are those that the Kubernetes API declares ({@code
 * x-kubernetes-patch-merge-key}) for the lists that the chart uses; every other list is replaced.
 * Understands the directives {@code $patch} (delete, replace), {@code $setElementOrder/LIST},
 * {@code $deleteFromPrimitiveList/LIST} and {@code $retainKeys}.
 */
final class StrategicMerge {
  private static final Map<String, List<String>> KEYS =
      Map.of(
          "containers", List.of("name"),
          "initContainers", List.of("name"),
          "env", List.of("name"),
          "volumes", List.of("name"),
          "imagePullSecrets", List.of("name"),
          "volumeMounts", List.of("mountPath"),
          "ports", List.of("containerPort", "port"),
          "topologySpreadConstraints", List.of("topologyKey"));

  private static final String DIRECTIVE = "$patch";
  private static final String ORDER = "$setElementOrder/";
  private static final String REMOVED = "$deleteFromPrimitiveList/";
  private static final String RETAINED = "$retainKeys";

  private StrategicMerge() {}

  /** Changes {@code target} as {@code patch} says. */
  static void apply(ObjectNode target, ObjectNode patch) {
    if (patch.path(DIRECTIVE).asText().equals("replace")) {
      target.removeAll();
    }
    if (patch.has(RETAINED)) {
      List<String> retained = texts(patch.get(RETAINED));
      target.retain(retained);
    }
    patch
        .properties()
        .forEach(
            field -> {
              if (!field.getKey().startsWith("$")) {
                apply(target, field.getKey(), field.getValue());
              } else if (field.getKey().startsWith(REMOVED)) {
                remove(target, field.getKey().substring(REMOVED.length()), field.getValue());
              }
            });
    patch
        .properties()
        .forEach(
            field -> {
              if (field.getKey().startsWith(ORDER)) {
                order(target, field.getKey().substring(ORDER.length()), field.getValue());
              }
            });
  }

  private static void apply(ObjectNode target, String name, JsonNode value) {
    if (value.isNull()) {
      target.remove(name);
    } else if (value instanceof ObjectNode patch
        && patch.path(DIRECTIVE).asText().equals("delete")) {
      target.remove(name);
    } else if (value instanceof ObjectNode patch) {
      apply(target.withObjectProperty(name), patch);
    } else if (value instanceof ArrayNode patch && key(name, patch).isPresent()) {
      merge(target.withArrayProperty(name), key(name, patch).get(), patch);
    } else {
      target.set(name, value);
    }
  }

  /** The field that tells the elements of the list apart, if its elements are merged. */
  private static Optional<String> key(String name, JsonNode list) {
    return KEYS.getOrDefault(name, List.of()).stream()
        .filter(key -> !list.isEmpty() && list.get(0).has(key))
        .findFirst();
  }

  private static void merge(ArrayNode target, String key, ArrayNode patch) {
    for (JsonNode element : patch) {
      int at = indexOf(target, key, element.get(key));
      if (element.path(DIRECTIVE).asText().equals("delete")) {
        if (at >= 0) {
          target.remove(at);
        }
      } else if (at >= 0) {
        apply((ObjectNode) target.get(at), (ObjectNode) element);
      } else {
        target.add(element);
      }
    }
  }

  private static int indexOf(ArrayNode list, String key, JsonNode value) {
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).path(key).equals(value)) {
        return i;
      }
    }
    return -1;
  }

  private static void remove(ObjectNode target, String name, JsonNode values) {
    List<String> removed = texts(values);
    target.withArrayProperty(name).removeIf(value -> removed.contains(value.asText()));
  }

  /** Elements that the order does not name keep their places behind those it names. */
  private static void order(ObjectNode target, String name, JsonNode order) {
    if (!(target.get(name) instanceof ArrayNode list)) {
      return;
    }
    List<JsonNode> rest = new ArrayList<>();
    list.forEach(rest::add);
    list.removeAll();
    Optional<String> key = key(name, order);
    for (JsonNode each : order) {
      rest.stream()
          .filter(
              element ->
                  key.map(k -> element.path(k).equals(each.path(k))).orElse(element.equals(each)))
          .findFirst()
          .ifPresent(
              element -> {
                rest.remove(element);
                list.add(element);
              });
    }
    rest.forEach(list::add);
  }

  private static List<String> texts(JsonNode values) {
    return Manifest.elements(values).map(JsonNode::asText).toList();
  }
}
