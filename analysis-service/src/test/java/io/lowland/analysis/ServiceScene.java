package io.lowland.analysis;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The service between its topics and REST: what is sent to it, and what it then answers. */
public abstract class ServiceScene {
  protected static final Duration PATIENCE = Duration.ofSeconds(60);

  protected static Wire wire;

  @BeforeAll
  protected static void connect() {
    wire = new Wire();
  }

  @AfterAll
  protected static void disconnect() {
    wire.close();
  }

  /**
   * What {@code part} of an experiment is, such as {@code /runs}; the experiment itself if empty.
   */
  protected static String body(String experiment, String part) {
    var response = get("/experiments/" + experiment + part);
    assertThat(response.statusCode()).as(response.body().asString()).isEqualTo(200);
    return response.body().asString();
  }

  protected static JsonPath json(String experiment, String part) {
    return JsonPath.from(body(experiment, part));
  }

  /** Waits until a {@link Laboratory}'s correlations are all there and final. */
  protected static void awaitFinal(String experiment) {
    awaitFinal(experiment, Laboratory.CORRELATIONS);
  }

  /** Waits until an experiment has {@code correlations} correlations, all of them final. */
  protected static void awaitFinal(String experiment, int correlations) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(json(experiment, "/correlations").getList("correlations.provisional"))
                    .hasSize(correlations)
                    .containsOnly(false));
  }
}
