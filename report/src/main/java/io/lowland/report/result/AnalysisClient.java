package io.lowland.report.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.lowland.report.ReportException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the analysis service's REST answers. */
final class AnalysisClient implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int NOT_FOUND = 404;

  private final URI address;
  private final HttpClient http = HttpClient.newHttpClient();

  /** Reads from the service at {@code address}. */
  AnalysisClient(URI address) {
    this.address = address;
  }

  /**
   * The answer at {@code path}; empty when there is none by that name.
   *
   * @throws ReportException if the service cannot be reached or refuses
   */
  Optional<JsonNode> find(String path) throws InterruptedException {
    URI uri = URI.create(address.toString().replaceFirst("/+$", "") + path);
    HttpResponse<String> answer = send(uri);
    if (answer.statusCode() == NOT_FOUND) {
      return Optional.empty();
    }
    if (answer.statusCode() / 100 != 2) {
      throw new ReportException(
          "%s answered %d: %s".formatted(uri, answer.statusCode(), detail(answer.body())));
    }
    try {
      return Optional.of(ResultJson.MAPPER.readTree(answer.body()));
    } catch (JsonProcessingException e) {
      throw new ReportException(uri + " did not answer with JSON: is it Lowland's analysis?", e);
    }
  }

  /** The answer at {@code path}, which must be there. */
  JsonNode get(String path) throws InterruptedException {
    return find(path)
        .orElseThrow(
            () ->
                new ReportException(
                    "%s%s is not there: is it Lowland's analysis service?"
                        .formatted(address, path)));
  }

  /**
   * Every item of the paged list at {@code path}, which has a query or none. How long pages are is
   * left to the service, which may allow few items.
   */
  List<JsonNode> items(String path) throws InterruptedException {
    List<JsonNode> items = new ArrayList<>();
    String separator = path.contains("?") ? "&" : "?";
    JsonNode page;
    int number = 0;
    do {
      page = get("%s%spage=%d".formatted(path, separator, number++));
      page.path("items").forEach(items::add);
    } while (items.size() < page.path("total").asLong() && !page.path("items").isEmpty());
    return items;
  }

  /** Text as a part of a path or query. */
  static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private HttpResponse<String> send(URI uri) throws InterruptedException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(uri).header("Accept", "application/json").timeout(LIMIT).build();
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new ReportException(
          "the analysis service at %s cannot be reached (%s)"
              .formatted(address, e.getMessage() == null ? e.getClass().getName() : e.getMessage()),
          e);
    }
  }

  private static String detail(String body) {
    try {
      return ResultJson.MAPPER.readTree(body).path("detail").asText("no reason given");
    } catch (JsonProcessingException notJson) {
      return body.lines().findFirst().orElse("no reason given");
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
