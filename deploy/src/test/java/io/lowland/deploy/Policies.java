package io.lowland.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules of Lowland for whatever runs in a cluster; each returns what breaks it. */
final class Policies {
  private static final Pattern DIGEST = Pattern.compile(".+@sha256:[0-9a-f]{64}");
  private static final Pattern TAG = Pattern.compile(".+:(?!latest$)[A-Za-z0-9_][A-Za-z0-9._-]*");
  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "(?i).*(password|secret|token|credential|jaas|private|api_key|keystore_key).*");
  private static final Pattern SECRET_VALUE =
      Pattern.compile("(?is).*(password\\s*=|-----BEGIN [A-Z ]*PRIVATE KEY).*");
  private static final Set<String> VOLUMES =
      Set.of(
          "configMap", "emptyDir", "persistentVolumeClaim", "projected", "secret", "downwardAPI");

  private static final Map<String, List<String>> RESOURCES_FOR_OPERATORS =
      Map.of(
          "Kafka",
          List.of("/spec/entityOperator/topicOperator", "/spec/entityOperator/userOperator"),
          "KafkaNodePool",
          List.of("/spec"),
          "Cluster",
          List.of("/spec"));

  private final List<String> violations = new ArrayList<>();

  private Policies() {}

  static List<String> violations(List<Manifest> manifests) {
    Policies policies = new Policies();
    manifests.stream().filter(Manifest::hasPod).forEach(policies::checkPod);
    manifests.forEach(policies::checkPodsOfOperators);
    manifests.stream()
        .filter(manifest -> manifest.is("Deployment") || manifest.is("StatefulSet"))
        .forEach(policies::checkServer);
    manifests.stream()
        .filter(manifest -> manifest.is("ConfigMap"))
        .forEach(policies::checkOpenness);
    return policies.violations;
  }

  /** The restricted Pod Security Standard, and more. */
  private void checkPod(Manifest manifest) {
    JsonNode pod = manifest.podSpec();
    JsonNode security = pod.path("securityContext");
    require(
        security.path("runAsNonRoot").asBoolean() && security.path("runAsUser").asInt() > 0,
        manifest,
        "may run as root");
    require(
        security.at("/seccompProfile/type").asText().equals("RuntimeDefault"),
        manifest,
        "has no seccomp profile");
    require(
        pod.has("automountServiceAccountToken")
            && !pod.path("automountServiceAccountToken").asBoolean(),
        manifest,
        "mounts the token of its account");
    require(
        pod.has("enableServiceLinks") && !pod.path("enableServiceLinks").asBoolean(),
        manifest,
        "takes variables of services as settings");
    for (String host : List.of("hostNetwork", "hostPID", "hostIPC")) {
      require(!pod.path(host).asBoolean(), manifest, "uses " + host);
    }
    for (JsonNode volume : pod.path("volumes")) {
      volume
          .fieldNames()
          .forEachRemaining(
              type ->
                  require(
                      type.equals("name") || VOLUMES.contains(type),
                      manifest,
                      "has a volume of type " + type));
    }
    manifest.containers().forEach(container -> checkContainer(manifest, container));
  }

  private void checkContainer(Manifest manifest, JsonNode container) {
    String image = container.path("image").asText();
    require(
        DIGEST.matcher(image).matches() || TAG.matcher(image).matches(),
        manifest,
        "image is not pinned: " + image);
    JsonNode security = container.path("securityContext");
    require(
        security.path("runAsNonRoot").asBoolean(true) && security.path("runAsUser").asInt(1) > 0,
        manifest,
        "may run as root");
    require(security.path("readOnlyRootFilesystem").asBoolean(), manifest, "can write its image");
    require(!security.path("privileged").asBoolean(), manifest, "is privileged");
    require(
        security.has("allowPrivilegeEscalation")
            && !security.path("allowPrivilegeEscalation").asBoolean(),
        manifest,
        "may gain privileges");
    require(
        security.at("/capabilities/drop").toString().equals("[\"ALL\"]")
            && !security.path("capabilities").has("add"),
        manifest,
        "keeps capabilities");
    checkResources(manifest, container);
    for (JsonNode variable : container.path("env")) {
      checkVariable(manifest, variable);
    }
  }

  /** Pods that an operator makes, from what the object of its kind says of them. */
  private void checkPodsOfOperators(Manifest manifest) {
    for (String each : RESOURCES_FOR_OPERATORS.getOrDefault(manifest.kind(), List.of())) {
      checkResources(manifest, manifest.at(each));
    }
  }

  /** As a ResourceQuota wants them. */
  private void checkResources(Manifest manifest, JsonNode container) {
    for (String kind : List.of("requests", "limits")) {
      JsonNode resources = container.path("resources").path(kind);
      require(resources.has("cpu") && resources.has("memory"), manifest, "has no full " + kind);
    }
  }

  /** A value is either open or taken from a Secret; `$(NAME)` refers to a variable before it. */
  private void checkVariable(Manifest manifest, JsonNode variable) {
    String name = variable.path("name").asText();
    String value = variable.path("value").asText();
    boolean refers = value.contains("$(");
    require(
        !SECRET_NAME.matcher(name).matches() || refers || !variable.has("value"),
        manifest,
        "has a secret in plain text: " + name);
  }

  private void checkServer(Manifest manifest) {
    for (JsonNode container : manifest.containers()) {
      for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
        require(container.has(probe), manifest, "has no " + probe);
      }
    }
  }

  private void checkOpenness(Manifest manifest) {
    manifest
        .at("/data")
        .fields()
        .forEachRemaining(
            entry ->
                require(
                    !SECRET_NAME.matcher(entry.getKey()).matches()
                        && !SECRET_VALUE.matcher(entry.getValue().asText()).matches(),
                    manifest,
                    "has a secret: " + entry.getKey()));
  }

  private void require(boolean holds, Manifest manifest, String violation) {
    if (!holds) {
      violations.add(manifest.label() + ": " + violation);
    }
  }
}
