package io.lowland.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.InstallCommand;
import com.marcnuri.helm.UpgradeCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Installs, upgrades and uninstalls by Helm over HTTP, against a server that keeps objects. */
class InstallationTest {
  private static final String API_KEYS = "lab-lowland-api-keys";

  @TempDir Path folder;
  private KubernetesStore cluster;
  private Path kubeConfig;

  @BeforeEach
  void startServer() throws Exception {
    cluster = KubernetesStore.start();
    kubeConfig = folder.resolve("kubeconfig");
    Repository.write(kubeConfig, cluster.kubeConfig());
  }

  @AfterEach
  void stopServer() {
    cluster.close();
  }

  @Test
  void whatIsInstalledIsWhatIsRendered() {
    install("external");
    assertThat(cluster.labels()).containsExactlyInAnyOrderElementsOf(expected());
  }

  @Test
  void upgradeChangesReplicas() {
    install("external");
    assertThat(replicas("lab-lowland-metrics")).isEqualTo("1");
    upgrade("external", Map.of("metrics.replicas", "3"));
    assertThat(replicas("lab-lowland-metrics")).isEqualTo("3");
  }

  @Test
  void upgradeLeavesReplicasToTheAutoscaler() {
    install("external");
    upgrade("external", Map.of("metrics.autoscaling.mode", "hpa"));
    assertThat(replicas("lab-lowland-metrics")).isEmpty();
    assertThat(cluster.find("HorizontalPodAutoscaler", "lab-lowland-metrics")).isPresent();
  }

  @Test
  void takingBackAnUpgradeBringsBackWhatWasThere() {
    install("external");
    upgrade(
        "split",
        Map.of("trainer.autoscaling.mode", "none", "metrics.workers[0].autoscaling.mode", "none"));
    assertThat(cluster.find("Deployment", "lab-lowland-metrics")).isEmpty();
    upgrade("external", Map.of());
    assertThat(cluster.labels()).containsExactlyInAnyOrderElementsOf(expected());
  }

  @Test
  void upgradeKeepsThePasswordOfTheDatabase() {
    install("evaluation");
    String password = password();
    upgrade("evaluation", Map.of("trainer.replicas", "2"));
    assertThat(replicas("lab-lowland-trainer")).isEqualTo("2");
    assertThat(password()).isNotEmpty().isEqualTo(password);
  }

  @Test
  void upgradeKeepsTheApiKey() {
    install("external");
    String key = secret(API_KEYS, "api-keys");
    upgrade("external", Map.of("trainer.replicas", "2"));
    assertThat(secret(API_KEYS, "api-keys")).isNotEmpty().isEqualTo(key);
  }

  @Test
  void uninstallKeepsThePasswordThatTheVolumeWasMadeWith() {
    install("evaluation");
    Helm.uninstall(Chart.RELEASE).withNamespace("lowland").withKubeConfig(kubeConfig).call();
    assertThat(cluster.labels()).containsExactly("Secret/lab-lowland-postgresql");
  }

  /** What is rendered when a Secret is named, and the one that is made when none is. */
  private static List<String> expected() {
    List<String> labels = new ArrayList<>(List.of("Secret/" + API_KEYS));
    Chart.LOWLAND
        .render(Chart.values("external"), Map.of("apiKeys.existingSecret", API_KEYS))
        .forEach(manifest -> labels.add(manifest.label()));
    return labels;
  }

  private void install(String values) {
    InstallCommand command =
        new Helm(Chart.LOWLAND.folder())
            .install()
            .withName(Chart.RELEASE)
            .withNamespace("lowland")
            .withKubeConfig(kubeConfig)
            .disableOpenApiValidation()
            .withValuesFile(Chart.values(values));
    command.call();
  }

  private void upgrade(String values, Map<String, String> settings) {
    UpgradeCommand command =
        new Helm(Chart.LOWLAND.folder())
            .upgrade()
            .withName(Chart.RELEASE)
            .withNamespace("lowland")
            .withKubeConfig(kubeConfig)
            .disableOpenApiValidation()
            .withValuesFile(Chart.values(values));
    settings.forEach(command::set);
    command.call();
  }

  private String replicas(String deployment) {
    return cluster.find("Deployment", deployment).orElseThrow().at("/spec/replicas").asText();
  }

  private String password() {
    return secret("lab-lowland-postgresql", "password");
  }

  private String secret(String name, String key) {
    return cluster.find("Secret", name).orElseThrow().at("/data/" + key).asText();
  }
}
