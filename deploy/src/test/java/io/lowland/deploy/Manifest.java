package io.lowland.deploy;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One object as it would be sent to the API server. */
record Manifest(JsonNode json) {
  /** Refuses the second of two equal keys, which the API server would silently prefer. */
  static final ObjectMapper YAML =
      new YAMLMapper(
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

  /** Where the containers of a pod are. */
  private static final List<String> CONTAINERS = List.of("initContainers", "containers");

  static List<Manifest> parseAll(String yaml) {
    List<Manifest> manifests = new ArrayList<>();
    try (MappingIterator<JsonNode> documents = YAML.readerFor(JsonNode.class).readValues(yaml)) {
      while (documents.hasNext()) {
        JsonNode document = documents.next();
        if (document != null && document.isObject()) {
          manifests.add(new Manifest(document));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return manifests;
  }

  String apiVersion() {
    return json.path("apiVersion").asText();
  }

  String kind() {
    return json.path("kind").asText();
  }

  String name() {
    return json.at("/metadata/name").asText();
  }

  /** Kind and name, for messages. */
  String label() {
    return kind() + "/" + name();
  }

  JsonNode at(String pointer) {
    return json.at(pointer);
  }

  boolean is(String kind) {
    return kind().equals(kind);
  }

  /** The pod this is, or makes; missing when it makes none. */
  JsonNode podSpec() {
    return is("Pod") ? json.path("spec") : json.at("/spec/template/spec");
  }

  JsonNode podLabels() {
    return is("Pod") ? json.at("/metadata/labels") : json.at("/spec/template/metadata/labels");
  }

  boolean hasPod() {
    return podSpec().has("containers");
  }

  List<JsonNode> containers() {
    return CONTAINERS.stream().flatMap(key -> elements(podSpec().path(key))).toList();
  }

  static Stream<JsonNode> elements(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false);
  }
}
