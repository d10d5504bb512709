package io.lowland.deploy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A chart's folder, rendered by Helm itself for the oldest Kubernetes that is tested. */
record Chart(Path folder) {
  static final String KUBERNETES = "1.34.0";
  static final String RELEASE = "lab";
  static final String NAMESPACE = "lowland";

  /** The chart of Lowland. */
  static final Chart LOWLAND = new Chart(Repository.path("deploy/helm/lowland"));

  /** What `helm template` prints for the values in {@code file} and {@code settings} on top. */
  String template(Path file, Map<String, String> settings) {
    return template(RELEASE, file, settings);
  }

  String template(String release, Path file, Map<String, String> settings) {
    TemplateCommand command =
        new Helm(folder)
            .template()
            .withName(release)
            .withNamespace(NAMESPACE)
            .withKubeVersion(KUBERNETES)
            .withValuesFile(file);
    settings.forEach(command::set);
    return command.call();
  }

  /** The objects rendered from the values in {@code file}. */
  List<Manifest> render(Path file, Map<String, String> settings) {
    return Manifest.parseAll(template(file, settings));
  }

  List<Manifest> render(Path file) {
    return render(file, Map.of());
  }

  /** The values files that together reach every branch of the templates. */
  List<Path> matrix() {
    return Repository.filesBelow(LOWLAND.folder.resolve("ci"));
  }

  /** The values file ci/NAME-values.yaml. */
  static Path values(String name) {
    return LOWLAND.folder.resolve("ci").resolve(name + "-values.yaml");
  }

  /**
   * A copy in {@code target} made for Helm's library: it leaves hooks out of what it renders, so
   * the `helm test` pod becomes an object like any other; and it asks a cluster where there is
   * none, so `lookup` finds nothing, as it does when installing for the first time.
   */
  Chart copyForRendering(Path target) {
    Chart copy = copy(target);
    copy.edit("templates/tests/connection.yaml", "    helm.sh/hook: test\n", "");
    copy.edit(
        "templates/tests/connection.yaml",
        "    helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded\n",
        "    lowland.io/hook: test\n");
    for (String file : List.of("evaluation-postgresql.yaml", "api-keys.yaml")) {
      copy.edit("templates/" + file, "lookup \"v1\" \"Secret\" .Release.Namespace $name", "dict");
    }
    return copy;
  }

  Chart copy(Path target) {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.toList()) {
        Path to = target.resolve(folder.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(to);
        } else {
          Files.copy(path, to);
        }
      }
      return new Chart(target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String read(String file) {
    return Repository.read(folder.resolve(file));
  }

  void write(String file, String content) {
    Repository.write(folder.resolve(file), content);
  }

  /** Replaces the first {@code before} in {@code file}, which must be there. */
  void edit(String file, String before, String after) {
    String text = read(file);
    int at = text.indexOf(before);
    if (at < 0) {
      throw new IllegalArgumentException("%s has no text '%s'".formatted(file, before));
    }
    write(file, text.substring(0, at) + after + text.substring(at + before.length()));
  }
}
