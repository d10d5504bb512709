package io.lowland.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lowland.cli.CommandRunner.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanCommandTest {
  private static final String HOME = "lowland.home";

  @TempDir Path home;
  private String before;

  @BeforeEach
  void layOut() throws IOException {
    before = System.getProperty(HOME);
    System.setProperty(HOME, home.toString());
    run("a-20260101-000000", true);
    run("b-20260102-000000", false);
    run("c-20260103-000000", true);
  }

  @AfterEach
  void restore() {
    System.setProperty(HOME, before);
  }

  private Path runs() {
    return home.resolve(".lowland/runs");
  }

  private void run(String name, boolean finished) throws IOException {
    Path run = runs().resolve(name);
    for (String file :
        List.of("kafka/log/0", "postgres/data/0", "report/report.md", "logs/a.log")) {
      Files.createDirectories(run.resolve(file).getParent());
      Files.write(run.resolve(file), new byte[1 << 20]);
    }
    Files.writeString(
        run.resolve("run.properties"),
        "file=x.yaml\ncontent=0\nexperiment=x-1\nfinished=" + finished + "\n");
  }

  @Test
  void dataOfFinishedRunsGoAndReportsStay() {
    Outcome outcome = CommandRunner.run("clean");

    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains("a-20260101-000000: 2.0 MiB", "4.0 MiB freed");
    assertThat(runs().resolve("a-20260101-000000/kafka")).doesNotExist();
    assertThat(runs().resolve("a-20260101-000000/report/report.md")).exists();
    assertThat(runs().resolve("b-20260102-000000/kafka")).exists();
  }

  @Test
  void runThatWasRefusedHasNothingToResumeAndItsDataGo() throws IOException {
    Path run = runs().resolve("a-20260101-000000");
    Files.writeString(run.resolve("run.properties"), "file=x.yaml\ncontent=0\nfinished=false\n");

    CommandRunner.run("clean");

    assertThat(run.resolve("kafka")).doesNotExist();
    assertThat(run.resolve("postgres")).doesNotExist();
    assertThat(run.resolve("logs/a.log")).exists();
  }

  @Test
  void newestRunsAreKept() {
    CommandRunner.run("clean", "--keep", "1");

    assertThat(runs().resolve("c-20260103-000000/postgres")).exists();
    assertThat(runs().resolve("a-20260101-000000/postgres")).doesNotExist();
  }

  @Test
  void allMeansWholeDirectoriesAndInterruptedRunsToo() {
    CommandRunner.run("clean", "--all", "--keep", "1");

    assertThat(runs()).isDirectoryNotContaining("glob:**/{a,b}-*");
    assertThat(runs().resolve("c-20260103-000000")).exists();
  }

  @Test
  void dryRunDeletesNothing() {
    Outcome outcome = CommandRunner.run("clean", "--all", "--dry-run");

    assertThat(outcome.out()).contains("MiB would be freed");
    assertThat(runs().resolve("a-20260101-000000/kafka/log/0")).exists();
  }

  @Test
  void runThatGoesOnIsLeftAlone() throws IOException {
    ProcessHandle self = ProcessHandle.current();
    Files.write(
        runs().resolve("a-20260101-000000/stack.pid"),
        List.of(
            String.valueOf(self.pid()),
            self.info().startInstant().orElse(Instant.EPOCH).toString()));

    CommandRunner.run("clean", "--all");

    assertThat(runs().resolve("a-20260101-000000/kafka/log/0")).exists();
    assertThat(runs().resolve("c-20260103-000000")).doesNotExist();
  }
}
