package io.lowland.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Taking an upgrade back. Helm's library has no rollback of its own, but {@code helm upgrade
 * --atomic} rolls back by the same code when the cluster refuses one of the objects.
 */
class RollbackTest extends ClusterTest {
  private static final String REFUSED = "HorizontalPodAutoscaler";
  private static final Map<String, String> SCALED_OTHERWISE =
      Map.of("metrics.autoscaling.mode", "hpa", "trainer.replicas", "2", "logs.json", "false");

  private ClusterObjects before;

  @BeforeEach
  void install() {
    release.install(Chart.values("external"), Map.of());
    before = cluster.objects();
    cluster.refuse(REFUSED);
  }

  @Test
  void rollbackBringsThePreviousManifestsBack() {
    assertThatThrownBy(() -> release.upgradeOrRollBack(Chart.values("external"), SCALED_OTHERWISE))
        .hasMessageContaining("no " + REFUSED)
        .hasMessageContaining("has been rolled back");
    assertThat(before.changesTo(cluster.objects())).isEmpty();
    assertThat(release.history()).last().isEqualTo("3 deployed Rollback to 1");
  }

  @Test
  void upgradeThatFailsAndIsNotRolledBackLeavesChangesBehind() {
    assertThatThrownBy(() -> release.upgrade(Chart.values("external"), SCALED_OTHERWISE))
        .hasMessageContaining("no " + REFUSED);
    assertThat(before.changesTo(cluster.objects()))
        .contains(
            "~ ConfigMap/lab-lowland /data/QUARKUS_LOG_CONSOLE_JSON_ENABLED",
            "~ Deployment/lab-lowland-metrics /spec/replicas"
                + " /spec/template/metadata/annotations/checksum~1config");
  }

  /** Helm 3's rollback stumbles over objects that the failed upgrade was about to delete. */
  @Test
  void splitThatFailedIsNotRolledBackByHelm3() {
    assertThatThrownBy(() -> release.upgradeOrRollBack(Chart.values("split"), Map.of()))
        .hasMessageContaining("an error occurred while rolling back")
        .hasMessageContaining("no NetworkPolicy with the name \"lab-lowland-metrics\" found");
  }

  @Test
  void splitThatFailedIsTakenBackByCleaningUpAndTheFormerValues() {
    assertThatThrownBy(() -> release.upgradeOrCleanUp(Chart.values("split"), Map.of()))
        .hasMessageContaining("no " + REFUSED);
    release.upgrade(Chart.values("external"), Map.of());
    assertThat(before.changesTo(cluster.objects())).isEmpty();
  }

  @Test
  void upgradeToTheFormerValuesBringsBackWhatWasThere() {
    release.upgrade(Chart.values("evaluation"), Map.of());
    assertThat(cluster.objects().labels()).contains("StatefulSet/lab-lowland-kafka");
    release.upgrade(Chart.values("external"), Map.of());
    assertThat(before.changesTo(cluster.objects())).containsExactly("+ " + DATABASE_PASSWORD);
  }
}
