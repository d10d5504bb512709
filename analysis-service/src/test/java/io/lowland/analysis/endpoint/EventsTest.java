package io.lowland.analysis.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lowland.analysis.Backends;
import io.lowland.analysis.Laboratory;
import io.lowland.analysis.Wire;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Follows an experiment by its server-sent events. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class EventsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TestHTTPResource URI root;

  @Test
  void followersHearRunsPointsAndCorrelationsAsTheyArrive() throws Exception {
    Laboratory laboratory = new Laboratory("followed");
    try (Wire wire = new Wire()) {
      wire.send(List.of(laboratory.submission()));
      await().atMost(PATIENCE).until(() -> status("followed") == 200);
      try (Stream<String> stream = open("followed", Optional.empty())) {
        List<String> heard = listen(stream);
        await().atMost(PATIENCE).until(() -> heard.contains("event:state"));
        await().atMost(PATIENCE).until(() -> heard.contains("event:runs"));
        assertThat(heard).doesNotContain("event:points");
        wire.send(laboratory.story());
        await().atMost(PATIENCE).until(() -> heard.contains("event:points"));
        await().atMost(PATIENCE).until(() -> heard.contains("event:correlations"));
        await()
            .atMost(PATIENCE)
            .until(() -> heard.stream().anyMatch(line -> line.contains("\"status\":\"finished\"")));
        assertThat(heard).anyMatch(line -> line.startsWith("data:[{\"run\":\"followed.large.10\""));
        // Silence is filled with comments.
        await()
            .atMost(PATIENCE)
            .until(() -> heard.stream().anyMatch(line -> line.startsWith(":nothing new")));
      }
    }
  }

  @Test
  void whoComesBackWithTheLastEventIsNotToldTheSameAgain() throws Exception {
    Laboratory laboratory = new Laboratory("resumed");
    try (Wire wire = new Wire()) {
      wire.send(laboratory.story());
      await().atMost(PATIENCE).until(() -> status("resumed") == 200);
      String id;
      try (Stream<String> stream = open("resumed", Optional.empty())) {
        List<String> heard = listen(stream);
        await()
            .atMost(PATIENCE)
            .until(
                () ->
                    heard.stream().anyMatch(line -> line.contains("\"provisional\":false"))
                        && heard.stream().anyMatch(line -> line.startsWith(":nothing new")));
        id = heard.stream().filter(line -> line.startsWith("id:")).toList().getLast().substring(3);
      }
      try (Stream<String> stream = open("resumed", Optional.of(id))) {
        List<String> heard = listen(stream);
        await()
            .atMost(PATIENCE)
            .until(() -> heard.stream().anyMatch(line -> line.startsWith(":nothing new")));
        assertThat(heard)
            .contains("event:state")
            .doesNotContain("event:points", "event:correlations");
      }
    }
  }

  @Test
  void eventsOfAnUnknownExperimentAreAProblem() {
    assertThat(status("nobody/events")).isEqualTo(404);
  }

  private static int status(String part) {
    return RestAssured.get("/experiments/" + part).statusCode();
  }

  private Stream<String> open(String experiment, Optional<String> lastEventId)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(root.resolve("/experiments/" + experiment + "/events"))
            .header("Accept", "text/event-stream");
    lastEventId.ifPresent(id -> request.header("Last-Event-ID", id));
    HttpClient client = HttpClient.newHttpClient();
    HttpResponse<Stream<String>> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofLines());
    assertThat(response.statusCode()).isEqualTo(200);
    return response.body();
  }

  private static List<String> listen(Stream<String> stream) {
    List<String> heard = new CopyOnWriteArrayList<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                stream.forEach(heard::add);
              } catch (RuntimeException e) {
                // The test has closed the stream.
              }
            });
    return heard;
  }
}
