package io.lowland.testing.backends;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

class BackendsConditionTest {
  private static String choice;
  private static boolean docker;
  private static final ByteArrayOutputStream OUTPUT = new ByteArrayOutputStream();
  private static final AtomicBoolean SAID = new AtomicBoolean();

  @BeforeEach
  void reset() {
    choice = "containers";
    docker = false;
    OUTPUT.reset();
    SAID.set(false);
  }

  @Test
  void withoutADaemonTestsInContainersAreSkippedAndOneLineSaysSo() {
    EngineExecutionResults results = run(OnKafka.class, OnBoth.class, OnNothing.class);
    assertThat(
            results.containerEvents().skipped().stream()
                .map(event -> event.getRequiredPayload(String.class)))
        .hasSize(2)
        .containsOnly(BackendsCondition.SKIPPED);
    assertThat(results.testEvents().succeeded().count()).isEqualTo(1);
    assertThat(OUTPUT.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "tests on Kafka and PostgreSQL are skipped: lowland.backends=containers (or"
                + " LOWLAND_BACKENDS), but no Docker daemon answers; start one, or leave the"
                + " setting out");
  }

  @Test
  void withADaemonNothingIsSkipped() {
    docker = true;
    assertThat(run(OnKafka.class, OnBoth.class).testEvents().succeeded().count()).isEqualTo(2);
    assertThat(OUTPUT.size()).isZero();
  }

  @Test
  void embeddedBackendsNeedNoDaemon() {
    choice = "embedded";
    assertThat(run(OnKafka.class, OnBoth.class).testEvents().succeeded().count()).isEqualTo(2);
  }

  @Test
  void unknownChoiceFailsTheTestsThatNeedBackends() {
    choice = "docker";
    EngineExecutionResults results = run(OnKafka.class, OnNothing.class);
    assertThat(results.containerEvents().failed().count()).isEqualTo(1);
    assertThat(results.testEvents().succeeded().count()).isEqualTo(1);
  }

  private static EngineExecutionResults run(Class<?>... tests) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(
            Stream.of(tests).map(DiscoverySelectors::selectClass).toArray(DiscoverySelector[]::new))
        .execute();
  }

  private static BackendsCondition condition() {
    return new BackendsCondition(
        () -> BackendChoice.chosen(choice, Map.of()),
        () -> docker,
        new PrintStream(OUTPUT, true, StandardCharsets.UTF_8),
        SAID);
  }

  @QuarkusTestResource(KafkaResource.class)
  static class OnKafka {
    @RegisterExtension static final BackendsCondition CONDITION = condition();

    @Test
    void runs() {}
  }

  @QuarkusTestResource(OfAService.class)
  static class OnBoth {
    @RegisterExtension static final BackendsCondition CONDITION = condition();

    @Test
    void runs() {}
  }

  static class OnNothing {
    @RegisterExtension static final BackendsCondition CONDITION = condition();

    @Test
    void runs() {}
  }

  /** As services derive their own. */
  public static class OfAService extends KafkaAndPostgresqlResource {}
}
