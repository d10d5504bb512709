package io.lowland.benchmarks.metrics;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

/** A metrics worker with one thread in a process of its own. */
final class MetricsProcess implements AutoCloseable {
  private static final Path JAR = Path.of("metrics-service/target/quarkus-app/quarkus-run.jar");
  private static final long PATIENCE_MILLIS = 90_000;

  private final Process process;
  private final URI ready;
  private final Path log;

  private MetricsProcess(Process process, URI ready, Path log) {
    this.process = process;
    this.ready = ready;
    this.log = log;
  }

  /** Starts a worker of the broker's consumer group. */
  static MetricsProcess start(String bootstrapServers) throws IOException {
    if (!Files.exists(JAR)) {
      throw new IllegalArgumentException(JAR + " is missing; run mvn package -DskipTests");
    }
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    Path log = Files.createTempFile("lowland-metrics", ".log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-Dkafka.bootstrap.servers=" + bootstrapServers,
                "-Dlowland.metrics.threads=1",
                "-jar",
                JAR.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    URI ready = URI.create("http://127.0.0.1:%d/q/health/ready".formatted(port));
    return new MetricsProcess(process, ready, log);
  }

  /** Returns when the worker is ready. */
  void awaitReady() throws InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request = HttpRequest.newBuilder(ready).build();
    long end = System.currentTimeMillis() + PATIENCE_MILLIS;
    while (System.currentTimeMillis() < end && process.isAlive()) {
      try {
        if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        // Not listening yet.
      }
      Thread.sleep(100);
    }
    throw new IllegalStateException("the worker did not start; its log is " + log);
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
