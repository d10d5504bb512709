package io.lowland.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
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
  void brokersAreCalledWithTheirNamespaceWhereKedaAsksThem() {
    Manifest scaled = find(render("operators", NOTHING), "ScaledObject", "lab-lowland-metrics");
    assertThat(scaled.at("/spec/triggers/0/metadata/bootstrapServers").asText())
        .isEqualTo("lab-lowland-kafka-bootstrap.lowland.svc:9093");

    Map<String, String> keda = Map.of("metrics.autoscaling.mode", "keda");
    List<Manifest> evaluation = render("evaluation", keda);
    scaled = find(evaluation, "ScaledObject", "lab-lowland-metrics");
    assertThat(scaled.at("/spec/triggers/0/metadata/bootstrapServers").asText())
        .isEqualTo("lab-lowland-kafka.lowland.svc:9092");
    // There the broker says where it is, and clients go on to what it says.
    Manifest broker = find(evaluation, "StatefulSet", "lab-lowland-kafka");
    assertThat(broker.containers().getFirst().at("/args/0").asText())
        .contains("advertised.listeners=PLAINTEXT://lab-lowland-kafka.$NAMESPACE.svc:9092");
    assertThat(environment(broker, "NAMESPACE").at("/valueFrom/fieldRef/fieldPath").asText())
        .isEqualTo("metadata.namespace");
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
  void namesAreAskedForOnThePortsOfTheDnsPods() {
    List<Manifest> policies =
        render("evaluation", Map.of("networkPolicy.dnsPorts[0]", "5353")).stream()
            .filter(m -> m.is("NetworkPolicy") && !m.at("/spec/egress").isEmpty())
            .toList();
    assertThat(policies).hasSize(5);
    assertThat(policies)
        .allSatisfy(
            policy ->
                assertThat(ports(policy))
                    .as(policy.label())
                    .contains("5353/UDP", "5353/TCP")
                    .doesNotContain("53/UDP", "53/TCP"));
  }

  @Test
  void volumesOfTheBrokersAreKeptFromArgoCd() {
    Manifest pool = find(render("operators", NOTHING), "KafkaNodePool", "lab-lowland-brokers");
    JsonNode annotations = pool.at("/spec/template/persistentVolumeClaim/metadata/annotations");
    assertThat(annotations.path("argocd.argoproj.io/sync-options").asText())
        .isEqualTo("Prune=false");
    assertThat(annotations.path("argocd.argoproj.io/compare-options").asText())
        .isEqualTo("IgnoreExtraneous");
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
  void keyOfTheTrainerIsRandomUnlessASecretIsNamed() {
    List<Manifest> objects = render("evaluation", NOTHING);
    String key = find(objects, "Secret", "lab-lowland-api-keys").at("/data/api-keys").asText();
    assertThat(Base64.getDecoder().decode(key)).hasSize(32);
    assertThat(secretOf(objects, "LOWLAND_TRAINER_API_KEYS")).isEqualTo("lab-lowland-api-keys");

    List<Manifest> named =
        render("evaluation", Map.of("apiKeys.existingSecret", "mine", "apiKeys.key", "of-lab"));
    assertThat(named).noneMatch(manifest -> manifest.name().endsWith("-api-keys"));
    assertThat(secretOf(named, "LOWLAND_TRAINER_API_KEYS")).isEqualTo("mine");
  }

  private static String secretOf(List<Manifest> objects, String variable) {
    return environment(find(objects, "Deployment", "lab-lowland-trainer"), variable)
        .at("/valueFrom/secretKeyRef/name")
        .asText();
  }

  @Test
  void dataSetsOfOnesOwnAreTakenFromTheVolumeAlone() {
    Manifest without = find(render("external", NOTHING), "ConfigMap", "lab-lowland");
    assertThat(without.json().toString()).doesNotContain("OWN_DATASETS");
    Manifest with =
        find(
            render("external", Map.of("data.existingClaim", "datasets")),
            "ConfigMap",
            "lab-lowland");
    assertThat(with.at("/data/LOWLAND_TRAINER_OWN_DATASETS").asText()).isEqualTo("/data");
    assertThat(with.at("/data/LOWLAND_METRICS_OWN_DATASETS").asText()).isEqualTo("/data");
  }

  @Test
  void podsFetchDataSetsUnlessTheyMayNot() {
    Manifest fetching = find(render("external", NOTHING), "ConfigMap", "lab-lowland");
    assertThat(fetching.at("/data/LOWLAND_DATA_DOWNLOAD").asText()).isEqualTo("true");
    Map<String, String> off = Map.of("data.download", "false");
    Manifest not = find(render("external", off), "ConfigMap", "lab-lowland");
    assertThat(not.at("/data/LOWLAND_DATA_DOWNLOAD").asText()).isEqualTo("false");
  }

  @Test
  void workersAreReplacedByReadyOnesAndTheAnalysisNeverRunsTwice() {
    List<Manifest> objects = render("external", NOTHING);
    for (String workers : List.of("trainer", "metrics")) {
      Manifest deployment = find(objects, "Deployment", "lab-lowland-" + workers);
      assertThat(deployment.at("/spec/strategy/rollingUpdate").toString())
          .isEqualTo("{\"maxSurge\":1,\"maxUnavailable\":0}");
    }
    Manifest analysis = find(objects, "Deployment", "lab-lowland-analysis");
    assertThat(analysis.at("/spec/strategy").toString()).isEqualTo("{\"type\":\"Recreate\"}");
  }

  @Test
  void brokerOfAnEvaluationWritesNoLogFiles() {
    List<Manifest> objects = render("evaluation", NOTHING);
    Manifest broker = find(objects, "StatefulSet", "lab-lowland-kafka");
    assertThat(variable(broker, "EXTRA_ARGS")).doesNotContain("-loggc");
    String configuration = "/etc/lowland/log4j2.yaml";
    assertThat(variable(broker, "KAFKA_LOG4J_OPTS"))
        .isEqualTo("-Dlog4j2.configurationFile=" + configuration);
    assertThat(find(objects, "ConfigMap", "lab-lowland-kafka").at("/data/log4j2.yaml").asText())
        .contains("ref: STDOUT")
        .doesNotContain("File");
  }

  @Test
  void tracesGoWhereTheEndpointIsAndNowhereByDefault() {
    Manifest without = find(render("external", NOTHING), "ConfigMap", "lab-lowland");
    assertThat(without.json().toString()).doesNotContain("OTEL");
    Map<String, String> endpoint = Map.of("tracing.endpoint", "http://collector:4317");
    List<Manifest> objects = render("external", endpoint);
    Manifest with = find(objects, "ConfigMap", "lab-lowland");
    assertThat(with.at("/data/QUARKUS_OTEL_SDK_DISABLED").asText()).isEqualTo("false");
    assertThat(with.at("/data/QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT").asText())
        .isEqualTo("http://collector:4317");
    assertThat(ports(find(objects, "NetworkPolicy", "lab-lowland-analysis"))).contains("4317/TCP");
  }

  @Test
  void ownMeasuresAreOnTheirVolume() {
    Manifest metrics = find(render("sasl-tls", NOTHING), "Deployment", "lab-lowland-metrics");
    assertThat(variable(metrics, "LOWLAND_MEASURES"))
        .isEqualTo("/measures/own-measure-1.0.jar:/measures/another-2.1.jar");
  }

  @Test
  void thePageAndWhatItReadsArePublishedAndNothingElse() {
    List<Manifest> published = render("published", NOTHING);
    assertThat(pathsTo("lab-trainer", find(published, "Ingress", "lab-trainer")))
        .containsExactly("/experiments Prefix");
    assertThat(pathsTo("lab-analysis", find(published, "Ingress", "lab-analysis")))
        .contains("/ Exact", "/experiments Prefix")
        .containsExactlyInAnyOrderElementsOf(PublishedPaths.ofTheAnalysis());

    List<Manifest> routes = render("gateway", NOTHING);
    Manifest route = find(routes, "HTTPRoute", "lowland-analysis");
    List<String> read = new ArrayList<>();
    for (JsonNode match : route.at("/spec/rules/0/matches")) {
      assertThat(match.path("method").asText()).isEqualTo("GET");
      JsonNode path = match.path("path");
      String type = path.path("type").asText().replace("PathPrefix", "Prefix");
      read.add(path.path("value").asText() + " " + type);
    }
    assertThat(read).containsExactlyInAnyOrderElementsOf(PublishedPaths.ofTheAnalysis());
    JsonNode submitting = find(routes, "HTTPRoute", "lowland-trainer").at("/spec/rules/0/matches");
    assertThat(submitting).hasSize(1);
    assertThat(submitting.at("/0/method").asText()).isEqualTo("POST");
    assertThat(submitting.at("/0/path/value").asText()).isEqualTo("/experiments");
  }

  @Test
  void signOnBeforeTheResultsIsNotBeforeTheProgramsThatSubmit() {
    List<Manifest> published = render("published", NOTHING);
    String signOn = "nginx.ingress.kubernetes.io/auth-url";
    assertThat(annotations(find(published, "Ingress", "lab-analysis")))
        .contains(signOn)
        .doesNotContain("nginx.ingress.kubernetes.io/limit-rpm");
    assertThat(annotations(find(published, "Ingress", "lab-trainer")))
        .contains("nginx.ingress.kubernetes.io/limit-rpm")
        .doesNotContain(signOn);

    List<Manifest> routes = render("gateway", NOTHING);
    assertThat(filters(find(routes, "HTTPRoute", "lowland-analysis")))
        .containsExactly("ExtensionRef");
    assertThat(filters(find(routes, "HTTPRoute", "lowland-trainer")))
        .containsExactly("RequestHeaderModifier");
  }

  private static List<String> annotations(Manifest object) {
    List<String> keys = new ArrayList<>();
    object.at("/metadata/annotations").fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private static List<String> filters(Manifest route) {
    return route.at("/spec/rules/0/filters").findValuesAsText("type");
  }

  private static List<String> pathsTo(String service, Manifest ingress) {
    return StreamSupport.stream(ingress.at("/spec/rules").spliterator(), false)
        .flatMap(rule -> StreamSupport.stream(rule.at("/http/paths").spliterator(), false))
        .filter(path -> path.at("/backend/service/name").asText().equals(service))
        .map(path -> path.path("path").asText() + " " + path.path("pathType").asText())
        .map(path -> path.replace("ImplementationSpecific", "Prefix"))
        .toList();
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
