package io.lowland.cli.stack;

import io.lowland.cli.CommandFailedException;
import io.lowland.cli.Home;
import io.lowland.embedded.EmbeddedDatabase;
import io.lowland.embedded.EmbeddedKafka;
import io.lowland.measure.MeasureJars;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The whole of Lowland on this machine: a broker in this JVM, PostgreSQL and the services as
 * processes of their own, everything on free ports of the loopback interface. What was started is
 * stopped by {@link #close}, at the end of this JVM, and even when this JVM is killed.
 */
public final class EmbeddedStack implements AutoCloseable {
  private static final Duration READY_LIMIT = Duration.ofMinutes(5);

  /** How long the services may take to end by themselves, all together. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  private final StackDirectory directory;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final Consumer<String> notices;
  private final Thread hook = new Thread(this::closeAtExit, "stop-stack");
  private final List<SupervisedService> metrics = new ArrayList<>();
  private EmbeddedKafka kafka;
  private EmbeddedDatabase database;
  private SupervisedService trainer;
  private SupervisedService analysis;
  private CompletableFuture<Void> aside = CompletableFuture.completedFuture(null);

  private EmbeddedStack(StackDirectory directory, Consumer<String> notices) {
    this.directory = directory;
    this.notices = notices;
  }

  /**
   * Starts everything and waits until it is ready.
   *
   * @param notices is told in one line about what happens later, such as the replacement of a
   *     process that was killed
   * @throws CommandFailedException if the directory's stack runs already or cannot be started
   */
  public static EmbeddedStack start(
      StackDirectory directory, StackOptions options, Consumer<String> notices) {
    directory.requireFree();
    EmbeddedStack stack = new EmbeddedStack(directory, notices);
    Runtime.getRuntime().addShutdownHook(stack.hook);
    try {
      // Before, so that nobody takes the directory for one that is left; and again, when the locks
      // of broker and database have told this process from another that began at the same moment.
      directory.claim();
      stack.startBackends();
      directory.claim();
      stack.startServices(options);
      directory.announce(stack.addresses());
      return stack;
    } catch (IOException e) {
      stack.close();
      throw new CommandFailedException(
          "the stack in %s cannot be started: %s".formatted(directory.root(), e.getMessage()), e);
    } catch (InterruptedException e) {
      stack.close();
      Thread.currentThread().interrupt();
      throw new CommandFailedException("interrupted while the stack started", e);
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  private void startBackends() {
    CompletableFuture<EmbeddedDatabase> starting =
        CompletableFuture.supplyAsync(() -> EmbeddedDatabase.start(directory.postgres()));
    try {
      kafka = EmbeddedKafka.start(directory.kafka());
      Topology.create(kafka.bootstrapServers());
    } finally {
      // Awaited even when the broker failed, so that close() finds what was started.
      database = awaited(starting);
    }
  }

  private static <T> T awaited(CompletableFuture<T> task) {
    try {
      return task.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private void startServices(StackOptions options) throws IOException, InterruptedException {
    Services services =
        new Services(
            Home.directory(),
            kafka,
            database,
            directory.claimChecks(),
            directory.report(),
            options);
    trainer = SupervisedService.start(services.trainer(), directory.logs(), notices);
    analysis = SupervisedService.start(services.analysis(), directory.logs(), notices);
    for (int number = 1; number <= options.workers(); number++) {
      metrics.add(SupervisedService.start(services.metrics(number), directory.logs(), notices));
    }
    for (SupervisedService service : services().toList()) {
      if (!service.awaitReady(READY_LIMIT)) {
        throw new CommandFailedException(
            service
                .failure()
                .orElse(
                    "%s was not ready within %d s; its log is %s"
                        .formatted(service.name(), READY_LIMIT.toSeconds(), service.log())));
      }
    }
  }

  private Stream<SupervisedService> services() {
    return Stream.concat(Stream.of(trainer, analysis), metrics.stream())
        .filter(service -> service != null);
  }

  /** Where experiments are posted. */
  public URI trainer() {
    return trainer.uri();
  }

  /** Where results are read. */
  public URI analysis() {
    return analysis.uri();
  }

  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  /** Address of the results database; its user is {@code postgres}. */
  public String jdbcUrl() {
    return database.jdbcUrl();
  }

  private StackAddresses addresses() {
    return new StackAddresses(
        bootstrapServers(),
        trainer(),
        analysis(),
        jdbcUrl(),
        directory.claimChecks(),
        MeasureJars.ofEnvironment());
  }

  /** The present metrics processes. */
  public List<ProcessHandle> metricsProcesses() {
    return metrics.stream().map(SupervisedService::process).toList();
  }

  /** Why the stack cannot go on, if a service had to be given up. */
  public Optional<String> failure() {
    return services().flatMap(service -> service.failure().stream()).findFirst();
  }

  /** Whether the stack is being stopped, by {@link #close} or the end of the JVM. */
  public boolean isClosing() {
    return closing.get();
  }

  /** Stops everything and waits until it has. May be called again, and by several threads. */
  @Override
  public void close() {
    close(said -> {});
  }

  /**
   * Begins to stop every process, on a thread of its own; {@link #close} waits for its end. Until
   * then the directory is this stack's.
   */
  public synchronized void stopAside() {
    if (aside.isDone() && !closing.get()) {
      Thread.Builder thread = Thread.ofPlatform().name("stop-aside");
      aside = CompletableFuture.runAsync(() -> stop(said -> {}), thread::start);
    }
  }

  private synchronized void close(Consumer<String> told) {
    if (!closing.compareAndSet(false, true)) {
      return;
    }
    Closing.all(
        List.of(
            () -> awaited(aside),
            () -> stop(told),
            this::release,
            () -> told.accept("stopped"),
            this::forgetHook));
  }

  private void stop(Consumer<String> told) {
    Closing.all(
        List.of(
            () -> told.accept("stopping the services…"),
            this::stopServices,
            () -> told.accept("stopping PostgreSQL and the broker…"),
            () -> Optional.ofNullable(database).ifPresent(EmbeddedDatabase::close),
            () -> Optional.ofNullable(kafka).ifPresent(EmbeddedKafka::close)));
  }

  private void stopServices() {
    services().forEach(SupervisedService::requestStop);
    Instant end = Instant.now().plus(STOP_LIMIT);
    services().forEach(service -> service.awaitEnd(end));
  }

  private void release() {
    try {
      directory.release();
    } catch (IOException e) {
      // The record names a process that is about to end; nobody takes it for a running stack.
    }
  }

  private void closeAtExit() {
    close(notices);
  }

  private void forgetHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException theJvmIsEnding) {
      // The hook is what called us, or will find everything stopped.
    }
  }
}
