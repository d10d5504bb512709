package io.lowland.deploy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of releases have in common: a cluster, and charts to install into it. */
abstract class ClusterTest {
  static final String API_KEYS = "Secret/lab-lowland-api-keys";
  static final String DATABASE_PASSWORD = "Secret/lab-lowland-postgresql";

  @TempDir Path folder;
  MockCluster cluster;
  HelmRelease release;

  @BeforeEach
  void startCluster() {
    cluster = MockCluster.start();
    release = releaseOf(Chart.LOWLAND);
  }

  @AfterEach
  void stopCluster() {
    cluster.close();
  }

  HelmRelease releaseOf(Chart chart) {
    Path kubeConfig = folder.resolve("kubeconfig");
    Repository.write(kubeConfig, cluster.kubeConfig());
    return new HelmRelease(chart, kubeConfig);
  }

  /** A copy of the chart for a mistake to be planted in. */
  Chart copy() {
    return Chart.LOWLAND.copy(folder.resolve("copy"));
  }

  /** What is rendered from ci/NAME-values.yaml and {@code settings}. */
  ClusterObjects rendered(String name, Map<String, String> settings) {
    Chart chart = Chart.LOWLAND.copyForRendering(folder.resolve("rendering"));
    return ClusterObjects.of(
        chart.render(Chart.values(name), settings).stream()
            // The pod of `helm test`, which is there only while that runs.
            .filter(manifest -> !manifest.is("Pod"))
            .toList());
  }
}
