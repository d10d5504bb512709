package io.lowland.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lowland.cli.stack.StackAddresses;
import io.lowland.cli.stack.StackDirectory;
import io.lowland.embedded.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;

/**
 * Runs of one experiment as processes of their own, in a directory.
 *
 * @param directory where they work
 * @param state name of the directory below it that keeps the run to be interrupted
 */
record RunBench(Path directory, String state) {
  private static final String FILE = "experiment.yaml";

  /** Sends SIGINT to every process of a group, as a terminal does on Ctrl-C. */
  private static final String CTRL_C = "kill -INT -- -$0";

  /**
   * Gives a command a process group of its own, as an interactive shell does, in which it can be
   * interrupted: where the tests run in the background of a script, interrupts are ignored, and
   * that is inherited.
   */
  private static final String OWN_GROUP =
      """
      set -m
      perl -e '$SIG{INT} = "DEFAULT"; exec @ARGV' -- "$@" &
      echo $! >"$0"
      wait $!""";

  RunBench(Path directory, String state, String experiment) throws IOException {
    this(directory, state);
    Files.writeString(directory.resolve(FILE), experiment);
  }

  /** Starts {@code lowland run}; what it says goes to {@link #output}. */
  Process start(String name, String... options) throws IOException {
    return launch(name, command(options));
  }

  /** {@link #start} in a process group of its own, which {@link #pressCtrlC} interrupts. */
  Process startInOwnGroup(String name, String... options) throws IOException {
    List<String> line =
        new ArrayList<>(List.of("bash", "-c", OWN_GROUP, groupFile(name).toString()));
    line.addAll(command(options));
    return launch(name, line);
  }

  private List<String> command(String... options) {
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
                FILE));
    line.addAll(List.of(options));
    return line;
  }

  private Process launch(String name, List<String> line) throws IOException {
    return new ProcessBuilder(line)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve(name + ".txt").toFile())
        .start();
  }

  /** Interrupts all processes of the run {@code name} and waits until none is left. */
  void pressCtrlC(String name, Process run) throws IOException, InterruptedException {
    List<ProcessHandle> all = run.descendants().toList();
    String group = Files.readString(groupFile(name)).strip();
    assertThat(new ProcessBuilder("bash", "-c", CTRL_C, group).start().waitFor()).isZero();
    awaitEnd(all);
  }

  /** Waits until neither {@code processes} nor the database are there any more. */
  void awaitEnd(List<ProcessHandle> processes) {
    Awaitility.await()
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> processes.stream().noneMatch(ProcessHandle::isAlive) && !databaseRuns());
  }

  private boolean databaseRuns() {
    return Files.exists(directory.resolve(state).resolve("postgres/data/postmaster.pid"));
  }

  private Path groupFile(String name) {
    return directory.resolve(name + ".group");
  }

  String output(String name) throws IOException {
    return Files.readString(directory.resolve(name + ".txt"));
  }

  /** Waits until {@code group} has noted {@code messages} as done. Returns the offsets noted. */
  Map<TopicPartition, Long> awaitDone(String name, Process run, String group, long messages) {
    return Awaitility.await()
        .atMost(180, TimeUnit.SECONDS)
        .until(
            () -> {
              assertThat(run.isAlive()).as(output(name)).isTrue();
              return offsets(group);
            },
            offsets -> offsets.values().stream().mapToLong(Long::longValue).sum() >= messages);
  }

  private Map<TopicPartition, Long> offsets(String group) throws Exception {
    StackDirectory stack = StackDirectory.of(directory.resolve(state));
    if (stack.addresses().isEmpty()) {
      return Map.of();
    }
    StackAddresses addresses = stack.addresses().get();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", addresses.bootstrapServers()))) {
      Map<TopicPartition, Long> offsets = new HashMap<>();
      for (Map.Entry<TopicPartition, OffsetAndMetadata> each :
          admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().entrySet()) {
        if (each.getValue() != null) {
          offsets.put(each.getKey(), each.getValue().offset());
        }
      }
      return offsets;
    }
  }

  /** The broker of the interrupted run, which nobody else may be using. */
  EmbeddedKafka broker() {
    return EmbeddedKafka.start(directory.resolve(state).resolve("kafka"));
  }

  /** All that {@code topic} keeps. */
  static List<ConsumerRecord<String, byte[]>> records(EmbeddedKafka kafka, String topic) {
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
        consumer.poll(Duration.ofMillis(100)).forEach(all::add);
      }
    }
    return all;
  }

  /**
   * The result in {@code file}, of {@code runs} networks, without what the clock has put into it.
   */
  JsonNode result(String file, int runs) throws IOException {
    JsonNode result = new ObjectMapper().readTree(directory.resolve(file).toFile());
    assertThat(result.path("runs")).hasSize(runs);
    assertThat(result.path("correlations")).isNotEmpty();
    forgetSeconds(result);
    return result;
  }

  private static void forgetSeconds(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(List.of("seconds", "train_seconds"));
    }
    node.forEach(RunBench::forgetSeconds);
  }
}
