package io.lowland.cli.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Waits for a service's readiness check. */
final class HttpReadiness {
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(5);

  private HttpReadiness() {}

  /**
   * Returns true once the service at {@code base} says that it is ready, false when {@code process}
   * has ended before.
   */
  static boolean await(URI base, Process process) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve("/q/health/ready")).timeout(REQUEST_LIMIT).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (process.isAlive()) {
        if (isReady(client, request)) {
          return true;
        }
        Thread.sleep(PAUSE);
      }
      return false;
    }
  }

  private static boolean isReady(HttpClient client, HttpRequest request)
      throws InterruptedException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notListeningYet) {
      return false;
    }
  }
}
