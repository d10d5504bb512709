package com.example.subscribe;

import static org.assertj.core.api.Assertions.assertThat;

import io.lowland.contracts.CloudEventHeaders;
import io.lowland.contracts.CorrelationUpdated;
import io.lowland.contracts.EventCodec;
import io.lowland.contracts.TopicCreation;
import io.lowland.contracts.Topics;
import io.lowland.embedded.EmbeddedKafka;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The example hears what is on a real broker, and what comes later. */
@Timeout(120)
class FollowCorrelationsTest {

  @TempDir Path directory;

  @Test
  void followerHearsWhatIsThereAndWhatComes() throws Exception {
    List<String> heard = new CopyOnWriteArrayList<>();
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory)) {
      Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
      TopicCreation.createMissing(settings, Topics.all());
      send(settings, correlation(OptionalDouble.of(0.25), Optional.empty(), 5));

      Thread follower =
          Thread.ofVirtual()
              .start(
                  () ->
                      FollowCorrelations.follow(
                          kafka.bootstrapServers(),
                          update -> heard.add(FollowCorrelations.line(update))));
      await(heard, "mine weight_l2 (all, n = 5): +0.250");
      send(settings, correlation(OptionalDouble.of(-0.5), Optional.empty(), 6));
      await(heard, "mine weight_l2 (all, n = 6): -0.500");
      send(settings, correlation(OptionalDouble.empty(), Optional.of("it is constant"), 7));
      await(heard, "mine weight_l2 (all, n = 7): it is constant");

      follower.interrupt();
      assertThat(follower.join(java.time.Duration.ofSeconds(30))).isTrue();
    }
  }

  private static void await(List<String> heard, String line) {
    Awaitility.await()
        .atMost(60, TimeUnit.SECONDS)
        .untilAsserted(() -> assertThat(heard).last().isEqualTo(line));
  }

  private static void send(Map<String, Object> settings, CorrelationUpdated event)
      throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  event.topic(),
                  null,
                  event.key().getBytes(StandardCharsets.UTF_8),
                  EventCodec.encode(event),
                  CloudEventHeaders.of(event, "/test", Instant.EPOCH)))
          .get();
    }
  }

  private static CorrelationUpdated correlation(
      OptionalDouble spearman, Optional<String> reason, int n) {
    return new CorrelationUpdated(
        "mine",
        "weight_l2",
        Optional.empty(),
        n,
        n,
        spearman,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        Optional.empty(),
        false,
        reason);
  }
}
