package io.lowland.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The same by the {@code helm} command, of version 3 or 4, where one is on the PATH. */
@EnabledIf(value = "helmIsThere", disabledReason = "no helm on the PATH")
class HelmCommandTest extends ClusterTest {
  private static final long PATIENCE_SECONDS = 60;

  static boolean helmIsThere() {
    return command().isPresent();
  }

  private static Optional<Path> command() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, "helm"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @Test
  void rollbackBringsThePreviousManifestsBack() throws Exception {
    upgrade("--install", "external");
    ClusterObjects before = cluster.objects();
    assertThat(rendered("external", Map.of()).changesTo(before))
        .containsExactly("~ " + API_KEYS + " /data/api-keys");
    upgrade("--reset-values", "split");
    assertThat(before.changesTo(cluster.objects()))
        .contains("- Deployment/lab-lowland-metrics", "+ Deployment/lab-lowland-metrics-weakness");
    helm("rollback", Chart.RELEASE, "1");
    assertThat(before.changesTo(cluster.objects())).isEmpty();
    helm("uninstall", Chart.RELEASE);
    assertThat(cluster.objects().labels()).isEmpty();
  }

  private void upgrade(String option, String values) throws IOException, InterruptedException {
    helm(
        "upgrade",
        option,
        // The server describes no schemas.
        "--disable-openapi-validation",
        "--values",
        Chart.values(values).toString(),
        Chart.RELEASE,
        Chart.LOWLAND.folder().toString());
  }

  private void helm(String... arguments) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(command().orElseThrow().toString()));
    line.addAll(List.of(arguments));
    line.addAll(List.of("--namespace", Chart.NAMESPACE));
    line.addAll(List.of("--kubeconfig", release.kubeConfig().toString()));
    Path output = folder.resolve("helm.txt");
    Process process =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    try {
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("%s", line).isTrue();
      assertThat(process.exitValue()).as("%s: %s", line, Files.readString(output)).isZero();
    } finally {
      process.destroyForcibly();
    }
  }
}
