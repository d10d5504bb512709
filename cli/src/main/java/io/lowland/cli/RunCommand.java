package io.lowland.cli;

import io.lowland.cli.console.Screen;
import io.lowland.cli.run.ExperimentRun;
import io.lowland.cli.run.Submission;
import io.lowland.cli.stack.EmbeddedStack;
import io.lowland.cli.stack.StackDirectory;
import io.lowland.cli.stack.StackOptions;
import io.lowland.contracts.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The main job: an experiment from its file to its report, on the embedded stack. */
@Command(
    name = "run",
    description = {
      "Run an experiment: train its networks, measure each, correlate with test accuracy.",
      "Exit code 0 only when every network was measured."
    },
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The experiment, a YAML file.")
  private Path file;

  @Option(
      names = "--seeds",
      paramLabel = "0-9",
      description = "Seeds instead of those in the file.")
  private String seeds;

  @Mixin private StackChoices choices;

  @Option(names = "--json", paramLabel = "OUT", description = "Also write the result as JSON.")
  private Path json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    long start = System.nanoTime();
    StackOptions options = choices.options();
    Submission submission = Submission.read(file, seedsChosen());
    StackDirectory directory = choices.directory(this::newDirectory);
    Logging.to(directory.logs().resolve("stack.log"));
    Screen screen = Screen.of(spec.commandLine().getOut());
    screen.line("state: " + directory.root());
    screen.show(List.of("starting broker, PostgreSQL and services…"));
    try (EmbeddedStack stack = EmbeddedStack.start(directory, options, screen::line)) {
      return run(stack, submission, directory, screen, start);
    }
  }

  private int run(
      EmbeddedStack stack,
      Submission submission,
      StackDirectory directory,
      Screen screen,
      long start)
      throws IOException, InterruptedException {
    try {
      ExperimentRun run = new ExperimentRun(stack, screen, start);
      boolean complete = run.execute(submission, directory.report());
      if (json != null) {
        Files.writeString(json, run.json());
      }
      return complete ? 0 : 1;
    } catch (IOException | RuntimeException e) {
      if (stack.isClosing()) {
        // Ctrl-C: the stack is being stopped under us, and the JVM ends when that is done.
        LockSupport.park();
      }
      screen.clear();
      throw e;
    }
  }

  private Optional<List<Long>> seedsChosen() {
    try {
      return Optional.ofNullable(seeds).map(Seeds::parse);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
    }
  }

  private Path newDirectory() {
    String name = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    Path runs = Home.directory().resolve(".lowland").resolve("runs");
    Path directory = runs.resolve(name + "-" + LocalDateTime.now().format(STAMP));
    for (int number = 2; Files.exists(directory); number++) {
      directory = runs.resolve(name + "-" + LocalDateTime.now().format(STAMP) + "-" + number);
    }
    return directory;
  }
}
