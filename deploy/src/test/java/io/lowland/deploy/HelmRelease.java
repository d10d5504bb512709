package io.lowland.deploy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.ReleaseHistory;
import com.marcnuri.helm.UpgradeCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The release {@link Chart#RELEASE} of a chart in a cluster, as {@code helm} works on it. */
record HelmRelease(Chart chart, Path kubeConfig) {
  private static final int SECONDS = 60;

  void install(Path values, Map<String, String> settings) {
    var command =
        new Helm(chart.folder())
            .install()
            .withName(Chart.RELEASE)
            .withNamespace(Chart.NAMESPACE)
            .withKubeConfig(kubeConfig)
            .disableOpenApiValidation()
            .withValuesFile(values);
    settings.forEach(command::set);
    command.call();
  }

  void upgrade(Path values, Map<String, String> settings) {
    upgradeCommand(values, settings).call();
  }

  /** As {@code helm upgrade --cleanup-on-fail}: deletes what it had created when it fails. */
  void upgradeOrCleanUp(Path values, Map<String, String> settings) {
    upgradeCommand(values, settings).cleanupOnFail().call();
  }

  /** As {@code helm upgrade --atomic}: rolls back when the upgrade fails. */
  void upgradeOrRollBack(Path values, Map<String, String> settings) {
    upgradeCommand(values, settings).atomic().withTimeout(SECONDS).call();
  }

  private UpgradeCommand upgradeCommand(Path values, Map<String, String> settings) {
    UpgradeCommand command =
        new Helm(chart.folder())
            .upgrade()
            .withName(Chart.RELEASE)
            .withNamespace(Chart.NAMESPACE)
            .withKubeConfig(kubeConfig)
            .disableOpenApiValidation()
            .withValuesFile(values);
    settings.forEach(command::set);
    return command;
  }

  void uninstall() {
    Helm.uninstall(Chart.RELEASE).withNamespace(Chart.NAMESPACE).withKubeConfig(kubeConfig).call();
  }

  /** Each revision as {@code NUMBER STATUS DESCRIPTION}, the oldest first. */
  List<String> history() {
    return Helm.history(Chart.RELEASE)
        .withNamespace(Chart.NAMESPACE)
        .withKubeConfig(kubeConfig)
        .call()
        .stream()
        .map(HelmRelease::line)
        .toList();
  }

  private static String line(ReleaseHistory revision) {
    return "%d %s %s"
        .formatted(revision.getRevision(), revision.getStatus(), revision.getDescription());
  }
}
