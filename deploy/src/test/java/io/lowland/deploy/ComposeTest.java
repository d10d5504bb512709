package io.lowland.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The file for Docker is one that Docker can read, and as careful as the chart. */
class ComposeTest {
  private static final List<String> OWN = List.of("trainer", "metrics", "analysis");

  private final Map<String, Map<String, Object>> services = services();

  @Test
  void whatIsPublishedIsOnTheLoopbackInterfaceAlone() {
    List<Object> ports =
        services.values().stream()
            .filter(service -> service.containsKey("ports"))
            .flatMap(service -> list(service, "ports").stream())
            .toList();
    assertThat(ports)
        .hasSize(2)
        .allSatisfy(port -> assertThat(port.toString()).startsWith("127.0.0.1:"));
  }

  @Test
  void trainerSaysWhoMaySubmit() {
    assertThat(environment("trainer"))
        .hasEntrySatisfying(
            "LOWLAND_TRAINER_UNAUTHENTICATED", value -> assertThat(value).isEqualTo("true"))
        .doesNotContainKey("LOWLAND_TRAINER_API_KEYS");
  }

  @Test
  void ownServicesRunWithoutPrivilegesAndFindTheirBackends() {
    for (String name : OWN) {
      Map<String, Object> service = services.get(name);
      assertThat(service.get("read_only")).as(name).isEqualTo(true);
      assertThat(list(service, "cap_drop")).as(name).containsExactly("ALL");
      assertThat(service.get("user").toString()).as(name).doesNotStartWith("0");
      assertThat(environment(name)).as(name).containsEntry("KAFKA_BOOTSTRAP_SERVERS", "kafka:9092");
    }
    assertThat(environment("analysis").get("QUARKUS_DATASOURCE_JDBC_URL"))
        .isEqualTo("jdbc:postgresql://postgres:5432/lowland");
  }

  @Test
  void imagesArePinnedAndThoseOfTheChart() {
    assertThat(services.values())
        .allSatisfy(
            service -> assertThat(service.get("image").toString()).matches(".+:(?!latest$).+"));
    assertThat(Chart.LOWLAND.read("values.yaml"))
        .contains("image: " + services.get("kafka").get("image") + "\n");
  }

  @Test
  void whatAServiceWaitsForIsThere() {
    services.forEach(
        (name, service) -> {
          if (service.get("depends_on") instanceof Map<?, ?> others) {
            assertThat(services.keySet()).as(name).containsAll(keys(others));
          }
        });
  }

  private static List<String> keys(Map<?, ?> map) {
    return map.keySet().stream().map(Object::toString).toList();
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> environment(String service) {
    return (Map<String, Object>) services.get(service).get("environment");
  }

  @SuppressWarnings("unchecked")
  private static List<Object> list(Map<String, Object> service, String key) {
    return (List<Object>) service.get(key);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Map<String, Object>> services() {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    Map<String, Object> compose =
        new Yaml(new SafeConstructor(options))
            .load(Repository.read(Repository.path("deploy/compose.yaml")));
    return (Map<String, Map<String, Object>>) compose.get("services");
  }
}
