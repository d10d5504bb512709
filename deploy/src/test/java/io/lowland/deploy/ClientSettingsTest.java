package io.lowland.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The settings with which a client is tried on a broker that demands SASL over TLS are the pods'.
 */
class ClientSettingsTest {
  private static final Path TRIED =
      Repository.path("embedded/src/test/resources/sasl-ssl-of-the-chart.properties");

  @TempDir Path folder;

  @Test
  void settingsTriedOnABrokerAreThoseOfThePods() {
    String expected = header() + rendered();
    if (Repository.isUpdate()) {
      Repository.write(TRIED, expected);
    } else {
      assertThat(Repository.read(TRIED)).isEqualTo(expected);
    }
  }

  private static String header() {
    return Repository.read(TRIED)
        .lines()
        .filter(line -> line.startsWith("#"))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private String rendered() {
    Chart chart = Chart.LOWLAND.copyForRendering(folder.resolve("lowland"));
    List<Manifest> objects = chart.render(Chart.values("sasl-tls"));
    Map<String, String> variables = new TreeMap<>();
    for (Manifest manifest : objects) {
      if (manifest.is("ConfigMap") && manifest.name().equals("lab-lowland")) {
        manifest
            .at("/data")
            .fields()
            .forEachRemaining(entry -> keep(variables, entry.getKey(), entry.getValue()));
      }
      if (manifest.is("Deployment") && manifest.name().equals("lab-lowland-metrics")) {
        for (JsonNode variable : manifest.containers().getFirst().path("env")) {
          keep(variables, variable.path("name").asText(), variable.path("value"));
        }
      }
    }
    return variables.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
        .collect(Collectors.joining());
  }

  /** What is about security: neither addresses nor sizes. */
  private static void keep(Map<String, String> variables, String name, JsonNode value) {
    if (name.matches("KAFKA_(SASL|SSL|SECURITY)_.*")) {
      variables.put(name, value.asText());
    }
  }
}
