package io.lowland.cli.stack;

import io.lowland.cli.CommandFailedException;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

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

  /** All that the stack needs to go on, and that is of no use to people. */
  public List<Path> data() {
    return List.of(kafka(), postgres(), claimChecks());
  }

  /** Checkpoints that are too large for the broker. */
  Path claimChecks() {
    return root.resolve("checkpoints");
  }

  /** One file per process. */
  public Path logs() {
    return root.resolve("logs");
  }

  /** What a run leaves for people. */
  public Path report() {
    return root.resolve("report");
  }

  /**
   * Refuses a directory whose stack runs already.
   *
   * @throws CommandFailedException saying where its page is and how to stop it
   */
  public void requireFree() {
    owner()
        .ifPresent(
            owner -> {
              throw new CommandFailedException(
                  "a stack already runs in %s (process %d)%s; ./lowland down --state %s stops it"
                      .formatted(
                          root,
                          owner.pid(),
                          addresses()
                              .map(running -> ": page %s/".formatted(running.analysis()))
                              .orElse(", which is starting or stopping"),
                          root));
            });
  }

  /** Records this process as the one that runs the stack. */
  void claim() throws IOException {
    Files.deleteIfExists(addressFile());
    ProcessHandle self = ProcessHandle.current();
    replace(
        ownerFile(),
        "%d%n%s%n".formatted(self.pid(), self.info().startInstant().orElse(Instant.EPOCH)));
  }

  /** Says where the stack of this process can be reached. */
  void announce(StackAddresses addresses) throws IOException {
    StringWriter text = new StringWriter();
    addresses.properties().store(text, null);
    replace(addressFile(), text.toString());
  }

  /** Other commands may read at any moment, and never see half a file. */
  private static void replace(Path file, String text) throws IOException {
    Path part = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".part");
    try {
      Files.writeString(part, text);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Where the running stack of this directory can be reached; empty when none is ready. */
  public Optional<StackAddresses> addresses() {
    if (owner().isEmpty()) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(addressFile())) {
      properties.load(reader);
      return Optional.of(StackAddresses.of(properties));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandFailedException(
          "%s cannot be read as the addresses of a running stack (%s); stop the stack and start it again"
              .formatted(addressFile(), e.getMessage()),
          e);
    }
  }

  /** Ends the record, if it names this process. */
  void release() throws IOException {
    if (owner().filter(ProcessHandle.current()::equals).isPresent()) {
      Files.deleteIfExists(addressFile());
      Files.deleteIfExists(ownerFile());
    }
  }

  /** The living process that runs the stack of this directory. */
  public Optional<ProcessHandle> owner() {
    try {
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
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
      throw new CommandFailedException(
          "%s cannot be read as the record of a running stack; delete it".formatted(ownerFile()),
          e);
    }
  }

  private Path addressFile() {
    return root.resolve("stack.properties");
  }

  private Path ownerFile() {
    return root.resolve("stack.pid");
  }
}
