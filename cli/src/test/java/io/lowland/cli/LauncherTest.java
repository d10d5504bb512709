package io.lowland.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher in a project of one file, with a Maven that only writes down what it was asked and
 * tests until it is told to end.
 */
@Timeout(120)
class LauncherTest {
  private static final Path LAUNCHER = Path.of("").toAbsolutePath().getParent().resolve("lowland");

  private static final String MAVEN =
      """
      #!/bin/sh
      printf '%s\\n' "$*" >>"$PROJECT/asked"
      case "$*" in
        *" verify"*) until [ -e "$PROJECT/end" ]; do sleep 0.1; done ;;
        *)
          echo "[INFO] Building Lowland: core 0.1.0          [2/9]"
          mkdir -p "$PROJECT/cli/target"
          touch "$PROJECT/cli/target/lowland-cli.jar" ;;
      esac
      """;

  @TempDir Path project;
  private final List<Process> started = new ArrayList<>();

  @BeforeEach
  void makeProject() throws IOException {
    Files.copy(LAUNCHER, project.resolve("lowland"));
    Files.createDirectories(project.resolve(".mvn"));
    Files.createDirectories(project.resolve("core/src/main"));
    for (String pom : List.of("pom.xml", "core/pom.xml")) {
      Files.writeString(project.resolve(pom), "<project/>");
    }
    Files.writeString(source(), "as it was");
    Path maven = project.resolve("cache/maven/apache-maven-3.9.11/bin/mvn");
    Files.createDirectories(maven.getParent());
    Files.writeString(maven, MAVEN);
    Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @AfterEach
  void endAll() throws Exception {
    Files.createFile(project.resolve("end"));
    for (Process process : started) {
      process.waitFor(30, TimeUnit.SECONDS);
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  @Test
  void commandsWorkWhileTheTestsRunAndNothingIsBuiltAgainAfterThem() throws Exception {
    Process tests = launch("tests", "test");
    awaitAsked("verify");

    Process command = launch("command", "version");
    assertThat(command.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(output("command")).contains("io.lowland.cli.Lowland").doesNotContain("waiting");

    tests.descendants().forEach(ProcessHandle::destroyForcibly);
    tests.destroyForcibly().waitFor();
    Process later = launch("later", "version");
    assertThat(later.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(output("later")).contains("io.lowland.cli.Lowland");
    assertThat(asked()).containsOnlyOnce(" package ");
  }

  @Test
  void whoHasSomethingToBuildWaitsForTheEndOfTheTestsAndSaysSo() throws Exception {
    Process tests = launch("tests", "test");
    awaitAsked("verify");
    Files.writeString(source(), "changed");

    Process command = launch("command", "version");
    awaitOutput("command", "waiting for ./lowland test (process " + tests.pid());
    assertThat(asked()).containsOnlyOnce(" package ");

    tests.descendants().forEach(ProcessHandle::destroyForcibly);
    assertThat(command.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(output("command")).contains("building core [2/9]", "io.lowland.cli.Lowland");
  }

  private Path source() {
    return project.resolve("core/src/main/Source.java");
  }

  private Process launch(String name, String... arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of(project.resolve("lowland").toString()));
    line.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(project.resolve(name + ".txt").toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "PROJECT",
                project.toString(),
                "JAVA_HOME",
                System.getProperty("java.home"),
                "LOWLAND_CACHE_DIR",
                project.resolve("cache").toString()));
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private void awaitAsked(String goal) {
    Awaitility.await()
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> Files.exists(project.resolve("asked")) && asked().contains(" " + goal));
  }

  private void awaitOutput(String name, String text) {
    Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> output(name).contains(text));
  }

  private String asked() throws IOException {
    return Files.readString(project.resolve("asked"));
  }

  private String output(String name) throws IOException {
    return Files.readString(project.resolve(name + ".txt"));
  }
}
