package io.lowland.cli;

import io.lowland.cli.stack.EmbeddedStack;
import io.lowland.cli.stack.StackDirectory;
import io.lowland.cli.stack.StackOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the embedded stack until it is stopped. */
@Command(
    name = "up",
    description = "Start the stack and keep it until Ctrl-C or lowland down.",
    mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
  private static final Duration PAUSE = Duration.ofMillis(500);

  @Spec private CommandSpec spec;

  @Mixin private StackChoices choices;

  static Path defaultDirectory() {
    return Home.directory().resolve(".lowland").resolve("stack");
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    StackOptions options = choices.options();
    StackDirectory directory = choices.directory(UpCommand::defaultDirectory);
    directory.requireFree();
    Logging.to(directory.logs().resolve("stack.log"));
    PrintWriter out = spec.commandLine().getOut();
    say(out, "state: " + directory.root());
    say(out, "starting broker, PostgreSQL and services…");
    try (EmbeddedStack stack =
        EmbeddedStack.start(directory, options, notice -> say(out, notice))) {
      say(out, "page:        %s/".formatted(stack.analysis()));
      say(out, "experiments: POST %s/experiments".formatted(stack.trainer()));
      say(out, "results:     %s/experiments".formatted(stack.analysis()));
      say(out, "broker:      " + stack.bootstrapServers());
      say(out, "database:    %s?user=postgres".formatted(stack.jdbcUrl()));
      say(out, "Ctrl-C or ./lowland down stops it.");
      return keep(stack);
    }
  }

  private static int keep(EmbeddedStack stack) throws InterruptedException {
    while (!stack.isClosing()) {
      Optional<String> failure = stack.failure();
      if (failure.isPresent()) {
        throw new CommandFailedException(failure.get());
      }
      Thread.sleep(PAUSE);
    }
    return 0;
  }

  private static void say(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }
}
