package io.lowland.deploy;

import io.fabric8.kubernetes.api.Pluralize;
import io.fabric8.kubernetes.api.model.APIGroup;
import io.fabric8.kubernetes.api.model.APIGroupBuilder;
import io.fabric8.kubernetes.api.model.APIGroupList;
import io.fabric8.kubernetes.api.model.APIGroupListBuilder;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceBuilder;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.APIResourceListBuilder;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The kinds of objects that the chart may make, as an API server tells them to its clients. */
final class Discovery {
  private static final List<String> VERBS =
      List.of("create", "delete", "get", "list", "patch", "update");

  private static final Map<String, List<String>> KINDS =
      new TreeMap<>(
          Map.of(
              "v1", List.of("ConfigMap", "Pod", "Secret", "Service", "ServiceAccount"),
              "apps/v1", List.of("Deployment", "StatefulSet"),
              "autoscaling/v2", List.of("HorizontalPodAutoscaler"),
              "networking.k8s.io/v1", List.of("Ingress", "NetworkPolicy"),
              "policy/v1", List.of("PodDisruptionBudget"),
              "gateway.networking.k8s.io/v1", List.of("HTTPRoute"),
              "kafka.strimzi.io/v1", List.of("Kafka", "KafkaNodePool", "KafkaTopic", "KafkaUser"),
              "keda.sh/v1alpha1", List.of("ScaledObject", "TriggerAuthentication"),
              "monitoring.coreos.com/v1", List.of("PodMonitor", "PrometheusRule", "ServiceMonitor"),
              "postgresql.cnpg.io/v1", List.of("Cluster")));

  private Discovery() {}

  /** Makes {@code server} tell which kinds there are. */
  static void answer(KubernetesMockServer server) {
    server
        .expect()
        .get()
        .withPath("/api")
        .andReturn(200, Map.of("versions", List.of("v1")))
        .always();
    server.expect().get().withPath("/apis").andReturn(200, groups()).always();
    KINDS.forEach(
        (apiVersion, kinds) -> {
          String path = root(apiVersion);
          server
              .expect()
              .get()
              .withPath(path)
              .andReturn(200, resources(apiVersion, kinds))
              .always();
          if (apiVersion.contains("/")) {
            kinds.forEach(kind -> server.expectCustomResource(context(apiVersion, kind)));
          }
        });
  }

  /** The path of every kind's objects in the namespace that the chart is installed into. */
  static List<String> collections() {
    return KINDS.entrySet().stream()
        .flatMap(
            kinds ->
                kinds.getValue().stream()
                    .map(
                        kind ->
                            "%s/namespaces/%s/%s"
                                .formatted(root(kinds.getKey()), Chart.NAMESPACE, plural(kind))))
        .toList();
  }

  private static String root(String apiVersion) {
    return (apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion;
  }

  private static String plural(String kind) {
    return Pluralize.toPlural(kind.toLowerCase(Locale.ROOT));
  }

  private static CustomResourceDefinitionContext context(String apiVersion, String kind) {
    String[] groupAndVersion = apiVersion.split("/", 2);
    return new CustomResourceDefinitionContext.Builder()
        .withGroup(groupAndVersion[0])
        .withVersion(groupAndVersion[1])
        .withKind(kind)
        .withPlural(plural(kind))
        .withScope("Namespaced")
        .build();
  }

  private static APIGroupList groups() {
    return new APIGroupListBuilder()
        .addAllToGroups(
            KINDS.keySet().stream()
                .filter(version -> version.contains("/"))
                .map(Discovery::group)
                .toList())
        .build();
  }

  private static APIGroup group(String apiVersion) {
    String[] groupAndVersion = apiVersion.split("/", 2);
    return new APIGroupBuilder()
        .withName(groupAndVersion[0])
        .addNewVersion(apiVersion, groupAndVersion[1])
        .withNewPreferredVersion(apiVersion, groupAndVersion[1])
        .build();
  }

  private static APIResourceList resources(String apiVersion, List<String> kinds) {
    return new APIResourceListBuilder()
        .withGroupVersion(apiVersion)
        .addAllToResources(kinds.stream().map(Discovery::resource).toList())
        .build();
  }

  private static APIResource resource(String kind) {
    return new APIResourceBuilder()
        .withName(plural(kind))
        .withSingularName(kind.toLowerCase(Locale.ROOT))
        .withKind(kind)
        .withNamespaced(true)
        .withVerbs(VERBS)
        .build();
  }
}
