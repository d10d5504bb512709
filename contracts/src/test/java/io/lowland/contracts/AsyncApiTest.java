package io.lowland.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AsyncApiTest {
  private static final JsonNode DOCUMENT = read();

  private static JsonNode read() {
    try {
      return new YAMLMapper().readTree(Path.of("asyncapi.yaml").toFile());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static List<LowlandEvent> events() {
    return Events.ALL;
  }

  @ParameterizedTest
  @MethodSource("events")
  void realMessagesAreAsDescribed(LowlandEvent event) throws IOException {
    JsonNode json = new ObjectMapper().readTree(EventCodec.encode(event));
    String name = event.getClass().getSimpleName();

    assertThat(schema(name).validate(json)).isEmpty();
    assertThat(DOCUMENT.at("/components/messages/" + name + "/name").asText())
        .isEqualTo(event.type());
    JsonNode described = DOCUMENT.at("/components/schemas/" + name + "/properties");
    json.fieldNames()
        .forEachRemaining(field -> assertThat(described.has(field)).as(field).isTrue());
  }

  @ParameterizedTest
  @MethodSource("events")
  void messageWithoutARequiredPropertyIsNotAsDescribed(LowlandEvent event) throws IOException {
    String name = event.getClass().getSimpleName();
    for (JsonNode required : DOCUMENT.at("/components/schemas/" + name + "/required")) {
      ObjectNode json = (ObjectNode) new ObjectMapper().readTree(EventCodec.encode(event));
      json.remove(required.asText());
      assertThat(schema(name).validate(json)).as(required.asText()).isNotEmpty();
    }
  }

  @Test
  void everyExampleIsAsDescribedAndCanBeRead() throws IOException {
    List<String> read = new ArrayList<>();
    for (var event : Events.ALL.stream().map(LowlandEvent::getClass).distinct().toList()) {
      String name = event.getSimpleName();
      for (JsonNode example : DOCUMENT.at("/components/messages/" + name + "/examples")) {
        JsonNode payload = example.get("payload");
        assertThat(schema(name).validate(payload)).as(name).isEmpty();
        read.add(EventCodec.decode(new ObjectMapper().writeValueAsBytes(payload), event).type());
      }
    }
    assertThat(read).hasSize(7);
  }

  @Test
  void channelsAreTheTopicsWithTheirSettings() {
    assertThat(
            StreamSupport.stream(DOCUMENT.get("channels").spliterator(), false)
                .map(AsyncApiTest::topic)
                .toList())
        .containsExactlyInAnyOrderElementsOf(Topics.all());
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    List<JsonNode> references = DOCUMENT.findValues("$ref");
    assertThat(references)
        .isNotEmpty()
        .allSatisfy(
            reference ->
                assertThat(DOCUMENT.at(reference.asText().substring(1)).isMissingNode())
                    .as(reference.asText())
                    .isFalse());
  }

  private static TopicDefinition topic(JsonNode channel) {
    JsonNode kafka = channel.at("/bindings/kafka");
    var settings = new java.util.HashMap<String, String>();
    kafka
        .get("topicConfiguration")
        .properties()
        .forEach(
            setting ->
                settings.put(
                    setting.getKey(),
                    setting.getValue().isArray()
                        ? setting.getValue().get(0).asText()
                        : setting.getValue().asText()));
    return new TopicDefinition(
        channel.get("address").asText(), kafka.get("partitions").asInt(), settings);
  }

  private static JsonSchema schema(String name) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("$ref", "#/components/schemas/" + name);
    root.set("components", DOCUMENT.get("components"));
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(root);
  }
}
