package io.lowland.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedDatabaseTest {

  @TempDir Path directory;

  @Test
  void committedRowIsStillThereWhenTheDirectoryIsOpenedAgain() throws Exception {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
      execute(database, "create table t (n int)");
      execute(database, "insert into t values (42)");
      database.close();
    }
    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
      assertThat(query(database, "select n from t")).isEqualTo("42");
    }
  }

  @Test
  void serverIsDurableAndListensOnLoopbackOnly() throws Exception {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
      assertThat(query(database, "show fsync")).isEqualTo("on");
      assertThat(query(database, "show synchronous_commit")).isEqualTo("on");
      assertThat(query(database, "show full_page_writes")).isEqualTo("on");
      assertThat(query(database, "show listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(query(database, "show server_version")).startsWith("18.");
    }
  }

  @Test
  void directoryInUseIsRefused() {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
      assertThat(database.jdbcUrl()).startsWith("jdbc:postgresql://127.0.0.1:");
      assertThatThrownBy(() -> EmbeddedDatabase.start(directory))
          .isInstanceOf(EmbeddedException.class)
          .hasMessageContaining("in use");
    }
  }

  @Test
  void serverEndsWithAKilledJvmAndItsDataOpenAgain() throws Exception {
    Process owner =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                Owner.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader output = owner.inputReader(StandardCharsets.UTF_8)) {
      String ready = output.readLine();
      assertThat(ready).isEqualTo("ready");
      ProcessHandle server = Postmaster.of(directory.resolve("data")).orElseThrow();
      owner.destroyForcibly().waitFor();
      server.onExit().get(30, TimeUnit.SECONDS);
    } finally {
      owner.destroyForcibly();
    }
    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
      assertThat(query(database, "select n from t")).isEqualTo("42");
    }
  }

  /** A JVM that opens a database and waits to be killed. */
  static final class Owner {
    private Owner() {}

    public static void main(String[] arguments) throws Exception {
      EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(arguments[0]));
      execute(database, "create table t (n int)");
      execute(database, "insert into t values (42)");
      System.out.println("ready");
      Thread.currentThread().join();
    }
  }

  private static void execute(EmbeddedDatabase database, String sql) throws Exception {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String query(EmbeddedDatabase database, String sql) throws Exception {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }

  private static Connection connect(EmbeddedDatabase database) throws Exception {
    return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }
}
