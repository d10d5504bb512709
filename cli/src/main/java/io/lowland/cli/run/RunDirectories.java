package io.lowland.cli.run;

import io.lowland.cli.CommandFailedException;
import io.lowland.cli.stack.StackDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder that has a directory per run.
 *
 * @param root usually {@code .lowland/runs}
 */
public record RunDirectories(Path root) {
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
  private static final Pattern STAMPED = Pattern.compile("\\d{8}-\\d{6}(-\\d+)?$");

  /** A directory for a new run of the experiment file {@code file}; not created yet. */
  public Path next(Path file) {
    String name = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    String stamped = name + "-" + LocalDateTime.now().format(STAMP);
    Path directory = root.resolve(stamped);
    for (int number = 2; Files.exists(directory); number++) {
      directory = root.resolve(stamped + "-" + number);
    }
    return directory;
  }

  /** All directories of runs, the newest first. */
  public List<StackDirectory> all() {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(root)) {
      return entries
          .filter(Files::isDirectory)
          .sorted(Comparator.comparing(RunDirectories::begun).reversed())
          .map(StackDirectory::of)
          .toList();
    } catch (IOException e) {
      throw new CommandFailedException(
          "%s cannot be listed: %s".formatted(root, e.getMessage()), e);
    }
  }

  /** The stamp in the directory's name, with the number that tells runs of one second apart. */
  private static String begun(Path directory) {
    Matcher stamp = STAMPED.matcher(directory.getFileName().toString());
    return stamp.find() ? stamp.group() : "";
  }

  /**
   * The last run of {@code submission} that was interrupted: accepted, not finished, and not
   * running.
   */
  public Optional<StackDirectory> interrupted(Submission submission) {
    return all().stream().filter(directory -> isInterrupted(directory, submission)).findFirst();
  }

  private static boolean isInterrupted(StackDirectory directory, Submission submission) {
    return RunRecord.in(directory)
            .filter(record -> record.isOf(submission) && record.hasMoreToCome())
            .isPresent()
        && directory.owner().isEmpty();
  }
}
