package io.lowland.data;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpDownloadTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir private Path cache;
  private final CountDownLatch testEnded = new CountDownLatch(1);
  private final AtomicInteger requests = new AtomicInteger();
  private ExecutorService threads;
  private HttpServer server;

  @BeforeEach
  void startServer() throws IOException {
    threads = Executors.newCachedThreadPool();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/good/", exchange -> answer(exchange, published(exchange)));
    server.createContext("/corrupt/", exchange -> answer(exchange, new byte[] {1, 2, 3}));
    server.createContext("/absent/", exchange -> exchange.sendResponseHeaders(404, -1));
    server.createContext("/silent/", exchange -> awaitEnd());
    server.createContext("/stalling/", this::stall);
    server.start();
  }

  @AfterEach
  void stopServer() {
    testEnded.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void downloadedFilesAreCheckedKeptAndNotFetchedAgain() {
    ReferenceFiles.datasets();
    Dataset downloaded = catalogue("good").load("mnist");

    assertThat(downloaded.train().count()).isEqualTo(60_000);
    assertThat(requests).hasValue(4);
    assertThat(
            DatasetCatalogue.of(Optional.empty(), cache, DatasetDownload.none())
                .load("mnist")
                .digest())
        .isEqualTo(downloaded.digest());
    assertThat(cache.resolve("mnist"))
        .isDirectoryNotContaining(path -> path.toString().endsWith(".part"));
  }

  @Test
  void aDamagedFileInTheCacheIsFetchedAnew() throws IOException {
    ReferenceFiles.datasets();
    Dataset downloaded = catalogue("good").load("mnist");
    Files.write(cache.resolve("mnist/t10k-labels-idx1-ubyte.gz"), IdxBytes.labels(1));

    assertThat(catalogue("good").load("mnist").digest()).isEqualTo(downloaded.digest());
    assertThat(requests).hasValue(5);
  }

  @Test
  void theNextMirrorIsTriedWhenOneSendsSomethingElse() {
    ReferenceFiles.datasets();

    assertThat(catalogue("corrupt", "absent", "good").load("mnist").test().count())
        .isEqualTo(10_000);
  }

  @Test
  void corruptBytesAreRefusedAndNotKept() {
    assertThatThrownBy(() -> catalogue("corrupt").load("mnist"))
        .isInstanceOf(DatasetUnavailableException.class)
        .hasMessageContaining("/corrupt/train-images-idx3-ubyte.gz: 3 bytes; expected a header");
    assertThat(cache.resolve("mnist")).doesNotExist();
  }

  @Test
  void aMissingFileIsReportedWithItsStatus() {
    assertThatThrownBy(() -> catalogue("absent").load("mnist"))
        .isInstanceOf(DatasetUnavailableException.class)
        .hasMessageContaining("/absent/train-images-idx3-ubyte.gz: HTTP status 404; expected 200");
  }

  @Test
  void aSilentServerIsGivenUp() {
    assertThatThrownBy(() -> download(SHORT, LONG, "silent").fetch(address("silent").resolve("x")))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("/silent/x: no answer within 300 ms");
  }

  @Test
  void theConnectionToAServerThatAnswersTooLateIsClosed() throws Exception {
    try (ServerSocket late = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI folder = URI.create("http://127.0.0.1:%d/".formatted(late.getLocalPort()));
      HttpDownload download = new HttpDownload(Map.of("mnist", List.of(folder)), SHORT, LONG);

      assertThatThrownBy(() -> download.fetch(folder.resolve("x")))
          .hasMessageContaining("no answer within");

      try (Socket client = late.accept()) {
        client.setSoTimeout(10_000);
        client
            .getOutputStream()
            .write("HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n1".getBytes(US_ASCII));
        client.getOutputStream().flush();
        // To its end, which comes when the other side is closed.
        client.getInputStream().readAllBytes();
      }
    }
  }

  @Test
  void aServerThatStopsSendingIsGivenUp() {
    assertThatThrownBy(
            () -> download(LONG, SHORT, "stalling").fetch(address("stalling").resolve("x")))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("/stalling/x: the server stopped sending");
  }

  @Test
  void aClosedPortIsReported() {
    URI closed = address("good").resolve("x");
    server.stop(0);

    assertThatThrownBy(() -> download(LONG, LONG, "good").fetch(closed))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(closed + ": ");
  }

  private DatasetCatalogue catalogue(String... mirrors) {
    return DatasetCatalogue.of(Optional.empty(), cache, download(LONG, LONG, mirrors));
  }

  private HttpDownload download(Duration open, Duration read, String... mirrors) {
    return new HttpDownload(
        Map.of("mnist", List.of(mirrors).stream().map(this::address).toList()), open, read);
  }

  private URI address(String mirror) {
    return URI.create(
        "http://%s:%d/%s/"
            .formatted(
                server.getAddress().getAddress().getHostAddress(),
                server.getAddress().getPort(),
                mirror));
  }

  private byte[] published(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    String file = Path.of(exchange.getRequestURI().getPath()).getFileName().toString();
    return Files.readAllBytes(ReferenceFiles.datasets().resolve("mnist").resolve(file));
  }

  private static void answer(HttpExchange exchange, byte[] body) throws IOException {
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private void stall(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 1000);
    exchange.getResponseBody().write(new byte[10]);
    exchange.getResponseBody().flush();
    awaitEnd();
  }

  private void awaitEnd() {
    try {
      testEnded.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
