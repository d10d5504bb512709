package io.lowland.cli.submit;

import io.lowland.cli.CommandFailedException;
import io.lowland.contracts.CheckpointTooLargeException;
import io.lowland.contracts.ClaimCheck;
import io.lowland.contracts.CloudEventHeaders;
import io.lowland.contracts.EventCodec;
import io.lowland.contracts.MalformedEventException;
import io.lowland.contracts.MeasurementTaken;
import io.lowland.contracts.MessageLimit;
import io.lowland.contracts.Topics;
import io.lowland.network.Safetensors;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Hands networks in through the checkpoints topic and hears what is said about them, as every
 * program may. Not for use by several threads.
 */
public final class Broker implements AutoCloseable {
  private static final String SOURCE = "/lowland/submit";
  private static final String REASON_HEADER = "dead-letter-reason";
  private static final List<String> ANSWERS = List.of(Topics.MEASUREMENTS, Topics.DEAD_LETTERS);
  private static final Duration PAUSE = Duration.ofMillis(100);

  /** The largest checkpoint that is sent itself where there is a claim-check directory. */
  private static final int CLAIM_CHECK_LIMIT = 8 << 20;

  /** As much as Lowland's brokers take; others refuse for themselves. */
  private static final int LARGEST_REQUEST = 32 << 20;

  private static final int PATIENCE_MILLIS = 30_000;

  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final ClaimCheck claimCheck;
  private final Map<String, Object> settings;
  private final String servers;

  /**
   * Connects to a broker; answers that come from now on are heard.
   *
   * @param settings of Kafka's clients, {@code bootstrap.servers} at least
   * @param claimChecks the directory that all services share, for large networks
   * @throws CommandFailedException if the broker does not answer
   */
  public Broker(Map<String, Object> settings, Optional<Path> claimChecks) {
    this.settings = Map.copyOf(settings);
    servers = String.valueOf(settings.get("bootstrap.servers"));
    claimCheck = new ClaimCheck(claimChecks, CLAIM_CHECK_LIMIT);
    Map<String, Object> common = new HashMap<>(settings);
    common.putIfAbsent("default.api.timeout.ms", PATIENCE_MILLIS);
    Map<String, Object> sending = new HashMap<>(settings);
    sending.putIfAbsent("max.request.size", LARGEST_REQUEST);
    sending.putIfAbsent("buffer.memory", 2L * LARGEST_REQUEST);
    sending.putIfAbsent("max.block.ms", PATIENCE_MILLIS);
    sending.putIfAbsent("delivery.timeout.ms", 2 * PATIENCE_MILLIS);
    common.put("enable.auto.commit", false);
    try {
      producer = new KafkaProducer<>(sending, new ByteArraySerializer(), new ByteArraySerializer());
    } catch (KafkaException e) {
      throw unreachable(e);
    }
    try {
      consumer = followingFromNow(common);
    } catch (RuntimeException e) {
      producer.close(Duration.ZERO);
      throw e instanceof KafkaException kafka ? unreachable(kafka) : e;
    }
  }

  private static KafkaConsumer<byte[], byte[]> followingFromNow(Map<String, Object> settings) {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    try {
      followFromNow(consumer);
      return consumer;
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  private static void followFromNow(KafkaConsumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions =
        ANSWERS.stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    // Seeking is lazy; asking for the position is what fixes it before anything is sent.
    partitions.forEach(consumer::position);
  }

  private CommandFailedException unreachable(KafkaException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return new CommandFailedException(
        "no broker can be used at %s: %s".formatted(servers, cause.getMessage()), e);
  }

  /**
   * Sends {@code network} to the checkpoints topic; returns when the broker has it.
   *
   * @throws CommandFailedException if it does not take it
   */
  public void send(OwnNetwork network) throws InterruptedException {
    byte[] file = Safetensors.write(network.checkpoint());
    byte[] message = claimCheck.deposit(file);
    Optional<Throwable> failure = sent(network, message);
    if (failure.filter(CheckpointTooLargeException::isReasonOf).isPresent()
        && claimCheck.directory().isPresent()) {
      failure = sent(network, claimCheck.store(file));
    }
    if (failure.isPresent()) {
      throw refused(network, message.length, failure.get());
    }
  }

  /** Why the broker has not taken {@code message}, if so. */
  private Optional<Throwable> sent(OwnNetwork network, byte[] message) throws InterruptedException {
    var headers =
        CloudEventHeaders.ofCheckpoint(
            network.id(),
            network.run(),
            ClaimCheck.isReference(message)
                ? CloudEventHeaders.CLAIM_CHECK
                : CloudEventHeaders.SAFETENSORS,
            SOURCE,
            Clock.systemUTC().instant());
    byte[] key = network.run().getBytes(StandardCharsets.UTF_8);
    try {
      producer.send(new ProducerRecord<>(Topics.CHECKPOINTS, null, key, message, headers)).get();
      return Optional.empty();
    } catch (ExecutionException e) {
      return Optional.of(e.getCause());
    } catch (KafkaException e) {
      return Optional.of(e);
    }
  }

  private CommandFailedException refused(OwnNetwork network, int bytes, Throwable cause) {
    if (CheckpointTooLargeException.isReasonOf(cause)) {
      var tooLarge =
          new CheckpointTooLargeException(
              bytes,
              MessageLimit.of(settings, Topics.CHECKPOINTS),
              "name the directory that the services share with --claim-check DIR",
              cause);
      return new CommandFailedException(
          "%s: %s".formatted(network.file(), tooLarge.getMessage()), tooLarge);
    }
    if (cause instanceof TimeoutException) {
      return new CommandFailedException(
          "%s was not taken by a broker at %s: %s"
              .formatted(network.file(), servers, cause.getMessage()),
          cause);
    }
    return new CommandFailedException(
        "%s was refused by the broker at %s: %s"
            .formatted(network.file(), servers, cause.getMessage()),
        cause);
  }

  /**
   * Waits until there is nothing more to come about any of {@code networks}.
   *
   * @param limit the longest wait; what has come until then is returned
   * @param completed is told when one network is complete
   * @param waiting is told again and again, while some are not, how many are
   * @return one answer per network, in their order
   */
  public List<Answer> await(
      List<OwnNetwork> networks, Duration limit, Consumer<Answer> completed, IntConsumer waiting) {
    Map<String, Answer> byId = new LinkedHashMap<>();
    networks.forEach(network -> byId.put(network.id(), Answer.none(network)));
    long end = System.nanoTime() + limit.toNanos();
    while (System.nanoTime() < end && !byId.values().stream().allMatch(Answer::isComplete)) {
      waiting.accept((int) byId.values().stream().filter(Answer::isComplete).count());
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(PAUSE)) {
        hear(record, byId, completed);
      }
    }
    return networks.stream().map(network -> byId.get(network.id())).toList();
  }

  private static void hear(
      ConsumerRecord<byte[], byte[]> record, Map<String, Answer> byId, Consumer<Answer> completed) {
    if (record.value() == null) {
      return;
    }
    if (record.topic().equals(Topics.DEAD_LETTERS)) {
      String run = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
      String reason =
          CloudEventHeaders.text(record.headers(), REASON_HEADER).orElse("no reason given");
      byId.values().stream()
          .filter(answer -> answer.network().run().equals(run))
          .toList()
          .forEach(answer -> change(answer, answer.withRejection(reason), byId, completed));
      return;
    }
    try {
      MeasurementTaken taken = EventCodec.decode(record.value(), MeasurementTaken.class);
      Answer before = byId.get(taken.checkpoint());
      if (before != null) {
        change(before, before.with(taken), byId, completed);
      }
    } catch (MalformedEventException e) {
      // Somebody else's message; the analysis service puts it among the dead letters.
    }
  }

  private static void change(
      Answer before, Answer after, Map<String, Answer> byId, Consumer<Answer> completed) {
    byId.put(after.network().id(), after);
    if (after.isComplete() && !before.isComplete()) {
      completed.accept(after);
    }
  }

  @Override
  public void close() {
    try (consumer) {
      producer.close(Duration.ofMillis(PATIENCE_MILLIS));
    }
  }
}
