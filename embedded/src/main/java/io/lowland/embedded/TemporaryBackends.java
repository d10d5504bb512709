package io.lowland.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A broker and a database for the length of a test: in a new temporary directory, deleted by {@link
 * #close}. {@link #settings} holds what a Quarkus service needs to find them.
 */
public final class TemporaryBackends implements AutoCloseable {
  private final Path directory;
  private final EmbeddedKafka kafka;
  private final EmbeddedDatabase database;

  private TemporaryBackends(Path directory, EmbeddedKafka kafka, EmbeddedDatabase database) {
    this.directory = directory;
    this.kafka = kafka;
    this.database = database;
  }

  /** Starts both. */
  public static TemporaryBackends start() {
    try {
      Path directory = Files.createTempDirectory("lowland-test");
      EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"));
      try {
        EmbeddedDatabase database = EmbeddedDatabase.start(directory.resolve("postgres"));
        return new TemporaryBackends(directory, kafka, database);
      } catch (RuntimeException e) {
        kafka.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public EmbeddedKafka kafka() {
    return kafka;
  }

  public EmbeddedDatabase database() {
    return database;
  }

  /** The settings under which the services look for their backends. */
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("kafka.bootstrap.servers", kafka.bootstrapServers());
    settings.put("quarkus.datasource.jdbc.url", database.jdbcUrl());
    settings.put("quarkus.datasource.username", database.user());
    settings.put("quarkus.datasource.password", database.password());
    settings.put("quarkus.devservices.enabled", "false");
    settings.put("quarkus.log.category.\"kafka\".level", "WARN");
    settings.put("quarkus.log.category.\"org.apache.kafka\".level", "WARN");
    settings.put("quarkus.log.category.\"state.change.logger\".level", "WARN");
    return settings;
  }

  /** Stops both and deletes their data. */
  @Override
  public void close() {
    try (kafka;
        database) {
      // Closed in reverse order.
    }
    try {
      delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException failure)
              throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
