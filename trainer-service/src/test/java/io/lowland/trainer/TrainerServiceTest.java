package io.lowland.trainer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import io.lowland.contracts.CheckpointDescription;
import io.lowland.contracts.CloudEventHeaders;
import io.lowland.contracts.EventCodec;
import io.lowland.contracts.ExperimentSubmitted;
import io.lowland.contracts.RunRequested;
import io.lowland.contracts.Topics;
import io.lowland.contracts.TrainingProgress;
import io.lowland.network.Checkpoint;
import io.lowland.network.CheckpointKind;
import io.lowland.network.Network;
import io.lowland.network.Safetensors;
import io.lowland.testing.TopicReader;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Broker.class)
class TrainerServiceTest {
  private static final String EXPERIMENT =
      """
      name: %s
      datasets: [synthetic-digits]
      train_points: 60
      architecture: 784-12-6-10
      seeds: 0-2
      batch_size: 20
      learning_rate: 0.1
      max_epochs: 5
      measures: [weight_l2, test_accuracy]
      """;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String servers;

  @Test
  void submittedExperimentBecomesOneCheckpointPerRun() {
    String id = submit(EXPERIMENT.formatted("small"), 3);

    List<Checkpoint> checkpoints =
        of(id, Topics.CHECKPOINTS, 3).stream()
            .map(record -> Safetensors.read(record.value(), record.key()))
            .toList();
    assertThat(checkpoints)
        .extracting(CheckpointDescription::of)
        .allSatisfy(
            description -> {
              assertThat(description.dataset()).isEqualTo("synthetic-digits");
              assertThat(description.experiment()).contains(id);
              assertThat(description.trainPoints()).isEqualTo(60);
              assertThat(description.measures()).containsExactly("weight_l2", "test_accuracy");
            })
        .extracting(description -> description.seed().orElseThrow())
        .containsExactlyInAnyOrder(0L, 1L, 2L);
  }

  @Test
  void recordsAreCloudEventsWhoseIdsComeFromTheirContent() {
    String id = submit(EXPERIMENT.formatted("events"), 3);

    ConsumerRecord<String, byte[]> experiment = of(id, Topics.EXPERIMENTS, 1).getFirst();
    assertThat(EventCodec.decode(experiment.value(), ExperimentSubmitted.class).expand())
        .extracting(RunRequested::run)
        .containsExactly(id + ".default.0", id + ".default.1", id + ".default.2");
    ConsumerRecord<String, byte[]> checkpoint = of(id, Topics.CHECKPOINTS, 1).getFirst();
    assertThat(CloudEventHeaders.text(checkpoint.headers(), CloudEventHeaders.ID))
        .contains(CheckpointDescription.id(Safetensors.read(checkpoint.value(), "checkpoint")));
    assertThat(CloudEventHeaders.text(checkpoint.headers(), CloudEventHeaders.TYPE))
        .contains(CloudEventHeaders.CHECKPOINT_TYPE);
    assertThat(CloudEventHeaders.text(checkpoint.headers(), CloudEventHeaders.CONTENT_TYPE))
        .contains(CloudEventHeaders.SAFETENSORS);
  }

  @Test
  void runWhoseNetworkIsLargerThanAMessageFailsWithItsSizeAndTheLimit() throws Exception {
    limitCheckpoints("1000000");
    try {
      String id = submit(EXPERIMENT.formatted("wide").replace("784-12-6-10", "784-400-10"), 3);

      assertThat(failuresOf(id, 3))
          .hasSize(3)
          .allSatisfy(
              reason ->
                  assertThat(reason)
                      .matches("checkpoint of 1,27\\d,\\d{3} bytes is more than Kafka takes on .*")
                      .contains("1,000,000 bytes (max.message.bytes)", "claim-check"));
    } finally {
      limitCheckpoints("33554432");
    }
  }

  @Test
  void trainingARunTwiceGivesTheSameCheckpointId() {
    String id = submit(EXPERIMENT.formatted("twice"), 3);
    assertThat(submit(EXPERIMENT.formatted("twice"), 3)).isEqualTo(id);

    assertThat(of(id, Topics.CHECKPOINTS, 6))
        .hasSize(6)
        .extracting(record -> CheckpointDescription.id(Safetensors.read(record.value(), "c")))
        .satisfies(ids -> assertThat(Map.copyOf(countById(ids)).values()).containsOnly(2L));
  }

  @Test
  void workFallsEvenlyOnThePartitions() {
    int partitions = Topics.WORK_PARTITIONS;
    String text = EXPERIMENT.formatted("even").replace("0-2", "0-" + (partitions - 1));
    String id = submit(text, partitions);

    assertThat(of(id, Topics.RUNS, partitions))
        .extracting(ConsumerRecord::partition)
        .doesNotHaveDuplicates()
        .hasSize(partitions);
    assertThat(of(id, Topics.CHECKPOINTS, partitions))
        .extracting(ConsumerRecord::partition)
        .doesNotHaveDuplicates()
        .hasSize(partitions);
  }

  @Test
  void checkpointsAlongTrainingAndVariantsAreSentWithTheFinalOne() {
    String id =
        submit(
            EXPERIMENT.formatted("further")
                + """
                checkpoints: {every: 2, measures: [weight_l2]}
                reparameterisations: {seeds: [1], layers_1_2: [2, 5], layers_2_3: [4]}
                """,
            3);

    // Each run has epochs 2 and 4 and the final one, seed 1 three variants as well.
    List<Checkpoint> checkpoints =
        of(id, Topics.CHECKPOINTS, 12).stream()
            .map(record -> Safetensors.read(record.value(), record.key()))
            .toList();
    assertThat(checkpoints).hasSize(12);
    for (long seed = 0; seed < 3; seed++) {
      List<Checkpoint> ofRun = ofSeed(checkpoints, seed);
      List<CheckpointDescription> kinds = ofRun.stream().map(CheckpointDescription::of).toList();
      assertThat(kinds)
          .extracting(kind -> kind.kind().text() + " " + kind.training().get("epochs"))
          .startsWith("along_training 2", "along_training 4", "final 5")
          .hasSize(seed == 1 ? 6 : 3);
      assertThat(kinds.getFirst().measures()).containsExactly("weight_l2");
      assertThat(kinds.get(2).runCheckpoints()).contains(kinds.size());
      assertThat(ofRun.getFirst().network().parameters())
          .isNotEqualTo(ofRun.get(1).network().parameters());
    }
    List<Checkpoint> variants = ofSeed(checkpoints, 1);
    Network trained = variants.get(2).network();
    for (Checkpoint variant : variants.subList(3, 6)) {
      CheckpointDescription description = CheckpointDescription.of(variant);
      assertThat(variant.network().parameters())
          .isEqualTo(description.transformation().orElseThrow().apply(trained).parameters());
      assertThat(description.measures()).containsExactly("weight_l2", "test_accuracy");
    }
  }

  /** In the order they were made: the topic keeps none. */
  private static List<Checkpoint> ofSeed(List<Checkpoint> checkpoints, long seed) {
    return checkpoints.stream()
        .filter(each -> each.metadata().get("seed").equals(String.valueOf(seed)))
        .sorted(
            Comparator.comparing((Checkpoint each) -> CheckpointDescription.of(each).kind().text())
                .thenComparing(each -> Integer.valueOf(each.metadata().get("epochs"))))
        .toList();
  }

  @Test
  void checkpointsAlongTrainingDoNotChangeTheTrainedNetwork() {
    String plain = submit(EXPERIMENT.formatted("plain"), 3);
    String watched = submit(EXPERIMENT.formatted("watched") + "checkpoints: {every: 1}\n", 3);

    List<Checkpoint> finals =
        of(watched, Topics.CHECKPOINTS, 15).stream()
            .map(record -> Safetensors.read(record.value(), record.key()))
            .filter(each -> CheckpointDescription.of(each).kind() == CheckpointKind.FINAL)
            .toList();
    for (ConsumerRecord<String, byte[]> record : of(plain, Topics.CHECKPOINTS, 3)) {
      Checkpoint checkpoint = Safetensors.read(record.value(), record.key());
      long seed = CheckpointDescription.of(checkpoint).seed().orElseThrow();
      assertThat(ofSeed(finals, seed))
          .singleElement()
          .satisfies(
              same ->
                  assertThat(same.network().parameters())
                      .isEqualTo(checkpoint.network().parameters()));
    }
  }

  @Test
  void everyRunEndsAsTrained() {
    String id = submit(EXPERIMENT.formatted("progress"), 3);

    assertThat(
            new TopicReader(servers)
                .await(
                    Topics.PROGRESS,
                    3,
                    record ->
                        record.key().startsWith(id)
                            && EventCodec.decode(record.value(), TrainingProgress.class).state()
                                == TrainingProgress.State.TRAINED))
        .hasSize(3);
  }

  @Test
  void divergedTrainingIsAnEventWithItsReason() {
    String id =
        submit(
            EXPERIMENT
                .formatted("diverging")
                .replace("learning_rate: 0.1", "learning_rate: 1e38")
                .replace("seeds: 0-2", "seeds: 0"),
            1);

    List<ConsumerRecord<String, byte[]>> failures =
        new TopicReader(servers)
            .await(
                Topics.PROGRESS,
                1,
                record ->
                    record.key().startsWith(id)
                        && EventCodec.decode(record.value(), TrainingProgress.class).state()
                            == TrainingProgress.State.FAILED);
    assertThat(failures).hasSize(1);
    assertThat(EventCodec.decode(failures.getFirst().value(), TrainingProgress.class).reason())
        .hasValueSatisfying(reason -> assertThat(reason).isNotBlank());
  }

  @Test
  void everyMistakeIsAnswered() {
    given()
        .contentType("application/yaml")
        .body(
            EXPERIMENT
                .formatted("Bad Name")
                .replace("batch_size: 20", "batch_size: 0")
                .replace("max_epochs", "max_epoch")
                .getBytes(StandardCharsets.UTF_8))
        .post("/experiments")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("status", is(400))
        .body("mistakes.path", hasItems("name", "batch_size", "max_epoch"));
  }

  @Test
  void datasetThatCannotBeHadIsAMistake() {
    given()
        .body(EXPERIMENT.formatted("absent").replace("synthetic-digits", "'idx:/nowhere'"))
        .contentType("text/plain")
        .post("/experiments")
        .then()
        .statusCode(400)
        .body("mistakes.path", hasItems("datasets"))
        .body("detail", containsString("not open here"));
  }

  @Test
  void pageOfAnotherSiteMayNotSubmit() {
    given()
        .contentType("text/plain")
        .header("Origin", "https://example.com")
        .body(EXPERIMENT.formatted("page"))
        .post("/experiments")
        .then()
        .statusCode(403)
        .contentType("application/problem+json")
        .body("detail", containsString("https://example.com"));
  }

  @Test
  void bodyAboveTheLimitIsTurnedAway() throws Exception {
    // By hand: the answer comes before the body, which many clients take for a broken connection.
    try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
      String head =
          """
          POST /experiments HTTP/1.1
          Host: 127.0.0.1
          Content-Type: application/yaml
          Content-Length: %d

          """
              .formatted(600 * 1024)
              .replace("\n", "\r\n");
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      var answer =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      assertThat(answer.readLine()).startsWith("HTTP/1.1 413");
    }
  }

  @Test
  void poisonedRunGoesToDeadLettersAndOthersGoOn() throws Exception {
    byte[] poison = "{\"run\": 7}".getBytes(StandardCharsets.UTF_8);
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", servers),
            new StringSerializer(),
            new ByteArraySerializer())) {
      for (int partition = 0; partition < Topics.WORK_PARTITIONS; partition++) {
        producer
            .send(new ProducerRecord<>(Topics.RUNS, partition, "poison-" + partition, poison))
            .get();
      }
    }

    String id = submit(EXPERIMENT.formatted("after-poison"), 3);
    assertThat(of(id, Topics.CHECKPOINTS, 3)).hasSize(3);
    List<ConsumerRecord<String, byte[]>> dead =
        new TopicReader(servers)
            .await(Topics.DEAD_LETTERS, 32, record -> record.key().startsWith("poison-"));
    assertThat(dead)
        .hasSize(32)
        .allSatisfy(
            record ->
                assertThat(CloudEventHeaders.text(record.headers(), "dead-letter-reason"))
                    .hasValueSatisfying(
                        reason -> assertThat(reason).contains("not a RunRequested")));
  }

  @Test
  void becomesReady() {
    Awaitility.await().untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
  }

  private static Map<String, Long> countById(List<? extends String> ids) {
    return ids.stream().collect(Collectors.groupingBy(id -> id, Collectors.counting()));
  }

  /** Sets the largest message of the checkpoints' topic, in bytes. */
  private void limitCheckpoints(String bytes) throws Exception {
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.CHECKPOINTS);
    ConfigEntry limit = new ConfigEntry("max.message.bytes", bytes);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      admin
          .incrementalAlterConfigs(
              Map.of(topic, List.of(new AlterConfigOp(limit, AlterConfigOp.OpType.SET))))
          .all()
          .get();
    }
  }

  private List<String> failuresOf(String experiment, int count) {
    return new TopicReader(servers)
        .await(Topics.PROGRESS, count, record -> !reason(experiment, record).isEmpty()).stream()
            .map(record -> reason(experiment, record))
            .toList();
  }

  private static String reason(String experiment, ConsumerRecord<String, byte[]> record) {
    return record.key().startsWith(experiment)
        ? EventCodec.decode(record.value(), TrainingProgress.class).reason().orElse("")
        : "";
  }

  private static String submit(String experiment, int runs) {
    return given()
        .contentType("application/yaml")
        .body(experiment.getBytes(StandardCharsets.UTF_8))
        .post("/experiments")
        .then()
        .statusCode(202)
        .body("runs", is(runs))
        .body("dataset", is("synthetic-digits"))
        .body("experiment", matchesPattern("[a-z-]+-[0-9a-f]{12}"))
        .extract()
        .path("experiment");
  }

  private List<ConsumerRecord<String, byte[]>> of(String experiment, String topic, int count) {
    return new TopicReader(servers)
        .await(topic, count, record -> record.key().startsWith(experiment));
  }
}
