package io.lowland.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Whether what the objects of one installation say of each other is true. */
final class References {
  private static final Pattern NAMES_WITH_A_DOT =
      Pattern.compile("[^.:,]+\\.[^:,]+:\\d+(,[^.:,]+\\.[^:,]+:\\d+)*");

  private final List<Manifest> manifests;
  private final List<String> broken = new ArrayList<>();

  private References(List<Manifest> manifests) {
    this.manifests = manifests;
  }

  /** What points to nothing, or to more than it should; empty when all is well. */
  static List<String> broken(List<Manifest> manifests) {
    References references = new References(manifests);
    references.checkNames();
    for (Manifest manifest : manifests) {
      references.check(manifest);
    }
    return references.broken;
  }

  private void checkNames() {
    Set<String> seen = new HashSet<>();
    for (Manifest manifest : manifests) {
      if (!seen.add(manifest.apiVersion() + manifest.label())) {
        broken.add(manifest.label() + " is there twice");
      }
      if (manifest.name().length() > 63) {
        broken.add(manifest.label() + " has a name of more than 63 characters");
      }
    }
  }

  private void check(Manifest manifest) {
    switch (manifest.kind()) {
      case "Deployment", "StatefulSet" -> checkServer(manifest);
      case "Service" -> checkSelector(manifest, manifest.at("/spec/selector"), true);
      case "PodDisruptionBudget" ->
          checkSelector(manifest, manifest.at("/spec/selector/matchLabels"), true);
      case "NetworkPolicy" ->
          checkSelector(manifest, manifest.at("/spec/podSelector/matchLabels"), true);
      case "HorizontalPodAutoscaler", "ScaledObject" -> checkScaling(manifest);
      case "Ingress" -> checkIngress(manifest);
      case "HTTPRoute" ->
          manifest
              .json()
              .findValues("backendRefs")
              .forEach(
                  backends ->
                      backends.forEach(
                          backend -> require(manifest, "Service", backend.path("name").asText())));
      default -> {}
    }
    checkAuthentication(manifest);
  }

  private void checkServer(Manifest manifest) {
    JsonNode selector = manifest.at("/spec/selector/matchLabels");
    if (!selects(selector, manifest.podLabels())) {
      broken.add(manifest.label() + " does not select its own pods");
    }
    checkSelector(manifest, selector, true);
    if (selector.has("app.kubernetes.io/version") || selector.has("helm.sh/chart")) {
      broken.add(manifest.label() + " selects by version, which no upgrade may change");
    }
    for (JsonNode container : manifest.containers()) {
      for (JsonNode source : container.path("envFrom")) {
        require(manifest, "ConfigMap", source.at("/configMapRef/name").asText());
      }
      checkVolumes(manifest, container);
    }
    for (JsonNode volume : manifest.podSpec().path("volumes")) {
      if (volume.has("configMap")) {
        require(manifest, "ConfigMap", volume.at("/configMap/name").asText());
      }
    }
    String account = manifest.podSpec().path("serviceAccountName").asText("default");
    if (!account.equals("default")) {
      require(manifest, "ServiceAccount", account);
    }
  }

  private void checkVolumes(Manifest manifest, JsonNode container) {
    Set<String> volumes =
        new HashSet<>(manifest.podSpec().path("volumes").findValuesAsText("name"));
    for (JsonNode claim : manifest.at("/spec/volumeClaimTemplates")) {
      volumes.add(claim.at("/metadata/name").asText());
    }
    for (JsonNode mount : container.path("volumeMounts")) {
      if (!volumes.contains(mount.path("name").asText())) {
        broken.add(manifest.label() + " mounts no volume as " + mount.path("name").asText());
      }
    }
  }

  /** A selector finds the pods of exactly one object that makes pods. */
  private void checkSelector(Manifest manifest, JsonNode selector, boolean exactlyOne) {
    long found =
        manifests.stream()
            .filter(Manifest::hasPod)
            .filter(other -> selects(selector, other.podLabels()))
            .count();
    if (exactlyOne && found != 1) {
      broken.add("%s selects the pods of %d objects".formatted(manifest.label(), found));
    }
  }

  private void checkScaling(Manifest manifest) {
    String target = manifest.at("/spec/scaleTargetRef/name").asText();
    require(manifest, "Deployment", target);
    manifests.stream()
        .filter(other -> other.is("Deployment") && other.name().equals(target))
        .filter(other -> other.at("/spec").has("replicas"))
        .forEach(other -> broken.add(other.label() + " sets the replicas that something scales"));
    for (JsonNode servers : manifest.json().findValues("bootstrapServers")) {
      if (!NAMES_WITH_A_DOT.matcher(servers.asText()).matches()) {
        broken.add(manifest.label() + " names brokers as only their own namespace does");
      }
    }
  }

  private void checkIngress(Manifest manifest) {
    for (JsonNode service : manifest.json().findValues("service")) {
      require(manifest, "Service", service.path("name").asText());
    }
    for (JsonNode path : manifest.at("/spec/rules/0/http/paths")) {
      boolean literal = !path.path("pathType").asText().equals("ImplementationSpecific");
      if (literal && !path.path("path").asText().matches("/[A-Za-z0-9_/-]*")) {
        broken.add(path.path("path").asText() + " is refused by some versions of ingress-nginx");
      }
    }
  }

  private void checkAuthentication(Manifest manifest) {
    for (JsonNode reference : manifest.json().findValues("authenticationRef")) {
      require(manifest, "TriggerAuthentication", reference.path("name").asText());
    }
  }

  private void require(Manifest from, String kind, String name) {
    if (manifests.stream().noneMatch(other -> other.is(kind) && other.name().equals(name))) {
      broken.add("%s refers to %s/%s, which is not there".formatted(from.label(), kind, name));
    }
  }

  private static boolean selects(JsonNode selector, JsonNode labels) {
    Map<String, String> wanted = new TreeMap<>();
    selector.fields().forEachRemaining(e -> wanted.put(e.getKey(), e.getValue().asText()));
    return !wanted.isEmpty()
        && wanted.entrySet().stream()
            .allMatch(e -> labels.path(e.getKey()).asText().equals(e.getValue()));
  }
}
