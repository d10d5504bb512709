package io.lowland.testing.backends;

import java.util.Map;
import java.util.Set;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** Backends in containers that are removed when they are closed, or when this JVM ends. */
final class ContainerBackends implements Backends {
  private final Resources resources;
  private final Map<String, String> settings;

  private ContainerBackends(Resources resources, Map<String, String> settings) {
    this.resources = resources;
    this.settings = settings;
  }

  static ContainerBackends start(Set<Part> parts) {
    ServiceSettings settings = new ServiceSettings();
    Resources resources = new Resources();
    try {
      if (parts.contains(Part.KAFKA)) {
        KafkaContainer kafka = resources.add(Containers.kafka());
        kafka.start();
        settings.kafka(kafka.getBootstrapServers());
      }
      if (parts.contains(Part.POSTGRESQL)) {
        PostgreSQLContainer database = resources.add(Containers.postgresql());
        database.start();
        settings.postgresql(database.getJdbcUrl(), database.getUsername(), database.getPassword());
      }
      return new ContainerBackends(resources, settings.asMap());
    } catch (RuntimeException e) {
      resources.close();
      throw e;
    }
  }

  @Override
  public Map<String, String> settings() {
    return settings;
  }

  @Override
  public void close() {
    resources.close();
  }
}
