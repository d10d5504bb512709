package io.lowland.cli;

import io.lowland.cli.stack.StackDirectory;
import io.lowland.cli.stack.StackOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What a user may choose about the embedded stack. */
final class StackChoices {

  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Metrics processes (default: 1).",
      defaultValue = "1")
  private int workers;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "Where data, logs and reports are kept (default: under .lowland).")
  private Path state;

  StackOptions options() {
    try {
      return StackOptions.forMachine(workers);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /** The directory chosen, which must be there; empty when none was. */
  Optional<StackDirectory> directoryChosen() {
    return Optional.ofNullable(state).map(StackDirectory::of);
  }

  /** The directory chosen, else {@code fallback}; created when it is not there. */
  StackDirectory directory(Supplier<Path> fallback) {
    return StackDirectory.create(state == null ? fallback.get() : state);
  }
}
