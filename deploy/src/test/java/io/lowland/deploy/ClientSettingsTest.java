package io.lowland.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settings that are tried on a broker that demands SASL over TLS are the pods'. */
class ClientSettingsTest {
  private static final String POD = "lab-lowland-metrics";

  @TempDir Path folder;

  @Test
  void settingsTriedByAClientAreThoseOfThePods() {
    compare(
        "embedded/src/test/resources/sasl-ssl-of-the-chart.properties",
        name -> name.matches("KAFKA_(SASL|SSL|SECURITY)_.*"));
  }

  @Test
  void environmentOfTheServiceThatIsTriedIsThatOfItsPod() {
    compare("cli/src/test/resources/metrics-pod-of-the-chart.properties", name -> true);
  }

  private void compare(String file, Predicate<String> kept) {
    Path path = Repository.path(file);
    String expected = header(path) + rendered(kept);
    if (Repository.isUpdate()) {
      Repository.write(path, expected);
    } else {
      assertThat(Repository.read(path)).isEqualTo(expected);
    }
  }

  private static String header(Path file) {
    return Repository.read(file)
        .lines()
        .filter(line -> line.startsWith("#"))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** A line for each variable of the container; what comes from a Secret is SECRET/KEY. */
  private String rendered(Predicate<String> kept) {
    Chart chart = Chart.LOWLAND.copyForRendering(folder.resolve("lowland"));
    Map<String, String> variables = new TreeMap<>();
    for (Manifest manifest : chart.render(Chart.values("sasl-tls"))) {
      if (manifest.is("ConfigMap") && manifest.name().equals("lab-lowland")) {
        manifest
            .at("/data")
            .properties()
            .forEach(entry -> variables.put(entry.getKey(), entry.getValue().asText()));
      }
      if (manifest.is("Deployment") && manifest.name().equals(POD)) {
        for (JsonNode variable : manifest.containers().getFirst().path("env")) {
          variables.put(variable.path("name").asText(), value(variable));
        }
      }
    }
    variables.keySet().removeIf(kept.negate());
    return variables.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
        .collect(Collectors.joining());
  }

  private static String value(JsonNode variable) {
    JsonNode secret = variable.at("/valueFrom/secretKeyRef");
    return secret.isMissingNode()
        ? variable.path("value").asText()
        : secret.path("name").asText() + "/" + secret.path("key").asText();
  }
}
