package io.lowland.testing.backends;

import io.lowland.embedded.EmbeddedKafka;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** The containers, not yet started. The images are those of the chart's evaluation mode. */
final class Containers {
  static final DockerImageName KAFKA = DockerImageName.parse("apache/kafka:4.1.2");
  static final DockerImageName POSTGRESQL = DockerImageName.parse("postgres:18.6");

  private static final String NAME = "lowland";

  /** Both start within seconds, but on a busy machine only after they were pulled and unpacked. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private Containers() {}

  /** A broker with the settings of the embedded one. */
  static KafkaContainer kafka() {
    return new KafkaContainer(KAFKA)
        .withEnv(environment(EmbeddedKafka.settings()))
        .withStartupTimeout(PATIENCE);
  }

  static PostgreSQLContainer postgresql() {
    return new PostgreSQLContainer(POSTGRESQL)
        .withDatabaseName(NAME)
        .withUsername(NAME)
        .withPassword(NAME)
        .withStartupTimeout(PATIENCE);
  }

  /** As the image takes them: the setting {@code a.b} is the variable {@code KAFKA_A_B}. */
  private static Map<String, String> environment(Map<String, String> settings) {
    Map<String, String> environment = new TreeMap<>();
    settings.forEach(
        (setting, value) ->
            environment.put("KAFKA_" + setting.toUpperCase(Locale.ROOT).replace('.', '_'), value));
    return environment;
  }
}
