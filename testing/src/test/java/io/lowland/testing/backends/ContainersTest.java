package io.lowland.testing.backends;

import static org.assertj.core.api.Assertions.assertThat;

import io.lowland.embedded.EmbeddedKafka;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.LogMessageWaitStrategy;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** As much of the containers' configuration as can be seen without a Docker daemon. */
class ContainersTest {
  /** Three numbers for Kafka, two for PostgreSQL; no {@code latest}, no moving {@code 18}. */
  private static final Pattern PINNED = Pattern.compile("\\d+\\.\\d+(\\.\\d+)?");

  @Test
  void imagesArePinnedToTheVersionsThatAreEmbedded() {
    Containers.KAFKA.assertValid();
    Containers.POSTGRESQL.assertValid();
    assertThat(Containers.KAFKA.getUnversionedPart()).isEqualTo("apache/kafka");
    assertThat(Containers.KAFKA.getVersionPart())
        .matches(PINNED)
        .isEqualTo(AppInfoParser.getVersion());
    assertThat(Containers.POSTGRESQL.getUnversionedPart()).isEqualTo("postgres");
    assertThat(Containers.POSTGRESQL.getVersionPart()).matches(PINNED);
    assertThat(System.getProperty("lowland.postgres.version"))
        .startsWith(Containers.POSTGRESQL.getVersionPart() + ".");
  }

  @ParameterizedTest
  @ValueSource(strings = {"latest", "4", "18-alpine"})
  void tagThatMovesIsNotPinned(String tag) {
    assertThat(DockerImageName.parse("apache/kafka:" + tag).getVersionPart()).doesNotMatch(PINNED);
  }

  @Test
  void brokerHasTheSettingsOfTheEmbeddedOne() {
    try (KafkaContainer kafka = Containers.kafka()) {
      Map<String, String> environment = kafka.getEnvMap();
      assertThat(environment)
          .containsEntry("KAFKA_MESSAGE_MAX_BYTES", "33554432")
          .containsEntry("KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS", "1000")
          .containsEntry("KAFKA_NUM_PARTITIONS", "8")
          // What the module itself needs is still there.
          .containsKeys("KAFKA_LISTENERS", "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP");
      EmbeddedKafka.settings()
          .forEach(
              (setting, value) ->
                  assertThat(environment)
                      .as(setting)
                      .containsEntry(
                          "KAFKA_" + setting.toUpperCase(Locale.ROOT).replace('.', '_'), value));
    }
  }

  @Test
  void settingsOfTheBrokerSayNothingOfWhereItIs() {
    assertThat(EmbeddedKafka.settings().keySet())
        .noneMatch(setting -> setting.contains("listener"))
        .doesNotContain("log.dirs", "node.id", "process.roles", "controller.quorum.voters");
  }

  @Test
  void containersAreWaitedForUntilTheyServe() {
    try (KafkaContainer kafka = Containers.kafka();
        PostgreSQLContainer database = Containers.postgresql()) {
      assertThat(logLine(kafka)).contains("Transitioning from RECOVERY to RUNNING");
      assertThat(logLine(database)).contains("database system is ready to accept connections");
      assertThat(kafka.getExposedPorts()).contains(9092);
      assertThat(database.getExposedPorts()).containsExactly(5432);
    }
  }

  @Test
  void databaseBelongsToTheUserOfTheService() {
    try (PostgreSQLContainer database = Containers.postgresql()) {
      assertThat(database.getDatabaseName()).isEqualTo("lowland");
      assertThat(database.getUsername()).isEqualTo("lowland");
      assertThat(database.getDriverClassName()).isEqualTo("org.postgresql.Driver");
    }
  }

  private static String logLine(GenericContainer<?> container) {
    return (String)
        field(
            LogMessageWaitStrategy.class,
            "regEx",
            field(GenericContainer.class, "waitStrategy", container));
  }

  private static Object field(Class<?> type, String name, Object owner) {
    return ReflectionSupport.streamFields(
            type, field -> field.getName().equals(name), HierarchyTraversalMode.TOP_DOWN)
        .map(field -> ReflectionSupport.tryToReadFieldValue(field, owner).toOptional().get())
        .findFirst()
        .orElseThrow();
  }
}
