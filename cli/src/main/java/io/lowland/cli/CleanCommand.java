package io.lowland.cli;

import io.lowland.cli.run.RunDirectories;
import io.lowland.cli.run.RunRecord;
import io.lowland.cli.stack.StackDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Gives back the disk space that past runs take. */
@Command(
    name = "clean",
    description = {
      "Delete the broker's and the database's data of past runs under .lowland/runs.",
      "Reports and logs stay, and so do interrupted runs, which run --resume continues, and runs that go on."
    },
    mixinStandardHelpOptions = true)
final class CleanCommand implements Callable<Integer> {
  private static final double MEBIBYTE = 1 << 20;

  @Spec private CommandSpec spec;

  @Option(
      names = "--keep",
      paramLabel = "N",
      defaultValue = "0",
      description = "Leave the N newest runs as they are (default: 0).")
  private int keep;

  @Option(
      names = "--all",
      description = "Delete whole directories, with reports and logs, interrupted runs too.")
  private boolean all;

  @Option(names = "--dry-run", description = "Say what would be deleted, and delete nothing.")
  private boolean dryRun;

  @Override
  public Integer call() throws IOException {
    if (keep < 0) {
      throw new ParameterException(
          spec.commandLine(), "--keep: %d; expected at least 0".formatted(keep));
    }
    RunDirectories runs = new RunDirectories(Home.directory().resolve(".lowland").resolve("runs"));
    PrintWriter out = spec.commandLine().getOut();
    long total = 0;
    for (StackDirectory directory : runs.all().stream().skip(keep).toList()) {
      long bytes = clean(directory);
      if (bytes > 0) {
        out.printf("%s: %s%n", directory.root(), size(bytes));
      }
      total += bytes;
    }
    out.printf("%s %s%n", size(total), dryRun ? "would be freed" : "freed");
    out.flush();
    return 0;
  }

  private long clean(StackDirectory directory) throws IOException {
    if (directory.owner().isPresent() || !all && isInterrupted(directory)) {
      return 0;
    }
    long bytes = 0;
    for (Path part : all ? List.of(directory.root()) : directory.data()) {
      if (Files.exists(part)) {
        bytes += delete(part);
      }
    }
    return bytes;
  }

  private static boolean isInterrupted(StackDirectory directory) {
    return RunRecord.in(directory).filter(RunRecord::hasMoreToCome).isPresent();
  }

  /** Returns the bytes of all files below {@code root}. */
  private long delete(Path root) throws IOException {
    long[] bytes = {0};
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            bytes[0] += attributes.size();
            return deleteUnlessDry(file);
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException failure)
              throws IOException {
            if (failure != null) {
              throw new UncheckedIOException(failure);
            }
            return deleteUnlessDry(folder);
          }
        });
    return bytes[0];
  }

  private FileVisitResult deleteUnlessDry(Path path) throws IOException {
    if (!dryRun) {
      Files.delete(path);
    }
    return FileVisitResult.CONTINUE;
  }

  private static String size(long bytes) {
    return String.format(Locale.ROOT, "%,.1f MiB", bytes / MEBIBYTE);
  }
}
