package io.lowland.testing.backends;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class EmbeddedBackendsTest {

  @Test
  void settingsLeadToARunningBrokerAndDatabase() throws Exception {
    try (Backends backends =
        BackendChoice.EMBEDDED.start(Set.of(Backends.Part.KAFKA, Backends.Part.POSTGRESQL))) {
      Map<String, String> settings = backends.settings();
      try (Admin admin =
          Admin.create(Map.of("bootstrap.servers", settings.get("kafka.bootstrap.servers")))) {
        assertThat(admin.describeCluster().nodes().get()).hasSize(1);
      }
      try (var connection =
          DriverManager.getConnection(
              settings.get("quarkus.datasource.jdbc.url"),
              settings.get("quarkus.datasource.username"),
              settings.get("quarkus.datasource.password"))) {
        assertThat(connection.isValid(10)).isTrue();
      }
    }
  }

  @Test
  void nothingIsStartedThatIsNotAskedFor() {
    try (Backends backends = BackendChoice.EMBEDDED.start(Set.of(Backends.Part.KAFKA))) {
      assertThat(backends.settings())
          .containsKey("kafka.bootstrap.servers")
          .doesNotContainKey("quarkus.datasource.jdbc.url");
    }
  }
}
