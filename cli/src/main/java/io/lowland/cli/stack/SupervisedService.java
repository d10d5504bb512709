package io.lowland.cli.stack;

import io.lowland.embedded.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One service as a process of its own, replaced when it ends without having been asked to. A
 * service that ends three times without ever having been ready is given up.
 */
final class SupervisedService {
  private static final int START_ATTEMPTS = 3;
  private static final int LOG_LINES_SHOWN = 5;

  private final ServiceCommand command;
  private final Path log;
  private final Consumer<String> notices;
  private final CountDownLatch firstReady = new CountDownLatch(1);
  private final Thread supervisor;

  private volatile Process process;
  private volatile int port;
  private volatile boolean closing;
  private volatile String failure;

  private SupervisedService(
      ServiceCommand command,
      Path logDirectory,
      Consumer<String> notices,
      Process first,
      int port) {
    this.command = command;
    this.log = logDirectory.resolve(command.name() + ".log");
    this.notices = notices;
    this.process = first;
    this.port = port;
    this.supervisor =
        Thread.ofVirtual().name("supervisor-" + command.name()).unstarted(this::supervise);
  }

  /**
   * Starts the service; its output goes to a log file in {@code logDirectory}.
   *
   * @param notices is told in one line when the service was replaced
   */
  static SupervisedService start(
      ServiceCommand command, Path logDirectory, Consumer<String> notices) throws IOException {
    int port = FreePorts.find(1)[0];
    Process first = launch(command, port, logDirectory.resolve(command.name() + ".log"));
    var service = new SupervisedService(command, logDirectory, notices, first, port);
    service.supervisor.start();
    return service;
  }

  private static Process launch(ServiceCommand command, int port, Path log) throws IOException {
    return new ProcessBuilder(command.line(port))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  private void supervise() {
    int attempts = 1;
    try {
      while (!closing) {
        boolean ready = HttpReadiness.await(uri(), process);
        if (ready) {
          firstReady.countDown();
          attempts = 0;
        }
        int exit = process.waitFor();
        if (closing) {
          return;
        }
        if (attempts++ == START_ATTEMPTS) {
          fail("ended %d times before it was ready".formatted(START_ATTEMPTS));
          return;
        }
        replace(ready, exit);
      }
    } catch (IOException e) {
      fail("cannot be started: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void replace(boolean wasReady, int exit) throws IOException {
    long ended = process.pid();
    if (!wasReady) {
      // Another program may have taken the port meanwhile.
      port = FreePorts.find(1)[0];
    }
    synchronized (this) {
      if (closing) {
        return;
      }
      process = launch(command, port, log);
    }
    notices.accept(
        "%s (process %d) ended with code %d; process %d replaces it"
            .formatted(command.name(), ended, exit, process.pid()));
  }

  private void fail(String what) {
    failure = "%s %s; the last of its log %s:%n%s".formatted(command.name(), what, log, logEnd());
    firstReady.countDown();
  }

  private String logEnd() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join(
          System.lineSeparator(),
          lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
    } catch (IOException e) {
      return "(cannot be read: " + e.getMessage() + ")";
    }
  }

  /** Waits until the service is ready for the first time, or has been given up. */
  boolean awaitReady(Duration limit) throws InterruptedException {
    return firstReady.await(limit.toMillis(), TimeUnit.MILLISECONDS) && failure == null;
  }

  /** Why the service was given up, if it was. */
  Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  String name() {
    return command.name();
  }

  Path log() {
    return log;
  }

  /** The present process. */
  ProcessHandle process() {
    return process.toHandle();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Asks the service to end without waiting for it. */
  void requestStop() {
    Process last;
    synchronized (this) {
      closing = true;
      last = process;
    }
    last.destroy();
  }

  /** Waits until the service has ended, which is by force when it has not by {@code limit}. */
  void awaitEnd(Instant limit) {
    requestStop();
    try {
      long left = Math.max(0, Duration.between(Instant.now(), limit).toMillis());
      if (!process.waitFor(left, TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
