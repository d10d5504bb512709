package io.lowland.trainer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.lowland.contracts.CloudEventHeaders;
import io.lowland.contracts.Topics;
import io.lowland.testing.TopicReader;
import io.lowland.testing.Traced;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;

/** What happens to a run can be followed: by its trace through the topics, by its id in the log. */
@QuarkusTest
@QuarkusTestResource(Broker.class)
@TestProfile(Traced.class)
class TracingTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String EXPERIMENT =
      """
      name: traced
      datasets: [synthetic-digits]
      train_points: 60
      architecture: 784-12-6-10
      seeds: 0-1
      batch_size: 20
      learning_rate: 0.1
      max_epochs: 2
      measures: [weight_l2]
      """;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String servers;

  @Test
  void traceOfTheRequestGoesWithTheRunsAndTheirCheckpoints() {
    submit(EXPERIMENT);
    for (String topic : List.of(Topics.EXPERIMENTS, Topics.RUNS, Topics.CHECKPOINTS)) {
      int expected = topic.equals(Topics.EXPERIMENTS) ? 1 : 2;
      List<ConsumerRecord<String, byte[]>> records =
          new TopicReader(servers)
              .await(topic, expected, record -> record.key().startsWith("traced-"));
      assertThat(records)
          .as(topic)
          .hasSizeGreaterThanOrEqualTo(expected)
          .allSatisfy(
              record ->
                  assertThat(CloudEventHeaders.text(record.headers(), "traceparent"))
                      .hasValueSatisfying(
                          parent -> assertThat(parent).startsWith("00-" + TRACE + "-")));
    }
  }

  @Test
  void logOfARunThatFailsHasTheIdOfTheRun() {
    List<String> runs = new ArrayList<>();
    Handler handler = new Recorder(runs);
    Logger log = Logger.getLogger(RunListener.class.getName());
    log.addHandler(handler);
    try {
      submit(EXPERIMENT.replace("traced", "lost").replace("0.1", "1e38").replace("0-1", "7"));
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(runs)
                      .singleElement()
                      .satisfies(
                          run -> assertThat(run).matches("lost-[0-9a-f]{12}\\.default\\.7")));
    } finally {
      log.removeHandler(handler);
    }
  }

  private static void submit(String experiment) {
    given()
        .contentType("application/yaml")
        .header("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01")
        .body(experiment.getBytes(StandardCharsets.UTF_8))
        .post("/experiments")
        .then()
        .statusCode(202);
  }

  /** Keeps the run that each record is about. */
  private static final class Recorder extends Handler {
    private final List<String> runs;

    Recorder(List<String> runs) {
      this.runs = runs;
    }

    @Override
    public synchronized void publish(LogRecord record) {
      runs.add(String.valueOf(ExtLogRecord.wrap(record).getMdc("run")));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
