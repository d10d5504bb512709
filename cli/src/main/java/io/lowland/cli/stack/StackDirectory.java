package io.lowland.cli.stack;

import io.lowland.cli.CommandFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where a stack keeps its data, logs and reports, and who runs it at present. */
public final class StackDirectory {
  private final Path root;

  private StackDirectory(Path root) {
    this.root = root;
  }

  /** The directory {@code root}, created when it is not there. */
  public static StackDirectory create(Path root) {
    StackDirectory directory = of(root);
    try {
      Files.createDirectories(directory.logs());
    } catch (IOException e) {
      throw new CommandFailedException(
          "%s cannot be created: %s; choose another with --state DIR"
              .formatted(root, e.getMessage()),
          e);
    }
    return directory;
  }

  /** The directory {@code root}, whether or not it is there. */
  public static StackDirectory of(Path root) {
    return new StackDirectory(root.toAbsolutePath().normalize());
  }

  public Path root() {
    return root;
  }

  Path kafka() {
    return root.resolve("kafka");
  }

  Path postgres() {
    return root.resolve("postgres");
  }

  /** One file per process. */
  public Path logs() {
    return root.resolve("logs");
  }

  /** What a run leaves for people. */
  public Path report() {
    return root.resolve("report");
  }

  /** Records this process as the one that runs the stack. */
  void claim() throws IOException {
    ProcessHandle self = ProcessHandle.current();
    Files.write(
        ownerFile(),
        List.of(
            String.valueOf(self.pid()),
            self.info().startInstant().orElse(Instant.EPOCH).toString()));
  }

  /** Ends the record, if it names this process. */
  void release() throws IOException {
    if (owner().filter(ProcessHandle.current()::equals).isPresent()) {
      Files.deleteIfExists(ownerFile());
    }
  }

  /** The living process that runs the stack of this directory. */
  public Optional<ProcessHandle> owner() {
    try {
      if (!Files.exists(ownerFile())) {
        return Optional.empty();
      }
      List<String> lines = Files.readAllLines(ownerFile());
      // The start time tells the owner from a later process with the same number.
      return ProcessHandle.of(Long.parseLong(lines.get(0)))
          .filter(ProcessHandle::isAlive)
          .filter(
              process ->
                  process
                      .info()
                      .startInstant()
                      .orElse(Instant.EPOCH)
                      .toString()
                      .equals(lines.get(1)));
    } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
      throw new CommandFailedException(
          "%s cannot be read as the record of a running stack; delete it".formatted(ownerFile()),
          e);
    }
  }

  private Path ownerFile() {
    return root.resolve("stack.pid");
  }
}
