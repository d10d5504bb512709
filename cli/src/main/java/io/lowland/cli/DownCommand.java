package io.lowland.cli;

import io.lowland.cli.stack.StackDirectory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Stops the stack that {@code up} started. */
@Command(
    name = "down",
    description = "Stop the stack that up started.",
    mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {
  private static final int STOP_SECONDS = 60;

  @Spec private CommandSpec spec;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "The stack's directory (default: that of up).")
  private Path state;

  @Override
  public Integer call() throws InterruptedException, ExecutionException {
    StackDirectory directory =
        StackDirectory.of(state == null ? UpCommand.defaultDirectory() : state);
    Optional<ProcessHandle> owner = directory.owner();
    if (owner.isEmpty()) {
      throw new CommandFailedException("no stack is running in " + directory.root());
    }
    owner.get().destroy();
    try {
      owner.get().onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new CommandFailedException(
          "the stack (process %d) did not stop within %d s; its logs are in %s"
              .formatted(owner.get().pid(), STOP_SECONDS, directory.logs()),
          e);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println("stopped; the data stay in " + directory.root());
    out.flush();
    return 0;
  }
}
