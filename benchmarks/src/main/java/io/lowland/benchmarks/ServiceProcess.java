package io.lowland.benchmarks;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A service that was built here, in a process of its own, with the flags of {@code ./lowland}. */
public final class ServiceProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final List<String> FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "--add-modules=jdk.incubator.vector",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private final Process process;
  private final URI root;
  private final Path log;
  private final HttpClient client = HttpClient.newHttpClient();

  private ServiceProcess(Process process, URI root, Path log) {
    this.process = process;
    this.root = root;
    this.log = log;
  }

  /**
   * Starts a service and returns at once.
   *
   * @param room the service's module, such as {@code metrics-service}, below the working directory
   * @param flags of the JVM, beside the usual ones
   * @param settings its configuration
   */
  public static ServiceProcess start(String room, List<String> flags, Map<String, String> settings)
      throws IOException {
    Path jar = Path.of(room, "target/quarkus-app/quarkus-run.jar");
    if (!Files.exists(jar)) {
      throw new IllegalArgumentException(jar + " is missing; run mvn package -DskipTests");
    }
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(flags);
    command.add("-Dquarkus.http.host=127.0.0.1");
    command.add("-Dquarkus.http.port=" + port);
    settings.forEach((key, value) -> command.add("-D%s=%s".formatted(key, value)));
    command.addAll(List.of("-jar", jar.toString()));
    Path log = Files.createTempFile("lowland-" + room, ".log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    return new ServiceProcess(process, URI.create("http://127.0.0.1:" + port), log);
  }

  /** Returns when the service is ready. */
  public void awaitReady() throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end && process.isAlive()) {
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
  public HttpResponse<byte[]> get(String path, String accept)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(root.resolve(path)).header("Accept", accept).build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  /** The answer as text, which must be a success. */
  public String text(String path, String accept) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = get(path, accept);
    String body = new String(response.body(), StandardCharsets.UTF_8);
    if (response.statusCode() != 200) {
      throw new IllegalStateException(path + ": " + response.statusCode() + " " + body);
    }
    return body;
  }

  /** Processor time that the process has used, all its threads together. */
  public Duration processorTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
