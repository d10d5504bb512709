package io.lowland.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The server process that PostgreSQL itself records in {@code postmaster.pid}. */
final class Postmaster {
  private static final int STOP_SECONDS = 10;

  private Postmaster() {}

  /** The living server of {@code data}, if there is one. */
  static Optional<ProcessHandle> of(Path data) throws IOException {
    Path file = data.resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(file);
    if (lines.isEmpty() || !lines.getFirst().strip().matches("\\d{1,18}")) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
        .filter(ProcessHandle::isAlive)
        .filter(Postmaster::runsPostgres);
  }

  /** After a restart of the machine the recorded id may belong to any other program. */
  private static boolean runsPostgres(ProcessHandle process) {
    return process
        .info()
        .command()
        .map(command -> Path.of(command).getFileName().toString().startsWith("postgres"))
        .orElse(false);
  }

  /** Ends the server: a fast shutdown, which disconnects clients; by force when that fails. */
  static void stop(ProcessHandle process) throws IOException {
    // SIGTERM would wait for the clients to leave; SIGINT is PostgreSQL's fast shutdown.
    new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start();
    if (!ended(process)) {
      process.destroyForcibly();
      if (!ended(process)) {
        throw new EmbeddedException(
            "the PostgreSQL process %d of an earlier run does not end; end it by hand"
                .formatted(process.pid()));
      }
    }
  }

  private static boolean ended(ProcessHandle process) {
    try {
      process.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
