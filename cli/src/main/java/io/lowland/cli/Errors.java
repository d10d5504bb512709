package io.lowland.cli;

import io.lowland.contracts.ExperimentInvalidException;
import io.lowland.contracts.Nearest;
import io.lowland.data.DatasetUnavailableException;
import io.lowland.embedded.EmbeddedException;
import io.lowland.report.ReportException;
import io.lowland.training.TrainingDivergedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What the user reads when something went wrong: one line each, never a stack trace unasked. */
final class Errors {
  private Errors() {}

  static int wrongUsage(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("lowland: " + firstLine(failure.getMessage()) + meant(failure));
    err.println(
        "see ./lowland%s --help".formatted(subcommand(command.getCommandSpec().qualifiedName())));
    return ExitCode.USAGE;
  }

  /** The command or option that was probably meant. */
  private static String meant(ParameterException failure) {
    if (!(failure instanceof UnmatchedArgumentException unmatched)) {
      return "";
    }
    String written = unmatched.getUnmatched().getFirst();
    CommandLine command = failure.getCommandLine();
    Set<String> known =
        written.startsWith("-")
            ? command.getCommandSpec().optionsMap().keySet()
            : command.getSubcommands().keySet();
    return Nearest.to(written, known).map("; did you mean %s?"::formatted).orElse("");
  }

  private static String subcommand(String qualifiedName) {
    int space = qualifiedName.indexOf(' ');
    return space < 0 ? "" : qualifiedName.substring(space);
  }

  static int failure(Exception failure, CommandLine command, boolean debug) {
    PrintWriter err = command.getErr();
    if (debug) {
      failure.printStackTrace(err);
    }
    return switch (failure) {
      case ExperimentInvalidException invalid -> {
        invalid.getMessage().lines().forEach(line -> err.println("lowland: " + line));
        yield ExitCode.USAGE;
      }
      case CommandFailedException expected -> said(err, expected);
      case IllegalArgumentException expected -> said(err, expected);
      case DatasetUnavailableException expected -> said(err, expected);
      case TrainingDivergedException expected -> said(err, expected);
      case EmbeddedException expected -> said(err, expected);
      case ReportException expected -> said(err, expected);
      case NoSuchFileException missing -> {
        err.println("lowland: %s: there is no such file".formatted(missing.getFile()));
        yield ExitCode.SOFTWARE;
      }
      case UncheckedIOException io -> failure(io.getCause(), command, false);
      case IOException io -> said(err, io);
      default -> {
        err.println("lowland: unexpected failure: %s%s".formatted(failure, kept(failure, debug)));
        yield ExitCode.SOFTWARE;
      }
    };
  }

  private static int said(PrintWriter err, Exception failure) {
    String message = failure.getMessage();
    err.println("lowland: " + (message == null ? failure.toString() : message));
    return ExitCode.SOFTWARE;
  }

  private static String kept(Exception failure, boolean shown) {
    if (shown) {
      return "";
    }
    Path file = Home.directory().resolve(".lowland").resolve("last-error.log");
    try {
      Files.createDirectories(file.getParent());
      try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
        failure.printStackTrace(out);
      }
      return "; details in " + file;
    } catch (IOException e) {
      return "; call again with --debug for details";
    }
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }
}
