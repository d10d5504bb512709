package io.lowland.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The chart's topics are those of the contracts, by way of {@code contracts/asyncapi.yaml}, which a
 * test of the contracts holds against the code.
 */
class TopicsTest {

  @Test
  void topicsAreThoseOfTheContracts() throws Exception {
    JsonNode values = Manifest.YAML.readTree(Chart.LOWLAND.read("values.yaml"));
    Map<String, String> topics = new TreeMap<>();
    for (JsonNode topic : values.at("/kafka/topics")) {
      topics.put(
          topic.path("name").asText(), describe(topic.path("partitions"), topic.path("config")));
    }
    assertThat(topics).hasSize(7).isEqualTo(contracts());
  }

  @Test
  void strimziGetsEveryTopicAsItIs() throws Exception {
    Map<String, String> topics = new TreeMap<>();
    for (Manifest manifest :
        Chart.LOWLAND.render(Chart.values("operators"), Map.of("apiKeys.existingSecret", "keys"))) {
      if (manifest.is("KafkaTopic")) {
        topics.put(
            manifest.name(),
            describe(manifest.at("/spec/partitions"), manifest.at("/spec/config")));
      }
    }
    assertThat(topics).isEqualTo(contracts());
  }

  @Test
  void commandsThatMakeTopicsMakeThoseOfTheContracts() throws Exception {
    Map<String, String> topics = new TreeMap<>();
    Matcher command =
        Pattern.compile("--topic (lowland[.][\\w.-]+) --partitions (\\d+)((?: --config \\S+)+)")
            .matcher(Repository.read(Repository.path("docs/deploy.md")));
    while (command.find()) {
      Map<String, String> settings = new TreeMap<>();
      for (String setting : command.group(3).strip().split(" ?--config ")) {
        if (!setting.isEmpty()) {
          settings.put(setting.split("=", 2)[0], setting.split("=", 2)[1]);
        }
      }
      topics.put(command.group(1), "%s partitions, %s".formatted(command.group(2), settings));
    }
    assertThat(topics).isEqualTo(contracts());
  }

  private static Map<String, String> contracts() throws Exception {
    JsonNode channels =
        Manifest.YAML
            .readTree(Repository.read(Repository.path("contracts/asyncapi.yaml")))
            .path("channels");
    Map<String, String> topics = new TreeMap<>();
    for (JsonNode channel : channels) {
      JsonNode kafka = channel.at("/bindings/kafka");
      topics.put(
          channel.path("address").asText(),
          describe(kafka.path("partitions"), kafka.path("topicConfiguration")));
    }
    return topics;
  }

  private static String describe(JsonNode partitions, JsonNode settings) {
    Map<String, String> sorted = new TreeMap<>();
    settings
        .fields()
        .forEachRemaining(
            setting -> {
              JsonNode value = setting.getValue();
              sorted.put(
                  setting.getKey(), value.isArray() ? value.get(0).asText() : value.asText());
            });
    return "%d partitions, %s".formatted(partitions.asInt(), sorted);
  }
}
