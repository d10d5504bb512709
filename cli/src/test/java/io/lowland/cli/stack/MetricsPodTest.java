package io.lowland.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.lowland.contracts.ClaimCheck;
import io.lowland.contracts.EventCodec;
import io.lowland.contracts.MeasurementTaken;
import io.lowland.contracts.Topics;
import io.lowland.embedded.Certificates;
import io.lowland.embedded.EmbeddedKafka;
import io.lowland.embedded.ScramOverTls;
import io.lowland.network.Architecture;
import io.lowland.network.Checkpoint;
import io.lowland.network.CheckpointMetadata;
import io.lowland.network.Network;
import io.lowland.network.Safetensors;
import io.lowland.random.TorchRandom;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole service in a process of its own, on a broker that demands SCRAM over TLS. */
@Timeout(300)
class MetricsPodTest {
  private static final String USER = "lowland";

  /** With what SmallRye Config gives a meaning to. */
  private static final String PASSWORD = "of$$the-${user}-${x:y}";

  private static final long PATIENCE_SECONDS = 120;

  @TempDir static Path root;
  private static EmbeddedKafka kafka;
  private static Path ca;

  @BeforeAll
  static void startBroker() throws Exception {
    Path keyStore = Certificates.keyStore(root.resolve("broker.p12"));
    Files.createDirectories(root.resolve("etc/lowland/kafka"));
    ca = Certificates.certificate(keyStore, root.resolve("etc/lowland/kafka/ca.crt"));
    kafka =
        EmbeddedKafka.start(
            root.resolve("kafka"),
            new ScramOverTls(keyStore, Certificates.PASSWORD, USER, PASSWORD));
  }

  @AfterAll
  static void stopBroker() {
    kafka.close();
  }

  @Test
  void podMeasuresCheckpointsAndClaimChecks() throws Exception {
    Checkpoint small = checkpoint("small", 8);
    Checkpoint large = checkpoint("large", 400);
    ClaimCheck volume = new ClaimCheck(Optional.of(root.resolve("claim-check")), 900_000);
    byte[] reference = volume.deposit(Safetensors.write(large));
    assertThat(ClaimCheck.isReference(reference)).isTrue();

    try (MetricsPod pod = start(PASSWORD)) {
      Awaitility.await()
          .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
          .until(() -> pod.isReady() || !pod.isAlive());
      assertThat(pod.isAlive()).as(pod.log()).isTrue();
      send("small", Safetensors.write(small));
      send("large", reference);

      List<MeasurementTaken> taken = measurements(2);
      assertThat(taken)
          .extracting(each -> each.run() + " " + each.measure() + " " + each.value().orElse(-1))
          .as(pod.log())
          .containsExactlyInAnyOrder(
              "small parameter_count 6370.0", "large parameter_count 318010.0");
      // As a collector of logs wants them.
      assertThat(pod.log().lines()).anyMatch(line -> line.startsWith("{\"timestamp\""));
    }
  }

  @Test
  void podWithAWrongPasswordEndsAndSaysWhy() throws Exception {
    try (MetricsPod pod = start("guessed")) {
      Awaitility.await().atMost(PATIENCE_SECONDS, TimeUnit.SECONDS).until(() -> !pod.isAlive());
      assertThat(pod.log()).contains("Authentication failed");
    }
  }

  private static MetricsPod start(String password) throws Exception {
    return MetricsPod.start(
        root,
        kafka.bootstrapServers(),
        Map.of("lowland-kafka/username", USER, "lowland-kafka/password", password));
  }

  private static Checkpoint checkpoint(String run, int width) {
    return new Checkpoint(
        Network.initialise(Architecture.of(784, width, 10), new TorchRandom(width)),
        Map.of(
            CheckpointMetadata.DATASET,
            "synthetic-digits",
            CheckpointMetadata.TRAIN_POINTS,
            "50",
            CheckpointMetadata.RUN,
            run,
            CheckpointMetadata.MEASURES,
            "parameter_count"));
  }

  private static void send(String key, byte[] value) throws Exception {
    try (var producer =
        new KafkaProducer<>(settings(), new StringSerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(Topics.CHECKPOINTS, key, value)).get();
    }
  }

  private static List<MeasurementTaken> measurements(int count) {
    try (var consumer =
        new KafkaConsumer<>(settings(), new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.MEASUREMENTS).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      List<MeasurementTaken> taken = new ArrayList<>();
      while (taken.size() < count) {
        for (ConsumerRecord<String, byte[]> each : consumer.poll(Duration.ofSeconds(1))) {
          taken.add(EventCodec.decode(each.value(), MeasurementTaken.class));
        }
      }
      return taken;
    }
  }

  private static Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", kafka.bootstrapServers());
    settings.put("security.protocol", "SASL_SSL");
    settings.put("sasl.mechanism", "SCRAM-SHA-512");
    settings.put(
        "sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
            .formatted(USER, PASSWORD));
    settings.put("ssl.truststore.type", "PEM");
    settings.put("ssl.truststore.location", ca.toString());
    return settings;
  }
}
