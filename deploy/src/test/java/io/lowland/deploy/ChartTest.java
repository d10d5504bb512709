package io.lowland.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What single values do. */
class ChartTest {
  private static final Map<String, String> NOTHING = Map.of();

  @TempDir static Path folder;
  private static Chart chart;

  @BeforeAll
  static void copyChart() {
    chart = Chart.LOWLAND.copyForRendering(folder.resolve("lowland"));
  }

  @Test
  void metricsScaleByTheLagOfTheirGroup() {
    Manifest scaled = find(render("operators", NOTHING), "ScaledObject", "lab-lowland-metrics");
    JsonNode trigger = scaled.at("/spec/triggers/0/metadata");
    assertThat(trigger.path("topic").asText()).isEqualTo("lowland.checkpoints");
    assertThat(trigger.path("consumerGroup").asText()).isEqualTo("lowland-metrics");
    assertThat(scaled.at("/spec/minReplicaCount").asInt()).isZero();
  }

  @Test
  void eachPartOfTheMetricsHasItsGroupAndItsScaling() {
    List<Manifest> objects = render("split", NOTHING);
    for (String part : List.of("weakness", "sharpness", "cheap")) {
      Manifest deployment = find(objects, "Deployment", "lab-lowland-metrics-" + part);
      assertThat(variable(deployment, "LOWLAND_METRICS_GROUP"))
          .isEqualTo("lowland-metrics-" + part);
    }
    Manifest cheap = find(objects, "Deployment", "lab-lowland-metrics-cheap");
    assertThat(variable(cheap, "LOWLAND_METRICS_FAMILIES")).isEqualTo("generalisation,simplicity");
    assertThat(cheap.at("/spec/replicas").asInt()).isEqualTo(2);
    Manifest lag = find(objects, "ScaledObject", "lab-lowland-metrics-weakness");
    assertThat(lag.at("/spec/triggers/0/metadata/consumerGroup").asText())
        .isEqualTo("lowland-metrics-weakness");
    assertThat(find(objects, "HorizontalPodAutoscaler", "lab-lowland-metrics-sharpness"))
        .isNotNull();
  }

  @Test
  void servicesListenToOthersOnThePortThatIsProbed() {
    Manifest settings = find(render("external", NOTHING), "ConfigMap", "lab-lowland");
    assertThat(settings.at("/data/QUARKUS_HTTP_HOST").asText()).isEqualTo("0.0.0.0");
    Manifest trainer = find(render("external", NOTHING), "Deployment", "lab-lowland-trainer");
    assertThat(trainer.containers().getFirst().at("/ports/0/containerPort").asText())
        .isEqualTo(settings.at("/data/QUARKUS_HTTP_PORT").asText());
  }

  @Test
  void aChangedSettingRestartsThePods() {
    String before = checksum(NOTHING);
    String after = checksum(Map.of("kafka.bootstrapServers", "elsewhere:9092"));
    assertThat(checksum(NOTHING)).isEqualTo(before);
    assertThat(after).isNotEqualTo(before);
  }

  @Test
  void everyPodMayAskForNames() {
    List<Manifest> policies =
        render("external", NOTHING).stream().filter(m -> m.is("NetworkPolicy")).toList();
    assertThat(policies).isNotEmpty();
    assertThat(policies)
        .allSatisfy(
            policy -> assertThat(ports(policy)).as(policy.label()).contains("53/UDP", "53/TCP"));
  }

  @Test
  void brokersMayBeReachedOnThePortsTheyAreCalledBy() {
    Manifest policy = find(render("external", NOTHING), "NetworkPolicy", "lab-lowland-metrics");
    assertThat(ports(policy)).contains("9092/TCP", "19092/TCP").doesNotContain("5432/TCP");
    Manifest analysis = find(render("external", NOTHING), "NetworkPolicy", "lab-lowland-analysis");
    assertThat(ports(analysis)).contains("5432/TCP").doesNotContain("443/TCP");
  }

  @Test
  void credentialsComeFromSecrets() {
    Manifest trainer = find(render("sasl-tls", NOTHING), "Deployment", "lab-lowland-trainer");
    assertThat(variable(trainer, "KAFKA_SASL_JAAS_CONFIG"))
        .contains("ScramLoginModule", "$(LOWLAND_KAFKA_PASSWORD)");
    JsonNode password =
        environment(trainer, "LOWLAND_KAFKA_PASSWORD").at("/valueFrom/secretKeyRef");
    assertThat(password.path("name").asText()).isEqualTo("lowland-kafka");
    List<String> names =
        StreamSupport.stream(trainer.containers().getFirst().path("env").spliterator(), false)
            .map(variable -> variable.path("name").asText())
            .toList();
    assertThat(names).containsSubsequence("LOWLAND_KAFKA_PASSWORD", "KAFKA_SASL_JAAS_CONFIG");
  }

  @Test
  void passwordOfAnEvaluationIsDifferentForEveryInstallation() {
    String one = password();
    assertThat(Base64.getDecoder().decode(one)).hasSize(32);
    assertThat(password()).isNotEqualTo(one);
  }

  @Test
  void ownMeasuresAreOnTheirVolume() {
    Manifest metrics = find(render("sasl-tls", NOTHING), "Deployment", "lab-lowland-metrics");
    assertThat(variable(metrics, "LOWLAND_MEASURES"))
        .isEqualTo("/measures/own-measure-1.0.jar:/measures/another-2.1.jar");
  }

  @Test
  void onlyExperimentsArePublished() {
    Manifest ingress = find(render("published", NOTHING), "Ingress", "lab");
    assertThat(ingress.json().findValuesAsText("path"))
        .containsExactly("/experiments", "/experiments");
  }

  private static String password() {
    return find(render("evaluation", NOTHING), "Secret", "lab-lowland-postgresql")
        .at("/data/password")
        .asText();
  }

  private static String checksum(Map<String, String> settings) {
    return find(render("external", settings), "Deployment", "lab-lowland-metrics")
        .json()
        .at("/spec/template/metadata/annotations/checksum~1config")
        .asText();
  }

  private static List<Manifest> render(String values, Map<String, String> settings) {
    return chart.render(Chart.values(values), settings);
  }

  private static Manifest find(List<Manifest> manifests, String kind, String name) {
    return manifests.stream()
        .filter(manifest -> manifest.is(kind) && manifest.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no %s/%s".formatted(kind, name)));
  }

  private static JsonNode environment(Manifest manifest, String name) {
    return StreamSupport.stream(manifest.containers().getFirst().path("env").spliterator(), false)
        .filter(variable -> variable.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no variable " + name));
  }

  private static String variable(Manifest manifest, String name) {
    return environment(manifest, name).path("value").asText();
  }

  /** The ports that {@code policy} lets its pods call, such as 53/UDP. */
  private static List<String> ports(Manifest policy) {
    return StreamSupport.stream(policy.at("/spec/egress").spliterator(), false)
        .flatMap(rule -> StreamSupport.stream(rule.path("ports").spliterator(), false))
        .map(port -> port.path("port").asText() + "/" + port.path("protocol").asText())
        .toList();
  }
}
