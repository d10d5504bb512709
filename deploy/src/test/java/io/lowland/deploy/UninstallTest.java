package io.lowland.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@code helm uninstall} leaves, on purpose (docs/deploy.md, Uninstall). */
class UninstallTest extends ClusterTest {

  @Test
  void nothingIsLeftWhereKafkaAndPostgresqlAreSomebodyElses() {
    assertThat(leftAfter(Chart.LOWLAND, "external")).isEmpty();
  }

  @Test
  void passwordThatTheVolumeWasMadeWithIsKept() {
    assertThat(leftAfter(Chart.LOWLAND, "evaluation")).containsExactly(DATABASE_PASSWORD);
  }

  @Test
  void clustersOfTheOperatorsAreKept() {
    assertThat(leftAfter(Chart.LOWLAND, "operators"))
        .containsExactlyInAnyOrder(
            "Cluster/lab-lowland-postgresql",
            "Kafka/lab-lowland",
            "KafkaNodePool/lab-lowland-brokers",
            "KafkaTopic/lowland.experiments",
            "KafkaTopic/lowland.runs",
            "KafkaTopic/lowland.checkpoints",
            "KafkaTopic/lowland.measurements",
            "KafkaTopic/lowland.correlations",
            "KafkaTopic/lowland.progress",
            "KafkaTopic/lowland.dead-letters");
  }

  @Test
  void newInstallationTakesUpWhatWasKept() {
    release.install(Chart.values("operators"), Map.of());
    ClusterObjects before = cluster.objects();
    release.uninstall();
    assertThat(cluster.objects().labels()).isNotEmpty().hasSizeLessThan(before.labels().size());
    release.install(Chart.values("operators"), Map.of());
    assertThat(before.changesTo(cluster.objects()))
        .containsExactly("~ " + API_KEYS + " /data/api-keys");
  }

  @Test
  void objectThatIsLeftBehindIsFound() {
    Chart mistaken = copy();
    mistaken.edit(
        "templates/configmap.yaml",
        "metadata:\n",
        "metadata:\n  annotations: {helm.sh/resource-policy: keep}\n");
    assertThat(leftAfter(mistaken, "external")).containsExactly("ConfigMap/lab-lowland");
  }

  private Set<String> leftAfter(Chart chart, String values) {
    HelmRelease installed = releaseOf(chart);
    installed.install(Chart.values(values), Map.of());
    assertThat(cluster.objects().labels()).hasSizeGreaterThan(10);
    installed.uninstall();
    return cluster.objects().labels();
  }
}
