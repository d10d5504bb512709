package io.lowland.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The {@code lowland} command: names the subcommands and says errors in one line. */
@Command(
    name = "lowland",
    description = {
      "Which property of a trained network predicts that it generalises?",
      "Trains networks, measures every one, and correlates each measure with test accuracy."
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RunCommand.class,
      UpCommand.class,
      DownCommand.class,
      MeasureCommand.class,
      VerifyCommand.class,
      TrainCommand.class,
      SubmitCommand.class,
      ReportCommand.class,
      TestCommand.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "To begin:  ./lowland run experiments/first-run.yaml",
      "Data sets are looked for in LOWLAND_DATA_DIR, then in ~/.cache/lowland, then downloaded."
    })
public final class Lowland {

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of an error.")
  private boolean debug;

  private Lowland() {}

  public static void main(String[] arguments) {
    Logging.silence();
    System.exit(
        execute(
            new PrintWriter(System.out, true, System.out.charset()),
            new PrintWriter(System.err, true, System.err.charset()),
            arguments));
  }

  /** The commands with all their options. */
  static CommandLine commandLine() {
    return new CommandLine(new Lowland()).setUsageHelpAutoWidth(true);
  }

  /**
   * Runs one command line.
   *
   * @param out for results
   * @param err for errors
   * @return 0 when it did what was asked, 1 when that failed, 2 when it was asked in a wrong way
   */
  static int execute(PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine commandLine = commandLine();
    Lowland lowland = commandLine.getCommand();
    commandLine.setOut(out);
    commandLine.setErr(err);
    commandLine.setParameterExceptionHandler(Errors::wrongUsage);
    commandLine.setExecutionExceptionHandler(
        (failure, command, parsed) -> Errors.failure(failure, command, lowland.debug));
    int code =
        arguments.length == 0 ? commandLine.execute("--help") : commandLine.execute(arguments);
    out.flush();
    err.flush();
    return code;
  }
}
