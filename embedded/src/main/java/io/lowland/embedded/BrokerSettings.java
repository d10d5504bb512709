package io.lowland.embedded;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The settings of a single broker that is its own controller, on the loopback interface. */
final class BrokerSettings {
  private static final int MAX_MESSAGE_BYTES = EmbeddedKafka.MAX_MESSAGE_BYTES;

  private BrokerSettings() {}

  static Properties of(Path logDirectory, int brokerPort, int controllerPort) {
    Properties settings = new Properties();
    identity(settings, logDirectory, brokerPort, controllerPort);
    settings.putAll(behaviour());
    return settings;
  }

  /** All but who and where the broker is. */
  static Map<String, String> behaviour() {
    Map<String, String> settings = new TreeMap<>();
    replication(settings);
    messageSizes(settings);
    groups(settings);
    topics(settings);
    return settings;
  }

  private static void identity(Properties settings, Path logDirectory, int port, int controller) {
    settings.put("node.id", "1");
    settings.put("process.roles", "broker,controller");
    settings.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("inter.broker.listener.name", "PLAINTEXT");
    settings.put("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT");
    settings.put(
        "listeners",
        "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controller));
    settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
    settings.put("log.dirs", logDirectory.toString());
  }

  private static void replication(Map<String, String> settings) {
    settings.put("default.replication.factor", "1");
    settings.put("min.insync.replicas", "1");
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    // Each partition costs files and start-up time, and one broker has no load to spread.
    settings.put("offsets.topic.num.partitions", "4");
    settings.put("transaction.state.log.num.partitions", "1");
    settings.put("share.coordinator.state.topic.num.partitions", "1");
  }

  private static void messageSizes(Map<String, String> settings) {
    settings.put("message.max.bytes", String.valueOf(MAX_MESSAGE_BYTES));
    settings.put("replica.fetch.max.bytes", String.valueOf(MAX_MESSAGE_BYTES));
    settings.put("socket.request.max.bytes", String.valueOf(2 * MAX_MESSAGE_BYTES));
  }

  private static void groups(Map<String, String> settings) {
    // Nobody else will join in the default three seconds of waiting.
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("group.min.session.timeout.ms", "1000");
    settings.put("group.consumer.min.session.timeout.ms", "1000");
    settings.put("group.consumer.session.timeout.ms", "6000");
    settings.put("group.consumer.min.heartbeat.interval.ms", "500");
    settings.put("group.consumer.heartbeat.interval.ms", "1000");
  }

  private static void topics(Map<String, String> settings) {
    settings.put("auto.create.topics.enable", "true");
    settings.put("num.partitions", "8");
    settings.put("log.segment.bytes", String.valueOf(128 << 20));
    // The cleaner's default buffer is 128 MB of heap, too much beside three services.
    settings.put("log.cleaner.dedupe.buffer.size", String.valueOf(8 << 20));
    settings.put("log.cleaner.threads", "1");
    settings.put("num.io.threads", "2");
    settings.put("num.network.threads", "2");
    settings.put("background.threads", "2");
  }
}
