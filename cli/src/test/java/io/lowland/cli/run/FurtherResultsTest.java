package io.lowland.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FurtherResultsTest {
  private static final String TRAJECTORIES =
      """
      {"items": [
        {"run": "x.a.0", "seed": 0, "epoch": 10, "kind": "along_training", "values": {}},
        {"run": "x.a.0", "seed": 0, "epoch": 20, "kind": "final", "values": {}},
        {"run": "x.a.1", "seed": 1, "epoch": 10, "kind": "along_training", "values": {}}]}
      """;
  private static final String REPARAMETERISATIONS =
      """
      {"items": [
        {"run": "x.a.0", "seed": 0, "layers": "1-2", "factor": 5.0, "measure": "hessian_trace",
         "invariant": false, "original": 50.0, "value": 45.0, "ratio": 0.9, "equal": false},
        {"run": "x.a.0", "seed": 0, "layers": "1-2", "factor": 5.0, "measure": "pair_proxy",
         "invariant": true, "original": 800.0, "value": 800.0, "ratio": 1.0, "equal": true},
        {"run": "x.a.0", "seed": 0, "layers": "2-3", "factor": 20.0, "measure": "hessian_trace",
         "invariant": false, "original": 50.0, "value": 6000.0, "ratio": 120.0, "equal": false},
        {"run": "x.a.0", "seed": 0, "layers": "2-3", "factor": 20.0, "measure": "pair_proxy",
         "invariant": true, "original": 800.0, "value": 801.0, "ratio": 1.00125, "equal": false},
        {"run": "x.a.0", "seed": 0, "layers": "2-3", "factor": 20.0, "measure": "path_norm",
         "invariant": true, "reason": "not finite"}]}
      """;

  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer("/experiments/x/trajectories", TRAJECTORIES);
    answer("/experiments/x/reparameterisations", REPARAMETERISATIONS);
    server.createContext(
        "/experiments/x",
        exchange -> {
          int measured = asked.incrementAndGet();
          byte[] body =
              "{\"analysed\": %s, \"further_checkpoints\": {\"expected\": 2, \"measured\": %d}}"
                  .formatted(measured > 3, Math.min(2, measured))
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  private void answer(String path, String text) {
    server.createContext(
        path,
        exchange -> {
          byte[] body = text.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private URI experiment() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/experiments/x");
  }

  @Test
  void theyAreReadWhenTheAnalysisHasThemAll() throws Exception {
    FurtherResults results = FurtherResults.read(experiment(), 2, Duration.ofSeconds(60));

    assertThat(asked).hasValue(4);
    assertThat(results.trajectories()).hasSize(3);
    assertThat(results.reparameterisations()).hasSize(5);
  }

  @Test
  void anAnalysisThatNeverHearsOfThemIsAFailure() {
    assertThatThrownBy(() -> FurtherResults.read(experiment(), 3, Duration.ZERO))
        .hasMessageContaining("did not hear of them all within 0 s");
  }

  @Test
  void theSummarySaysWhatStayedAndWhatWasInflated() throws Exception {
    assertThat(FurtherResults.read(experiment(), 2, Duration.ofSeconds(60)).summary())
        .containsExactly(
            "along training: 2 checkpoints of 2 networks measured",
            "reparameterised: 2 variants of 1 network; invariant measures equal in 1 of 2 rows;"
                + " Hessian trace times 0.900 to 120",
            "not equal: pair_proxy of seed 0, layers 2-3 times 20: 800 became 801");
    assertThat(FurtherResults.NONE.summary()).isEmpty();
  }
}
