package io.lowland.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A real PostgreSQL server on a free port of the loopback interface, as a process of its own that
 * ends with this JVM. The data stay in the directory and are there again when it is opened again.
 *
 * <p>The server is durable: {@code fsync}, {@code synchronous_commit} and {@code full_page_writes}
 * are on, so what was committed survives a {@code kill -9} and a power cut. It trusts every local
 * connection, so it suits one user's machine and tests, not a shared one.
 *
 * <p>When an earlier JVM left its server behind, that server is ended first. When the earlier JVM
 * is still alive, the directory is refused.
 */
public final class EmbeddedDatabase implements AutoCloseable {
  private static final String NAME = "lowland";
  private static final String USER = "postgres";
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final DirectoryLock lock;
  private final EmbeddedPostgres server;
  private final Watchdog watchdog;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedDatabase(DirectoryLock lock, EmbeddedPostgres server, Watchdog watchdog) {
    this.lock = lock;
    this.server = server;
    this.watchdog = watchdog;
  }

  /**
   * Starts a server that keeps its data in {@code directory}, created when it is not there. The
   * program files are unpacked once into the user's cache.
   *
   * @throws EmbeddedException if the directory is in use or the server does not start
   */
  public static EmbeddedDatabase start(Path directory) {
    Path home = directory.toAbsolutePath().normalize();
    try {
      DirectoryLock lock = DirectoryLock.acquire(home);
      try {
        return start(home, lock);
      } catch (IOException | SQLException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException | SQLException | IllegalStateException e) {
      throw new EmbeddedException(explanation(home, e), e);
    }
  }

  private static EmbeddedDatabase start(Path home, DirectoryLock lock)
      throws IOException, SQLException {
    Path data = home.resolve("data");
    // We hold the lock, so a server that still runs here has lost its JVM.
    Optional<ProcessHandle> orphan = Postmaster.of(data);
    if (orphan.isPresent()) {
      Postmaster.stop(orphan.get());
    }
    EmbeddedPostgres server = server(data, home.resolve("postgres.log"));
    try {
      ProcessHandle process =
          Postmaster.of(data)
              .orElseThrow(() -> new EmbeddedException("PostgreSQL ended right after its start"));
      createDatabase(server);
      return new EmbeddedDatabase(lock, server, Watchdog.interrupting(process.pid()));
    } catch (IOException | SQLException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private static EmbeddedPostgres server(Path data, Path log) throws IOException {
    Path programs = programs();
    Files.createDirectories(programs);
    Files.createDirectories(data);
    ProcessBuilder.Redirect output = ProcessBuilder.Redirect.appendTo(log.toFile());
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setOverrideWorkingDirectory(programs.toFile())
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false)
        // The user's locale may be one that the machine does not have.
        .setLocaleConfig("locale", "C")
        .setServerConfig("listen_addresses", "127.0.0.1")
        .setServerConfig("unix_socket_directories", "")
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("full_page_writes", "on")
        .setServerConfig("max_connections", "100")
        .setOutputRedirector(output)
        .setErrorRedirector(output)
        .setPGStartupWait(START_LIMIT)
        .start();
  }

  private static Path programs() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path root =
        cache == null || cache.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache);
    return root.resolve("lowland").resolve("postgres");
  }

  private static void createDatabase(EmbeddedPostgres server) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      boolean exists;
      try (ResultSet found =
          statement.executeQuery("select 1 from pg_database where datname = '" + NAME + "'")) {
        exists = found.next();
      }
      if (!exists) {
        statement.execute("create database " + NAME);
      }
    }
  }

  private static String explanation(Path home, Exception failure) {
    if (USER_IS_ROOT && failure instanceof IllegalStateException) {
      return "PostgreSQL in %s did not start: it refuses to run as root, and this machine may not allow user namespaces (unshare -U); run as an ordinary user, or see %s"
          .formatted(home, home.resolve("postgres.log"));
    }
    return "PostgreSQL in %s did not start: %s; see %s"
        .formatted(home, failure.getMessage(), home.resolve("postgres.log"));
  }

  private static final boolean USER_IS_ROOT = "root".equals(System.getProperty("user.name"));

  /** The address of the database {@code lowland}. */
  public String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(server.getPort(), NAME);
  }

  /** The role to connect as. */
  public String user() {
    return USER;
  }

  /** A password for clients that insist on one; the server does not ask for it. */
  public String password() {
    return USER;
  }

  /** Stops the server and waits until it has. May be called again. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try (lock;
        watchdog;
        server) {
      // Closed in reverse order: server, watchdog, lock.
    } catch (IOException e) {
      throw new EmbeddedException("PostgreSQL could not be stopped", e);
    }
  }
}
