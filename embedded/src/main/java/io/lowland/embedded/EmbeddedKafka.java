package io.lowland.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * A real Kafka broker inside this JVM: one node in KRaft mode that is broker and controller, on
 * free ports of the loopback interface, without authentication unless asked for. Topics, messages
 * and group offsets stay in the directory and are there again when it is opened again, also after a
 * {@code kill -9}.
 *
 * <p>Messages may have up to {@link #MAX_MESSAGE_BYTES}; replication is 1; groups rebalance without
 * the usual delay and allow session timeouts from one second. Topics that are used without being
 * created get 8 partitions.
 */
public final class EmbeddedKafka implements AutoCloseable {

  /** The largest message the broker accepts: 32 MiB. */
  public static final int MAX_MESSAGE_BYTES = 32 << 20;

  private static final int START_ATTEMPTS = 3;

  private final DirectoryLock lock;
  private final KafkaRaftServer server;
  private final int port;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedKafka(DirectoryLock lock, KafkaRaftServer server, int port) {
    this.lock = lock;
    this.server = server;
    this.port = port;
  }

  /**
   * The broker's settings, but for who and where it is: what a broker elsewhere needs to behave as
   * this one.
   */
  public static Map<String, String> settings() {
    return BrokerSettings.behaviour();
  }

  /**
   * Starts a broker that keeps its data in {@code directory}, created when it is not there.
   *
   * @throws EmbeddedException if the directory is in use or the broker does not start
   */
  public static EmbeddedKafka start(Path directory) {
    return start(directory, Optional.empty());
  }

  /**
   * Starts a broker that lets nobody in but the user of {@code security}.
   *
   * @throws EmbeddedException if the directory is in use or the broker does not start
   */
  public static EmbeddedKafka start(Path directory, ScramOverTls security) {
    return start(directory, Optional.of(security));
  }

  private static EmbeddedKafka start(Path directory, Optional<ScramOverTls> security) {
    Path home = directory.toAbsolutePath().normalize();
    try {
      DirectoryLock lock = DirectoryLock.acquire(home);
      try {
        return start(home, security, lock);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new EmbeddedException("%s: %s".formatted(home, e.getMessage()), e);
    }
  }

  private static EmbeddedKafka start(Path home, Optional<ScramOverTls> security, DirectoryLock lock)
      throws IOException {
    RuntimeException failure = null;
    // A free port may be taken before the broker binds it.
    for (int attempt = 0; attempt < START_ATTEMPTS; attempt++) {
      int[] ports = FreePorts.find(3);
      Properties settings = BrokerSettings.of(home.resolve("log"), ports[0], ports[1]);
      security.ifPresent(scram -> scram.secure(settings, ports[0], ports[2], ports[1]));
      format(home, settings, security.map(ScramOverTls::formatArguments).orElse(List.of()));
      KafkaRaftServer server =
          new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
      try {
        server.startup();
        return new EmbeddedKafka(lock, server, ports[0]);
      } catch (RuntimeException e) {
        server.shutdown();
        failure = e;
      }
    }
    throw new EmbeddedException("the Kafka broker in %s did not start".formatted(home), failure);
  }

  private static void format(Path home, Properties settings, List<String> further)
      throws IOException {
    Path file = home.resolve("server.properties");
    try (OutputStream out = Files.newOutputStream(file)) {
      settings.store(out, null);
    }
    if (Files.exists(home.resolve("log").resolve("meta.properties"))) {
      return;
    }
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    List<String> arguments = new ArrayList<>(List.of("format", "--config", file.toString()));
    arguments.addAll(List.of("--cluster-id", Uuid.randomUuid().toString()));
    arguments.addAll(further);
    int status =
        StorageTool.execute(
            arguments.toArray(String[]::new),
            new PrintStream(output, true, StandardCharsets.UTF_8));
    if (status != 0) {
      throw new EmbeddedException(
          "%s: cannot be formatted for the Kafka broker: %s"
              .formatted(home, output.toString(StandardCharsets.UTF_8).strip()));
    }
  }

  /** {@code 127.0.0.1:port}, for {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** Stops the broker and waits until it has. May be called again. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try (lock) {
      server.shutdown();
      server.awaitShutdown();
    } catch (IOException e) {
      throw new EmbeddedException("the broker's directory could not be released", e);
    }
  }
}
