package io.lowland.testing.backends;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the services call the addresses of their backends. */
final class ServiceSettings {
  private final Map<String, String> settings = new LinkedHashMap<>();

  ServiceSettings() {
    settings.put("quarkus.devservices.enabled", "false");
    // An embedded broker logs in the same JVM.
    settings.put("quarkus.log.category.\"kafka\".level", "WARN");
    settings.put("quarkus.log.category.\"org.apache.kafka\".level", "WARN");
    settings.put("quarkus.log.category.\"state.change.logger\".level", "WARN");
    settings.put("quarkus.log.category.\"org.testcontainers\".level", "WARN");
  }

  void kafka(String bootstrapServers) {
    settings.put("kafka.bootstrap.servers", bootstrapServers);
  }

  void postgresql(String jdbcUrl, String user, String password) {
    settings.put("quarkus.datasource.jdbc.url", jdbcUrl);
    settings.put("quarkus.datasource.username", user);
    settings.put("quarkus.datasource.password", password);
  }

  Map<String, String> asMap() {
    return Map.copyOf(settings);
  }
}
