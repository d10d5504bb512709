package io.lowland.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The objects of a namespace by kind and name, without what only a server or Helm adds to them, so
 * that what is there can be compared with what was rendered.
 *
 * @param byLabel JSON by label, such as {@code Deployment/lab-lowland-metrics}
 */
record ClusterObjects(SortedMap<String, JsonNode> byLabel) {
  private static final List<String> OF_THE_SERVER =
      List.of(
          "creationTimestamp",
          "generation",
          "managedFields",
          "namespace",
          "resourceVersion",
          "uid");

  ClusterObjects {
    byLabel = Collections.unmodifiableSortedMap(new TreeMap<>(byLabel));
  }

  static ClusterObjects of(Collection<Manifest> manifests) {
    SortedMap<String, JsonNode> byLabel = new TreeMap<>();
    manifests.stream()
        .filter(manifest -> !manifest.at("/metadata/labels/owner").asText().equals("helm"))
        .forEach(manifest -> byLabel.put(manifest.label(), asWritten(manifest)));
    return new ClusterObjects(byLabel);
  }

  private static JsonNode asWritten(Manifest manifest) {
    ObjectNode object = manifest.json().deepCopy();
    object.remove("status");
    ObjectNode metadata = object.withObjectProperty("metadata");
    metadata.remove(OF_THE_SERVER);
    if (metadata.get("annotations") instanceof ObjectNode annotations) {
      annotations.remove(List.of("meta.helm.sh/release-name", "meta.helm.sh/release-namespace"));
      if (annotations.isEmpty()) {
        metadata.remove("annotations");
      }
    }
    return object;
  }

  Set<String> labels() {
    return byLabel.keySet();
  }

  /** The object of this kind and name; missing when it is not there. */
  JsonNode get(String label) {
    return byLabel.containsKey(label) ? byLabel.get(label) : MissingNode.getInstance();
  }

  /**
   * How {@code later} differs, a line for each object: {@code + LABEL}, {@code - LABEL}, or {@code
   * ~ LABEL POINTER…} with the places that differ.
   */
  SortedSet<String> changesTo(ClusterObjects later) {
    SortedSet<String> all = new TreeSet<>(labels());
    all.addAll(later.labels());
    return all.stream()
        .filter(label -> !get(label).equals(later.get(label)))
        .map(label -> change(label, later))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private String change(String label, ClusterObjects later) {
    if (!byLabel.containsKey(label)) {
      return "+ " + label;
    }
    if (!later.byLabel.containsKey(label)) {
      return "- " + label;
    }
    SortedSet<String> places = new TreeSet<>();
    collect("", get(label), later.get(label), places);
    return "~ %s %s".formatted(label, String.join(" ", places));
  }

  private static void collect(String at, JsonNode before, JsonNode after, Set<String> places) {
    if (before.equals(after)) {
      return;
    }
    if (!before.isObject() || !after.isObject()) {
      places.add(at);
      return;
    }
    Set<String> names = new TreeSet<>();
    before.fieldNames().forEachRemaining(names::add);
    after.fieldNames().forEachRemaining(names::add);
    names.forEach(
        name ->
            collect(
                at + "/" + name.replace("~", "~0").replace("/", "~1"),
                before.path(name),
                after.path(name),
                places));
  }
}
