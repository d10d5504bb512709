package io.lowland.cli;

import io.lowland.cli.console.Screen;
import io.lowland.cli.run.ExperimentRun;
import io.lowland.cli.run.RunDirectories;
import io.lowland.cli.run.RunRecord;
import io.lowland.cli.run.Submission;
import io.lowland.cli.stack.EmbeddedStack;
import io.lowland.cli.stack.StackDirectory;
import io.lowland.cli.stack.StackOptions;
import io.lowland.contracts.Seeds;
import io.lowland.data.DatasetCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The experiment, a YAML file.")
  private Path file;

  @Option(
      names = "--seeds",
      paramLabel = "0-9",
      description = "Seeds instead of those in the file.")
  private String seeds;

  @Mixin private StackChoices choices;

  @Option(
      names = "--resume",
      description =
          "Continue the last interrupted run of this file (with --state: the one in DIR); what is done is kept.")
  private boolean resume;

  @Option(
      names = "--json",
      paramLabel = "OUT",
      description = "Also write the result as JSON; - prints it, and nothing else.")
  private Path json;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print the result alone, no progress.")
  private boolean quiet;

  @Override
  public Integer call() throws IOException, InterruptedException {
    long start = System.nanoTime();
    StackOptions machine = choices.options();
    Submission submission = Submission.read(file, seedsChosen());
    RunDirectories runs = new RunDirectories(Home.directory().resolve(".lowland").resolve("runs"));
    // Asked before the new run begins, which would look like one that nobody works on any more.
    Optional<StackDirectory> interrupted = runs.interrupted(submission);
    StackDirectory directory = directory(submission, runs);
    Logging.to(directory.logs().resolve("stack.log"));
    Screen screen = screen();
    screen.note("state: " + directory.root());
    if (!resume) {
      interrupted.ifPresent(other -> screen.note(offer(other)));
    }
    screen.doing("starting broker, PostgreSQL and services…");
    StackOptions options = machine.forOne(submission.networks());
    ExperimentRun run = new ExperimentRun(submission, directory, screen, start);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> sayHowToGoOn(directory, screen)));
    try (EmbeddedStack stack = EmbeddedStack.start(directory, options, screen::note)) {
      execute(run, stack, screen);
      // The services take seconds to leave the broker; the report needs them no more.
      stack.stopAside();
      return report(run);
    }
  }

  /**
   * When the process ends and the run has not, by Ctrl-C or because something failed. An experiment
   * that was refused has nothing that could go on.
   */
  private void sayHowToGoOn(StackDirectory directory, Screen screen) {
    boolean mine =
        directory.owner().filter(other -> !other.equals(ProcessHandle.current())).isEmpty();
    if (mine && RunRecord.in(directory).filter(RunRecord::hasMoreToCome).isPresent()) {
      screen.note(
          "to go on where this stopped: ./lowland run %s%s%s --resume"
              .formatted(
                  file,
                  seeds == null ? "" : " --seeds " + seeds,
                  choices.directoryChosen().map(own -> " --state " + own.root()).orElse("")));
    }
  }

  private StackDirectory directory(Submission submission, RunDirectories runs) {
    if (!resume) {
      submission.requireFit(new LocalData(DatasetCatalogue.ofEnvironment()));
      StackDirectory directory = choices.directory(() -> runs.next(file));
      RunRecord.begin(submission, directory);
      return directory;
    }
    StackDirectory directory =
        choices
            .directoryChosen()
            .or(() -> runs.interrupted(submission))
            .orElseThrow(
                () ->
                    new CommandFailedException(
                        "there is no interrupted run of %s with these seeds in %s; without --resume a new one begins"
                            .formatted(file, runs.root())));
    RunRecord.requireResumable(submission, directory);
    RunRecord.requireDataset(directory, DatasetCatalogue.ofEnvironment());
    return directory;
  }

  private String offer(StackDirectory interrupted) {
    return "a run of this file was interrupted; --resume would continue it (%s)"
        .formatted(interrupted.root());
  }

  private Screen screen() {
    Screen screen = Screen.of(spec.commandLine().getOut());
    return isJsonPrinted() ? screen.silent() : quiet ? screen.quiet() : screen;
  }

  private boolean isJsonPrinted() {
    return json != null && json.toString().equals("-");
  }

  private void execute(ExperimentRun run, EmbeddedStack stack, Screen screen)
      throws IOException, InterruptedException {
    try {
      run.execute(stack);
    } catch (IOException | RuntimeException e) {
      if (stack.isClosing()) {
        // Ctrl-C: the stack is being stopped under us, and the JVM ends when that is done.
        LockSupport.park();
      }
      screen.clear();
      throw e;
    }
  }

  private int report(ExperimentRun run) throws IOException {
    boolean complete = run.report();
    if (isJsonPrinted()) {
      spec.commandLine().getOut().println(run.json());
    } else if (json != null) {
      Files.writeString(json, run.json());
    }
    return complete ? 0 : 1;
  }

  private Optional<List<Long>> seedsChosen() {
    try {
      return Optional.ofNullable(seeds).map(Seeds::parse);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
    }
  }
}
