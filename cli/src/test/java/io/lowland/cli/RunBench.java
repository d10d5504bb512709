package io.lowland.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lowland.cli.stack.StackAddresses;
import io.lowland.cli.stack.StackDirectory;
import io.lowland.cli.stack.TestStack;
import io.lowland.embedded.EmbeddedKafka;
import java.io.IOException;
import java.io.UncheckedIOException;
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
 * Runs of one experiment as users start them: processes of their own, with the packed services
 * below them.
 *
 * @param directory where they work
 */
record RunBench(Path directory) {
  private static final String FILE = "experiment.yaml";
  private static final String STATE = "state";

  /** Far more than anything takes, also where others keep the machine busy. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** Far more than it takes to stop. */
  private static final Duration PATIENCE_WITH_THE_END = Duration.ofMinutes(3);

  /**
   * The launcher's, and as many trainings side by side as on two cores: on many, all would be over
   * at once, and nothing could be stopped on the way.
   */
  private static final List<String> FLAGS =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-XX:ActiveProcessorCount=2",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-Dstdout.encoding=UTF-8");

  /** Sends SIGINT to every process of a group, as a terminal does on Ctrl-C. */
  private static final String CTRL_C = "kill -INT -- -$0";

  /**
   * Gives a command a process group of its own, as an interactive shell does, in which it can be
   * interrupted: where the tests run in the background of a script, interrupts are ignored, and
   * that is inherited.
   */
  private static final String OWN_GROUP = "setpgrp; $SIG{INT} = 'DEFAULT'; exec @ARGV";

  RunBench(Path directory, String experiment) throws IOException {
    this(directory);
    Files.writeString(directory.resolve(FILE), experiment);
  }

  /** The directory that keeps the runs' data. */
  Path state() {
    return directory.resolve(STATE);
  }

  /** Starts {@code lowland run}; what it says goes to {@link #output}. */
  Process start(String name, String... options) throws IOException {
    return launch(name, command(options));
  }

  /** {@link #start} in a process group of its own, which {@link #pressCtrlC} interrupts. */
  Process startInOwnGroup(String name, String... options) throws IOException {
    List<String> line = new ArrayList<>(List.of("perl", "-e", OWN_GROUP, "--"));
    line.addAll(command(options));
    return launch(name, line);
  }

  private List<String> command(String... options) {
    List<String> line = new ArrayList<>();
    line.add(ProcessHandle.current().info().command().orElseThrow());
    line.addAll(FLAGS);
    line.add("-Dlowland.home=" + Path.of("").toAbsolutePath().getParent());
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), Lowland.class.getName()));
    line.addAll(List.of("run", FILE, "--state", STATE));
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

  /** Interrupts all processes of a run {@link #startInOwnGroup} and waits until none is left. */
  void pressCtrlC(Process run) throws IOException, InterruptedException {
    List<ProcessHandle> all = run.descendants().toList();
    String group = String.valueOf(run.pid());
    assertThat(new ProcessBuilder("bash", "-c", CTRL_C, group).start().waitFor()).isZero();
    awaitEnd(all);
  }

  /** Waits until neither {@code processes} nor the database are there any more. */
  void awaitEnd(List<ProcessHandle> processes) {
    Awaitility.await()
        .atMost(PATIENCE_WITH_THE_END)
        .untilAsserted(
            () -> {
              assertThat(processes).noneMatch(ProcessHandle::isAlive);
              assertThat(databaseRuns()).isFalse();
            });
  }

  /** PostgreSQL removes this file when it has stopped. */
  boolean databaseRuns() {
    return Files.exists(state().resolve("postgres/data/postmaster.pid"));
  }

  /** Waits until the stack runs and the experiment is under way. Returns the stack's processes. */
  List<ProcessHandle> awaitChildren(String name, Process run) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> !run.isAlive() || output(name).contains("experiment: "));
    List<ProcessHandle> children = run.descendants().toList();
    assertThat(children).as(() -> said(name)).hasSizeGreaterThanOrEqualTo(3);
    return children;
  }

  /** Waits until the command has ended. Returns its exit code. */
  int awaitExit(String name, Process run) throws InterruptedException {
    assertThat(run.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(() -> said(name)).isTrue();
    return run.exitValue();
  }

  String output(String name) throws IOException {
    return Files.readString(directory.resolve(name + ".txt"));
  }

  private String said(String name) {
    try {
      return output(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until {@code group} has noted {@code messages} as done. Returns the offsets noted. */
  Map<TopicPartition, Long> awaitDone(String name, Process run, String group, long messages) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> {
              assertThat(run.isAlive()).as(output(name)).isTrue();
              return offsets(group);
            },
            offsets -> offsets.values().stream().mapToLong(Long::longValue).sum() >= messages);
  }

  private Map<TopicPartition, Long> offsets(String group) throws Exception {
    StackDirectory stack = StackDirectory.of(state());
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

  /** The broker of a run that has ended. */
  EmbeddedKafka broker() {
    TestStack.quietenBroker();
    return EmbeddedKafka.start(state().resolve("kafka"));
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

  /** What a run has written to {@code file}. */
  Result result(String file) throws IOException {
    return Result.read(directory.resolve(file));
  }
}
