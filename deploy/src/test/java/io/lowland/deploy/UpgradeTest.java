package io.lowland.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@code helm upgrade} changes, and what it leaves. */
class UpgradeTest extends ClusterTest {

  @Test
  void replicasChangeOneDeployment() {
    assertThat(changes("external", "external", Map.of("metrics.replicas", "3")))
        .containsExactly("~ Deployment/lab-lowland-metrics /spec/replicas");
  }

  @Test
  void settingsChangeTheConfigMapAndRestartItsReaders() {
    String checksum = "/spec/template/metadata/annotations/checksum~1config";
    assertThat(changes("external", "external", Map.of("logs.json", "false")))
        .containsExactly(
            "~ ConfigMap/lab-lowland /data/QUARKUS_LOG_CONSOLE_JSON_ENABLED",
            "~ Deployment/lab-lowland-analysis " + checksum,
            "~ Deployment/lab-lowland-metrics " + checksum,
            "~ Deployment/lab-lowland-trainer " + checksum);
  }

  @Test
  void variableOfOneServiceIsAddedToItsContainer() {
    Map<String, String> variable =
        Map.of("metrics.env[0].name", "EXTRA", "metrics.env[0].value", "yes");
    assertThat(changes("external", "external", variable))
        .containsExactly("~ Deployment/lab-lowland-metrics /spec/template/spec/containers");
  }

  @Test
  void splittingByFamilyReplacesTheOneGroupOfWorkers() {
    assertThat(changes("external", "split", Map.of()))
        .contains(
            "- Deployment/lab-lowland-metrics",
            "+ Deployment/lab-lowland-metrics-weakness",
            "+ Deployment/lab-lowland-metrics-sharpness",
            "+ Deployment/lab-lowland-metrics-cheap",
            "+ ScaledObject/lab-lowland-metrics-weakness",
            "+ HorizontalPodAutoscaler/lab-lowland-metrics-sharpness");
  }

  @Test
  void joiningTheFamiliesAgainLeavesNothingOfTheSplit() {
    assertThat(changes("split", "external", Map.of()))
        .contains(
            "+ Deployment/lab-lowland-metrics",
            "- Deployment/lab-lowland-metrics-weakness",
            "- ScaledObject/lab-lowland-metrics-weakness");
  }

  @Test
  void autoscalerTakesReplicasOutOfTheDeployment() {
    assertThat(changes("external", "external", Map.of("metrics.autoscaling.mode", "hpa")))
        .containsExactly(
            "+ HorizontalPodAutoscaler/lab-lowland-metrics",
            "~ Deployment/lab-lowland-metrics /spec/replicas");
  }

  @Test
  void randomSecretsStayTheSame() {
    release.install(Chart.values("evaluation"), Map.of());
    ClusterObjects before = cluster.objects();
    release.upgrade(Chart.values("evaluation"), Map.of("trainer.replicas", "2"));
    assertThat(before.labels()).contains(API_KEYS, DATABASE_PASSWORD);
    assertThat(before.changesTo(cluster.objects()))
        .containsExactly("~ Deployment/lab-lowland-trainer /spec/replicas");
  }

  @Test
  void valuesThatTheSchemaRefusesLeaveTheReleaseAsItWas() {
    release.install(Chart.values("external"), Map.of());
    ClusterObjects before = cluster.objects();
    assertThatThrownBy(
            () -> release.upgrade(Chart.values("external"), Map.of("metrics.replicas", "33")))
        .hasMessageContaining("at '/metrics/replicas': maximum: got 33, want 32");
    assertThat(before.changesTo(cluster.objects())).isEmpty();
    assertThat(release.history()).containsExactly("1 deployed Install complete");
  }

  @Test
  void schemaThatRefusesNothingIsFound() {
    Chart mistaken = copy();
    mistaken.write("values.schema.json", "{}");
    HelmRelease open = releaseOf(mistaken);
    open.install(Chart.values("external"), Map.of());
    open.upgrade(Chart.values("external"), Map.of("metrics.replicas", "33"));
    assertThat(open.history()).hasSize(2);
  }

  @Test
  void changeThatNobodyAskedForIsFound() {
    Chart mistaken = copy();
    mistaken.edit(
        "templates/configmap.yaml", "XDG_CACHE_HOME: /cache", "XDG_CACHE_HOME: /{{ uuidv4 }}");
    HelmRelease restless = releaseOf(mistaken);
    restless.install(Chart.values("external"), Map.of());
    ClusterObjects before = cluster.objects();
    restless.upgrade(Chart.values("external"), Map.of());
    assertThat(before.changesTo(cluster.objects()))
        .contains("~ ConfigMap/lab-lowland /data/XDG_CACHE_HOME");
  }

  @Test
  void objectThatStaysThoughItIsNoLongerRenderedIsFound() {
    Chart mistaken = copy();
    mistaken.edit(
        "templates/deployments.yaml",
        "  name: {{ include \"lowland.fullname\" $ }}-{{ $workload.component }}\n",
        """
          name: {{ include "lowland.fullname" $ }}-{{ $workload.component }}
          annotations: {helm.sh/resource-policy: keep}
        """);
    HelmRelease clinging = releaseOf(mistaken);
    clinging.install(Chart.values("external"), Map.of());
    clinging.upgrade(Chart.values("split"), Map.of());
    assertThat(rendered("split", Map.of()).changesTo(cluster.objects()))
        .contains("+ Deployment/lab-lowland-metrics");
  }

  /**
   * Installs the one, upgrades to the other, holds the result against what the chart renders, and
   * says what the upgrade has changed.
   */
  private List<String> changes(String from, String to, Map<String, String> settings) {
    release.install(Chart.values(from), Map.of());
    ClusterObjects before = cluster.objects();
    release.upgrade(Chart.values(to), settings);
    ClusterObjects after = cluster.objects();
    assertThat(rendered(to, settings).changesTo(after))
        .containsExactly("~ " + API_KEYS + " /data/api-keys");
    return List.copyOf(before.changesTo(after));
  }
}
