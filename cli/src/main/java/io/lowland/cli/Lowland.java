package io.lowland.cli;

import io.lowland.cli.console.Screen;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The {@code lowland} command: names the subcommands and says errors in one line. */
@Command(
    name = Lowland.NAME,
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
      CleanCommand.class,
      CompletionCommand.class,
      TestCommand.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  ./lowland run experiments/first-run.yaml      40 networks, trained to report",
      "  ./lowland run FILE.yaml --seeds 0-9           ten networks of an experiment",
      "  ./lowland run FILE.yaml --resume              go on after an interruption",
      "  ./lowland measure NET.safetensors --dataset mnist    one network",
      "  ./lowland up                                  a stack with a page to look at",
      "",
      "./lowland COMMAND --help explains a command.",
      "Data sets are looked for in LOWLAND_DATA_DIR, then in ~/.cache/lowland, then",
      "downloaded, unless LOWLAND_DATA_DOWNLOAD=false. NO_COLOR turns colours off."
    })
public final class Lowland {
  static final String NAME = "lowland";

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
    CommandLine commandLine = new CommandLine(new Lowland());
    commandLine.setUsageHelpAutoWidth(true);
    commandLine.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            Screen.hasColours() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
    commandLine
        .getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, new CommandGroups());
    commandLine.getHelpSectionMap().remove(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING);
    return commandLine;
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
