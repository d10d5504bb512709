package io.lowland.testing.backends;

import io.lowland.embedded.EmbeddedDatabase;
import io.lowland.embedded.EmbeddedKafka;
import io.lowland.embedded.TemporaryDirectory;
import java.util.Map;
import java.util.Set;

/** Those of the command line, in a temporary directory. */
final class EmbeddedBackends implements Backends {
  private final Resources resources;
  private final Map<String, String> settings;

  private EmbeddedBackends(Resources resources, Map<String, String> settings) {
    this.resources = resources;
    this.settings = settings;
  }

  static EmbeddedBackends start(Set<Part> parts) {
    ServiceSettings settings = new ServiceSettings();
    Resources resources = new Resources();
    try {
      TemporaryDirectory directory = resources.add(TemporaryDirectory.create("lowland-test"));
      if (parts.contains(Part.KAFKA)) {
        EmbeddedKafka kafka = resources.add(EmbeddedKafka.start(directory.path().resolve("kafka")));
        settings.kafka(kafka.bootstrapServers());
      }
      if (parts.contains(Part.POSTGRESQL)) {
        EmbeddedDatabase database =
            resources.add(EmbeddedDatabase.start(directory.path().resolve("postgres")));
        settings.postgresql(database.jdbcUrl(), database.user(), database.password());
      }
      return new EmbeddedBackends(resources, settings.asMap());
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
