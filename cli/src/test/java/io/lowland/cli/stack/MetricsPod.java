package io.lowland.cli.stack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The metrics service as its image runs it, with the environment that the chart gives its pod and
 * no other. Different from the pod are addresses and folders only.
 */
final class MetricsPod implements AutoCloseable {
  /** Where the volumes of a pod are mounted, and the folders below which they are here. */
  private static final List<String> MOUNTS =
      List.of("/etc/lowland/kafka", "/claim-check", "/cache", "/data", "/tmp/javacpp");

  private final Process process;
  private final Path log;
  private final int port;

  private MetricsPod(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  /**
   * Starts it.
   *
   * @param root stands for the root of the container's file system; holds what is mounted
   * @param bootstrapServers of the broker
   * @param secrets by SECRET/KEY
   */
  static MetricsPod start(Path root, String bootstrapServers, Map<String, String> secrets)
      throws IOException {
    int port = freePort();
    Path app =
        Path.of("")
            .toAbsolutePath()
            .resolveSibling("metrics-service")
            .resolve("target/quarkus-app");
    if (!Files.exists(app)) {
      throw new IllegalStateException(app + " is not there; mvn package makes it");
    }
    Path log = root.resolve("pod.log");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                app.resolve("quarkus-run.jar").toString())
            .directory(app.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment(root, secrets));
    builder.environment().put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers);
    builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
    builder.environment().put("QUARKUS_HTTP_PORT", String.valueOf(port));
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new MetricsPod(process, log, port);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Map<String, String> environment(Path root, Map<String, String> secrets) {
    Map<String, String> environment = new HashMap<>();
    ofTheChart().forEach((name, value) -> environment.put(name.toString(), value.toString()));
    // Jars of somebody's own measures, which are not part of the image.
    environment.remove("LOWLAND_MEASURES");
    environment.replaceAll((name, value) -> secrets.getOrDefault(value, value));
    for (String mount : MOUNTS) {
      environment.replaceAll((name, value) -> value.replace(mount, root + mount));
    }
    // Kubernetes fills in variables that come before in the list.
    for (String variable : List.of("LOWLAND_KAFKA_USERNAME", "LOWLAND_KAFKA_PASSWORD")) {
      String filling = environment.get(variable);
      environment.replaceAll((name, value) -> value.replace("$(" + variable + ")", filling));
    }
    return environment;
  }

  private static Properties ofTheChart() {
    Properties variables = new Properties();
    try (InputStream file =
        MetricsPod.class.getResourceAsStream("/metrics-pod-of-the-chart.properties")) {
      variables.load(file);
      return variables;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the readiness probe succeeds. */
  boolean isReady() throws InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest probe =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready"))
              .build();
      return client.send(probe, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** What it has logged. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
