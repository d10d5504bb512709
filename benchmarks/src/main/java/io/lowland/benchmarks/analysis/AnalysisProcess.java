package io.lowland.benchmarks.analysis;

import io.lowland.embedded.TemporaryBackends;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The analysis service in a process of its own, started as {@code ./lowland up} starts it. */
final class AnalysisProcess implements AutoCloseable {
  private static final long PATIENCE_MILLIS = 60_000;

  private final Process process;
  private final URI root;
  private final HttpClient client = HttpClient.newHttpClient();

  private AnalysisProcess(Process process, URI root) {
    this.process = process;
    this.root = root;
  }

  /** Starts the service that was built at {@code quarkusRun} and returns when it is ready. */
  static AnalysisProcess start(Path quarkusRun, TemporaryBackends backends, Path log)
      throws IOException, InterruptedException {
    if (!Files.exists(quarkusRun)) {
      throw new IllegalArgumentException(
          "%s is missing; run mvn package -DskipTests".formatted(quarkusRun));
    }
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx512m", "-Dquarkus.http.host=127.0.0.1"));
    command.add("-Dquarkus.http.port=" + port);
    backends.settings().forEach((key, value) -> command.add("-D%s=%s".formatted(key, value)));
    command.addAll(List.of("-jar", quarkusRun.toString()));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    AnalysisProcess service = new AnalysisProcess(process, URI.create("http://127.0.0.1:" + port));
    service.awaitReady(log);
    return service;
  }

  private void awaitReady(Path log) throws InterruptedException {
    long end = System.currentTimeMillis() + PATIENCE_MILLIS;
    while (System.currentTimeMillis() < end && process.isAlive()) {
      try {
        if (get("/q/health/ready", "application/json").statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        // Not listening yet.
      }
      Thread.sleep(100);
    }
    throw new IllegalStateException("the service did not start; its log is " + log);
  }

  /** The answer to a request. */
  HttpResponse<byte[]> get(String path, String accept) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(root.resolve(path)).header("Accept", accept).build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  /** The answer as text, which must be a success. */
  String text(String path, String accept) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = get(path, accept);
    String body = new String(response.body(), StandardCharsets.UTF_8);
    if (response.statusCode() != 200) {
      throw new IllegalStateException(path + ": " + response.statusCode() + " " + body);
    }
    return body;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
