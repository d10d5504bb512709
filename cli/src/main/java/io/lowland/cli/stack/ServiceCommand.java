package io.lowland.cli.stack;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How to start one service.
 *
 * @param name for logs and messages, such as {@code metrics-2}
 * @param jar the service's {@code quarkus-run.jar}
 * @param jvmFlags flags of its JVM
 * @param settings its configuration, passed as system properties
 */
record ServiceCommand(String name, Path jar, List<String> jvmFlags, Map<String, String> settings) {

  private static final String QUARKUS_MAIN = "io.quarkus.bootstrap.runner.QuarkusEntryPoint";

  ServiceCommand {
    jvmFlags = List.copyOf(jvmFlags);
    settings = Map.copyOf(settings);
  }

  /** The command line that starts the service on HTTP port {@code port}, tethered to this JVM. */
  List<String> line(int port) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(jvmFlags);
    settings.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(setting -> line.add("-D" + setting.getKey() + "=" + setting.getValue()));
    line.add("-Dquarkus.http.host=127.0.0.1");
    line.add("-Dquarkus.http.port=" + port);
    line.add("-cp");
    line.add(tetherClassPath() + File.pathSeparator + jar);
    line.add(Tether.class.getName());
    line.add(QUARKUS_MAIN);
    return line;
  }

  private static Path tetherClassPath() {
    try {
      return Path.of(Tether.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
