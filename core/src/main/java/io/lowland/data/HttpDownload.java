package io.lowland.data;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLConnection;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Downloads over HTTP, giving up soon where nothing answers.
 *
 * @param mirrorsByDataset folders by catalogue name, see {@link DatasetDownload#mirrors}
 * @param openTimeout for name resolution, connection and response headers together
 * @param readTimeout for each read of the body, so that a slow line may take its time and a hanging
 *     one may not
 */
record HttpDownload(
    Map<String, List<URI>> mirrorsByDataset, Duration openTimeout, Duration readTimeout)
    implements DatasetDownload {

  /** The largest file taken: more than twice the largest of the published ones. */
  static final int MAX_BYTES = 64 << 20;

  private static final Map<String, List<URI>> PUBLIC_MIRRORS =
      Map.of(
          "mnist",
          List.of(
              URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
              URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/")),
          "fashion-mnist",
          List.of(
              URI.create("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
              URI.create(
                  "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/")));

  HttpDownload {
    mirrorsByDataset = Map.copyOf(mirrorsByDataset);
  }

  static HttpDownload ofPublicMirrors() {
    return new HttpDownload(PUBLIC_MIRRORS, Duration.ofSeconds(2), Duration.ofSeconds(10));
  }

  @Override
  public List<URI> mirrors(String dataset) {
    return mirrorsByDataset.getOrDefault(dataset, List.of());
  }

  @Override
  public byte[] fetch(URI file) throws IOException {
    try (InputStream body = open(file)) {
      byte[] bytes = body.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException("%s: more than %d bytes".formatted(file, MAX_BYTES));
      }
      return bytes;
    } catch (SocketTimeoutException e) {
      throw new IOException("%s: the server stopped sending".formatted(file), e);
    }
  }

  /**
   * Opens on a thread of its own, because the name resolution inside knows no timeout. An abandoned
   * thread ends with its connection, which it closes, and holds nobody up.
   */
  private InputStream open(URI file) throws IOException {
    CompletableFuture<InputStream> opening = new CompletableFuture<>();
    Thread.ofPlatform().daemon().name("dataset download").start(() -> connect(file, opening));
    try {
      return opening.get(openTimeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      abandon(opening);
      throw new IOException(
          "%s: no answer within %d ms".formatted(file, openTimeout.toMillis()), e);
    } catch (ExecutionException e) {
      throw new IOException("%s: %s".formatted(file, describe(e.getCause())), e);
    } catch (InterruptedException e) {
      abandon(opening);
      Thread.currentThread().interrupt();
      throw new IOException("%s: interrupted".formatted(file), e);
    }
  }

  private static void abandon(CompletableFuture<InputStream> opening) throws IOException {
    if (!opening.cancel(false) && !opening.isCompletedExceptionally()) {
      opening.join().close();
    }
  }

  private void connect(URI file, CompletableFuture<InputStream> opening) {
    try {
      InputStream body = connect(file);
      if (!opening.complete(body)) {
        body.close();
      }
    } catch (IOException | RuntimeException e) {
      opening.completeExceptionally(e);
    }
  }

  private InputStream connect(URI file) throws IOException {
    URLConnection connection = file.toURL().openConnection();
    connection.setConnectTimeout((int) openTimeout.toMillis());
    connection.setReadTimeout((int) readTimeout.toMillis());
    if (connection instanceof HttpURLConnection http
        && http.getResponseCode() != HttpURLConnection.HTTP_OK) {
      int status = http.getResponseCode();
      http.disconnect();
      throw new IOException("HTTP status %d; expected 200".formatted(status));
    }
    return connection.getInputStream();
  }

  private static String describe(Throwable failure) {
    if (failure instanceof UnknownHostException) {
      return "unknown host";
    }
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }
}
