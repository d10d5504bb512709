package io.lowland.cli;

import io.lowland.cli.stack.StackAddresses;
import io.lowland.cli.stack.StackDirectory;
import io.lowland.report.Report;
import io.lowland.report.result.AnalysisService;
import io.lowland.report.result.ExperimentResult;
import io.lowland.report.result.ResultJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The report of an experiment, from a running stack or from the kept result of a run. */
@Command(
    name = "report",
    description = {
      "Write the report of an experiment: a page, tables (Markdown, CSV, Parquet), figures (SVG, PNG).",
      "What each file holds is described in docs/report.md."
    },
    mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
  private static final String RESULT = "result.json";

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "EXPERIMENT",
      description =
          "Id of an experiment in a running stack; or a result.json, or the directory of a run or report that holds one.")
  private String experiment;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Where the report is written; made when it is not there.")
  private Path out;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "The directory of the running stack (default: that of up).")
  private Path state;

  @Option(
      names = "--analysis",
      paramLabel = "URL",
      description = "Address of an analysis service, instead of a stack on this machine.")
  private String analysis;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Optional<Path> kept = kept();
    ExperimentResult result =
        kept.isPresent()
            ? ResultJson.read(kept.get())
            : new AnalysisService(service()).result(experiment);
    PrintWriter screen = spec.commandLine().getOut();
    Report.write(result, Version.imprint(), out).ifPresent(screen::println);
    screen.println("report: " + out.resolve(Report.PAGE));
    screen.flush();
    return 0;
  }

  /** The result that the argument names as a file or a directory. */
  private Optional<Path> kept() {
    Path named = Path.of(experiment);
    return Stream.of(named, named.resolve(RESULT), named.resolve("report").resolve(RESULT))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private URI service() {
    if (analysis != null) {
      return address();
    }
    StackDirectory directory =
        StackDirectory.of(state == null ? UpCommand.defaultDirectory() : state);
    return directory
        .addresses()
        .map(StackAddresses::analysis)
        .orElseThrow(
            () ->
                new CommandFailedException(
                    "%s is no file with a result, and no stack is running in %s; start one with ./lowland up, or name a service with --analysis URL"
                        .formatted(experiment, directory.root())));
  }

  private URI address() {
    try {
      URI address = URI.create(analysis);
      if (address.getHost() != null
          && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      // Said below, with what was expected.
    }
    throw new ParameterException(
        spec.commandLine(),
        "--analysis: '%s'; expected an address such as http://localhost:8083".formatted(analysis));
  }
}
