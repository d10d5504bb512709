package io.lowland.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lowland.cli.stack.StackAddresses;
import io.lowland.cli.stack.StackDirectory;
import io.lowland.contracts.Topics;
import io.lowland.embedded.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run that was killed is continued: nothing is done twice that was done, nothing differs. */
@Timeout(400)
class ResumedRunTest {
  private static final String EXPERIMENT =
      """
      name: resumed
      dataset: synthetic-digits
      train_points: 200
      architecture: 784-64-8-10
      seeds: 0-29
      batch_size: 16
      learning_rate: 0.05
      max_epochs: 150
      stop: {train_accuracy: 1.0, check_every: 150}
      measures: [test_accuracy, weight_l2, hessian_trace]
      """;

  private static final int DONE_BEFORE = 4;
  private static final Logger ROOT_LOGGER = Logger.getLogger("");

  @TempDir Path directory;

  @BeforeAll
  static void quietenBroker() {
    ROOT_LOGGER.setLevel(Level.WARNING);
  }

  @Test
  void killedRunGoesOnWhereItStoppedAndEndsWithTheSameResults() throws Exception {
    Files.writeString(directory.resolve("resumed.yaml"), EXPERIMENT);
    Process killed = lowland("killed", "--state", state());
    Map<TopicPartition, Long> done = awaitDone(killed);
    List<ProcessHandle> children = killed.descendants().toList();
    killed.destroyForcibly();
    Awaitility.await()
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> children.stream().noneMatch(ProcessHandle::isAlive) && !databaseRuns());

    Process resumed = lowland("resumed", "--state", state(), "--resume", "--json", "resumed.json");
    assertThat(resumed.waitFor(240, TimeUnit.SECONDS)).isTrue();

    assertThat(resumed.exitValue()).as(output("resumed")).isZero();
    assertThat(output("resumed")).containsPattern("resumed: [1-9]\\d* of 30 trained");
    assertRunsTrainedOnce(done);
    Process whole = lowland("whole", "--state", "whole-state", "--json", "whole.json");
    assertThat(whole.waitFor(240, TimeUnit.SECONDS)).isTrue();
    assertThat(result("resumed.json")).isEqualTo(result("whole.json"));

    Process again = lowland("again", "--state", state(), "--resume");
    assertThat(again.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(again.exitValue()).isOne();
    assertThat(output("again")).contains("is finished; its report is ");
  }

  /** Waits until the broker has noted that some runs are done. Returns the offsets noted. */
  private Map<TopicPartition, Long> awaitDone(Process run) {
    return Awaitility.await()
        .atMost(180, TimeUnit.SECONDS)
        .until(
            () -> {
              assertThat(run.isAlive()).as(output("killed")).isTrue();
              return offsetsOfTrainer();
            },
            offsets -> offsets.values().stream().mapToLong(Long::longValue).sum() >= DONE_BEFORE);
  }

  private Map<TopicPartition, Long> offsetsOfTrainer() throws Exception {
    StackDirectory stack = StackDirectory.of(directory.resolve(state()));
    if (stack.addresses().isEmpty()) {
      return Map.of();
    }
    StackAddresses addresses = stack.addresses().get();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", addresses.bootstrapServers()))) {
      Map<TopicPartition, Long> offsets = new HashMap<>();
      for (Map.Entry<TopicPartition, OffsetAndMetadata> each :
          admin
              .listConsumerGroupOffsets("lowland-trainer")
              .partitionsToOffsetAndMetadata()
              .get()
              .entrySet()) {
        if (each.getValue() != null) {
          offsets.put(each.getKey(), each.getValue().offset());
        }
      }
      return offsets;
    }
  }

  /** What the trainer had finished before the kill was not trained again. */
  private void assertRunsTrainedOnce(Map<TopicPartition, Long> done) {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve(state()).resolve("kafka"))) {
      List<String> doneRuns =
          records(kafka, Topics.RUNS).stream()
              .filter(
                  run ->
                      run.offset()
                          < done.getOrDefault(new TopicPartition(run.topic(), run.partition()), 0L))
              .map(ConsumerRecord::key)
              .toList();
      List<String> trained =
          records(kafka, Topics.CHECKPOINTS).stream().map(ConsumerRecord::key).toList();
      assertThat(doneRuns).hasSizeGreaterThanOrEqualTo(DONE_BEFORE);
      assertThat(doneRuns)
          .allSatisfy(run -> assertThat(trained.stream().filter(run::equals)).as(run).hasSize(1));
      assertThat(records(kafka, Topics.RUNS)).hasSize(30);
      assertThat(trained.stream().distinct()).hasSize(30);
    }
  }

  private static List<ConsumerRecord<String, byte[]>> records(EmbeddedKafka kafka, String topic) {
    List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "enable.auto.commit", false),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
        consumer.poll(java.time.Duration.ofMillis(100)).forEach(all::add);
      }
    }
    return all;
  }

  /** The result without what the clock has put into it. */
  private JsonNode result(String file) throws IOException {
    JsonNode result = new ObjectMapper().readTree(directory.resolve(file).toFile());
    assertThat(result.path("runs")).hasSize(30);
    assertThat(result.path("correlations")).isNotEmpty();
    forgetSeconds(result);
    return result;
  }

  private static void forgetSeconds(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(List.of("seconds", "train_seconds"));
    }
    node.forEach(ResumedRunTest::forgetSeconds);
  }

  private static String state() {
    return "state";
  }

  private boolean databaseRuns() {
    return Files.exists(directory.resolve("state/postgres/data/postmaster.pid"));
  }

  private Process lowland(String name, String... options) throws IOException {
    List<String> line =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Dlowland.home=" + Path.of("").toAbsolutePath().getParent(),
                "-Dstdout.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                Lowland.class.getName(),
                "run",
                "resumed.yaml"));
    line.addAll(List.of(options));
    return new ProcessBuilder(line)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve(name + ".txt").toFile())
        .start();
  }

  private String output(String name) throws IOException {
    return Files.readString(directory.resolve(name + ".txt"));
  }
}
