package io.lowland.embedded;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A broker and a database for the length of a test: in a new temporary directory, deleted by {@link
 * #close}. {@link #settings} holds what a Quarkus service needs to find them.
 */
public final class TemporaryBackends implements AutoCloseable {
  private final TemporaryDirectory directory;
  private final EmbeddedKafka kafka;
  private final EmbeddedDatabase database;

  private TemporaryBackends(
      TemporaryDirectory directory, EmbeddedKafka kafka, EmbeddedDatabase database) {
    this.directory = directory;
    this.kafka = kafka;
    this.database = database;
  }

  /** Starts both. */
  public static TemporaryBackends start() {
    TemporaryDirectory directory = TemporaryDirectory.create("lowland-test");
    EmbeddedKafka kafka = EmbeddedKafka.start(directory.path().resolve("kafka"));
    try {
      EmbeddedDatabase database = EmbeddedDatabase.start(directory.path().resolve("postgres"));
      return new TemporaryBackends(directory, kafka, database);
    } catch (RuntimeException e) {
      kafka.close();
      throw e;
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
    try (directory;
        kafka;
        database) {
      // Closed in reverse order.
    }
  }
}
