package io.lowland.metrics;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.lowland.contracts.CloudEventHeaders;
import io.lowland.contracts.EventCodec;
import io.lowland.contracts.MeasurementTaken;
import io.lowland.contracts.Topics;
import io.lowland.data.SyntheticDigits;
import io.lowland.network.Architecture;
import io.lowland.network.Checkpoint;
import io.lowland.network.CheckpointKind;
import io.lowland.network.CheckpointMetadata;
import io.lowland.network.Network;
import io.lowland.network.Reparameterisation;
import io.lowland.network.Safetensors;
import io.lowland.random.TorchRandom;
import io.lowland.testing.TopicReader;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Broker.class)
class MetricsServiceTest {
  private static final String DIGEST = SyntheticDigits.dataset().digest();
  private static final int POISON_BYTES = 2_000_000;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String servers;

  @ConfigProperty(name = "mp.messaging.incoming.checkpoints.max.partition.fetch.bytes")
  int fetchLimit;

  @Test
  void checkpointBecomesOneMeasurementPerMeasure() {
    send("one", checkpoint("one", "synthetic-digits", "weight_l2,weight_l1,test_accuracy"));

    List<MeasurementTaken> taken = measurementsOf("one", 3);
    assertThat(taken)
        .extracting(MeasurementTaken::measure)
        .containsExactlyInAnyOrder("weight_l2", "weight_l1", "test_accuracy");
    assertThat(taken)
        .allSatisfy(
            measurement -> {
              assertThat(measurement.value()).isPresent();
              assertThat(measurement.expected()).isEqualTo(3);
              assertThat(measurement.dataset()).isEqualTo("synthetic-digits");
              assertThat(measurement.training())
                  .containsEntry("epochs", "12")
                  .containsEntry("dataset_digest", DIGEST);
            });
  }

  /** The limit is what a fetch returns at most, but for the first message, however large. */
  @Test
  void checkpointAboveTheFetchLimitIsMeasured() {
    Network wide = Network.initialise(Architecture.of(784, 800, 10), new TorchRandom(4));
    byte[] checkpoint =
        Safetensors.write(
            new Checkpoint(wide, metadata("wide", "synthetic-digits", "parameter_count")));
    assertThat(checkpoint.length).isGreaterThan(fetchLimit);
    send("wide", checkpoint);

    assertThat(measurementsOf("wide", 1))
        .singleElement()
        .satisfies(taken -> assertThat(taken.value()).hasValue(784 * 800 + 800 + 800 * 10 + 10));
  }

  @Test
  void measurementsSayWhichOfTheRunsNetworksWasMeasured() {
    Map<String, String> common = metadata("kinds", "synthetic-digits", "weight_l2,test_accuracy");
    Map<String, String> along = new HashMap<>(common);
    along.put(CheckpointMetadata.KIND, "along_training");
    along.put(CheckpointMetadata.MEASURES, "weight_l2");
    Map<String, String> last = new HashMap<>(common);
    last.put(CheckpointMetadata.RUN_CHECKPOINTS, "3");
    Map<String, String> variant = new HashMap<>(common);
    variant.put(CheckpointMetadata.KIND, "reparameterised");
    variant.put(CheckpointMetadata.TRANSFORMATION, "{\"hidden_layer\":2,\"factor\":4}");
    Reparameterisation transformation = new Reparameterisation(2, 4);
    send("kinds", Safetensors.write(new Checkpoint(network(), along)));
    send("kinds", Safetensors.write(new Checkpoint(network(), last)));
    send("kinds", Safetensors.write(new Checkpoint(transformation.apply(network()), variant)));

    List<MeasurementTaken> taken = measurementsOf("kinds", 5);
    assertThat(taken)
        .extracting(each -> each.kind().text() + " " + each.measure() + " " + each.expected())
        .containsExactlyInAnyOrder(
            "along_training weight_l2 1",
            "final weight_l2 2",
            "final test_accuracy 2",
            "reparameterised weight_l2 2",
            "reparameterised test_accuracy 2");
    assertThat(value(taken, CheckpointKind.REPARAMETERISED, "test_accuracy").value())
        .isEqualTo(value(taken, CheckpointKind.FINAL, "test_accuracy").value());
    MeasurementTaken norm = value(taken, CheckpointKind.REPARAMETERISED, "weight_l2");
    assertThat(norm.transformation()).contains(transformation);
    assertThat(norm.value()).isNotEqualTo(value(taken, CheckpointKind.FINAL, "weight_l2").value());
    assertThat(value(taken, CheckpointKind.FINAL, "weight_l2").runCheckpoints()).contains(3);
  }

  private static MeasurementTaken value(
      List<MeasurementTaken> taken, CheckpointKind kind, String measure) {
    return taken.stream()
        .filter(each -> each.kind() == kind && each.measure().equals(measure))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void measuringTwiceGivesTheSameKeysAndValues() {
    byte[] checkpoint = checkpoint("again", "synthetic-digits", "weight_l2");
    send("again", checkpoint);
    send("again", checkpoint);

    List<MeasurementTaken> taken = measurementsOf("again", 2);
    assertThat(taken).hasSize(2);
    assertThat(taken).extracting(MeasurementTaken::key).containsOnly(taken.getFirst().key());
    assertThat(taken).extracting(MeasurementTaken::value).containsOnly(taken.getFirst().value());
  }

  @Test
  void unknownMeasureAndAbsentDatasetAreReasons() {
    send("unknown", checkpoint("unknown", "synthetic-digits", "weight_l2,charm"));
    send("absent", checkpoint("absent", "idx:/nowhere", "weight_l2"));

    assertThat(measurementsOf("unknown", 2))
        .filteredOn(taken -> taken.measure().equals("charm"))
        .singleElement()
        .satisfies(taken -> assertThat(taken.reason()).contains("no measure of this name"));
    assertThat(measurementsOf("absent", 1).getFirst().reason())
        .hasValueSatisfying(reason -> assertThat(reason).contains("/nowhere", "not open here"));
  }

  @Test
  void poisonGoesToDeadLettersWithItsReasonAndConsumptionGoesOn() {
    byte[] huge = new byte[POISON_BYTES];
    byte[] good = checkpoint("after", "synthetic-digits", "weight_l2");
    try (var producer = producer()) {
      for (int partition = 0; partition < Topics.WORK_PARTITIONS; partition++) {
        producer.send(
            new ProducerRecord<>(
                Topics.CHECKPOINTS,
                partition,
                "poison-" + partition,
                partition == 0 ? huge : Arrays.copyOf(good, 40 + partition)));
      }
      producer.send(new ProducerRecord<>(Topics.CHECKPOINTS, 0, "after", good));
    }

    assertThat(measurementsOf("after", 1)).hasSize(1);
    List<ConsumerRecord<String, byte[]>> dead =
        new TopicReader(servers)
            .await(Topics.DEAD_LETTERS, 32, record -> record.key().startsWith("poison-"));
    assertThat(dead)
        .hasSize(32)
        .allSatisfy(
            record ->
                assertThat(CloudEventHeaders.text(record.headers(), "dead-letter-reason"))
                    .hasValueSatisfying(
                        reason -> assertThat(reason).contains("checkpoint: header length")));
    given().get("/q/health/live").then().statusCode(200);
  }

  @Test
  void checkpointThatDoesNotSayItsDatasetIsADeadLetter() {
    Network network = network();
    send("mute", Safetensors.write(new Checkpoint(network, Map.of())));

    assertThat(
            new TopicReader(servers)
                .await(Topics.DEAD_LETTERS, 1, record -> record.key().equals("mute")))
        .singleElement()
        .satisfies(
            record ->
                assertThat(CloudEventHeaders.text(record.headers(), "dead-letter-reason"))
                    .hasValueSatisfying(
                        reason -> assertThat(reason).contains("__metadata__.dataset")));
  }

  @Test
  void failuresAreCountedFromTheStart() {
    String meters = given().get("/q/metrics").then().statusCode(200).extract().asString();
    assertThat(meters)
        .contains(
            "lowland_checkpoints_measured_total ",
            "lowland_checkpoints_rejected_total ",
            "lowland_checkpoints_failed_total 0.0",
            "lowland_verdicts_undecided_total 0.0");
  }

  @Test
  void becomesReady() {
    Awaitility.await().untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
  }

  private static Network network() {
    return Network.initialise(Architecture.of(784, 8, 6, 10), new TorchRandom(3));
  }

  private static byte[] checkpoint(String run, String dataset, String measures) {
    return Safetensors.write(new Checkpoint(network(), metadata(run, dataset, measures)));
  }

  private static Map<String, String> metadata(String run, String dataset, String measures) {
    Map<String, String> metadata = new HashMap<>();
    metadata.put(CheckpointMetadata.DATASET, dataset);
    metadata.put(CheckpointMetadata.TRAIN_POINTS, "50");
    metadata.put(CheckpointMetadata.RUN, run);
    metadata.put(CheckpointMetadata.MEASURES, measures);
    metadata.put(CheckpointMetadata.EPOCHS, "12");
    return metadata;
  }

  private KafkaProducer<String, byte[]> producer() {
    return new KafkaProducer<>(
        Map.<String, Object>of("bootstrap.servers", servers, "max.request.size", 8 << 20),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  private void send(String key, byte[] value) {
    try (var producer = producer()) {
      producer.send(new ProducerRecord<>(Topics.CHECKPOINTS, key, value));
    }
  }

  private List<MeasurementTaken> measurementsOf(String run, int count) {
    return new TopicReader(servers)
            .await(
                Topics.MEASUREMENTS,
                count,
                record ->
                    EventCodec.decode(record.value(), MeasurementTaken.class).run().equals(run))
            .stream()
            .map(record -> EventCodec.decode(record.value(), MeasurementTaken.class))
            .toList();
  }
}
