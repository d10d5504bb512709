package io.lowland.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.lowland.contracts.CloudEventHeaders;
import io.lowland.contracts.EventCodec;
import io.lowland.contracts.MeasurementTaken;
import io.lowland.contracts.Topics;
import io.lowland.network.Architecture;
import io.lowland.network.Checkpoint;
import io.lowland.network.CheckpointMetadata;
import io.lowland.network.Network;
import io.lowland.network.Safetensors;
import io.lowland.random.TorchRandom;
import io.lowland.testing.TopicReader;
import io.lowland.testing.Traced;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** A checkpoint's trace goes on with its measurements. */
@QuarkusTest
@QuarkusTestResource(Broker.class)
@TestProfile(Traced.class)
class TracingTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String servers;

  @Test
  void traceOfTheCheckpointGoesWithItsMeasurements() {
    send("traced");
    List<ConsumerRecord<String, byte[]>> records =
        new TopicReader(servers)
            .await(
                Topics.MEASUREMENTS,
                2,
                record ->
                    EventCodec.decode(record.value(), MeasurementTaken.class)
                        .run()
                        .equals("traced"));
    assertThat(records)
        .hasSize(2)
        .allSatisfy(
            record ->
                assertThat(CloudEventHeaders.text(record.headers(), "traceparent"))
                    .hasValueSatisfying(
                        parent -> assertThat(parent).startsWith("00-" + TRACE + "-")));
  }

  private void send(String run) {
    Network network = Network.initialise(Architecture.of(784, 8, 6, 10), new TorchRandom(3));
    Map<String, String> metadata =
        Map.of(
            CheckpointMetadata.DATASET, "synthetic-digits",
            CheckpointMetadata.TRAIN_POINTS, "50",
            CheckpointMetadata.RUN, run,
            CheckpointMetadata.MEASURES, "weight_l2,test_accuracy");
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(
            Topics.CHECKPOINTS, run, Safetensors.write(new Checkpoint(network, metadata)));
    record
        .headers()
        .add(
            "traceparent",
            ("00-" + TRACE + "-b7ad6b7169203331-01").getBytes(StandardCharsets.UTF_8));
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", servers),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer.send(record);
    }
  }
}
