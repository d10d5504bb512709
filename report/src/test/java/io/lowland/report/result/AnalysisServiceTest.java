package io.lowland.report.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.lowland.report.ReportException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnalysisServiceTest {
  private final Map<String, String> answers = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    answers.put(
        "/experiments/x",
        """
        {"experiment": "x", "name": "sample", "description": "d", "dataset": "mnist",
         "train_points": 250, "architecture": "784-64-8-10", "analysed": true,
         "runs": {"requested": 2, "trained": 1, "measured": 1, "failed": 1},
         "regimes": [{"name": "default", "runs": 2, "batch_size": 64, "learning_rate": 0.1,
                      "max_epochs": 500, "stop": {"train_accuracy": 0.9999,
                      "check_every": 10, "accuracy_points": 10000}}],
         "measures": [{"name": "pair_proxy", "family": "weakness",
                       "reparameterisation_invariant": true, "outcome": false}]}
        """);
    answers.put(
        "/experiments/x/runs",
        """
        {"items": [
          {"run": "x.default.0", "regime": "default", "seed": 0, "state": "measured", "epoch": 80,
           "checkpoint": "last"},
          {"run": "x.default.1", "regime": "default", "seed": 1, "state": "failed",
           "reason": "diverged"}], "total": 2}
        """);
    answers.put(
        "/experiments/x/measurements",
        """
        {"items": [
          {"checkpoint": "last", "measure": "pair_proxy", "value": 895, "seconds": 0.5,
           "details": {"undecided": 2}, "training": {"optimiser": "sam", "train_seconds": "1.25"}},
          {"checkpoint": "last", "measure": "test_accuracy", "value": 0.75, "seconds": 0.1},
          {"checkpoint": "earlier", "measure": "pair_proxy", "value": 1, "seconds": 0.5}],
         "total": 3}
        """);
    answers.put(
        "/experiments/x/points",
        """
        {"items": [
          {"run": "x.default.0", "values": {"pair_proxy": 895, "ensemble_agreement": 0.25}}]}
        """);
    answers.put(
        "/experiments/x/correlations",
        """
        {"correlations": [
          {"measure": "pair_proxy", "regime": "all", "n": 1, "provisional": false, "holm_p": 0.5,
           "p": 0.25, "spearman": 0.5, "ci95": [0.25, 0.75], "outcome": false, "invariant": true},
          {"measure": "pair_proxy", "regime": "default", "n": 1, "provisional": false,
           "outcome": false, "invariant": true, "reason": "too few"}]}
        """);
    answers.put(
        "/experiments/x/partial-correlations",
        "{\"regime\": \"all\", \"given\": [\"epochs\"], \"items\": []}");
    answers.put(
        "/experiments/x/strength-differences",
        "{\"regime\": \"all\", \"reference\": \"pair_proxy\", \"items\": []}");
    answers.put("/experiments/x/regime-comparisons", "{\"items\": []}");
    answers.put("/experiments/x/model-selection", "{\"regime\": \"all\", \"items\": []}");
    answers.put(
        "/experiments",
        "{\"items\": [{\"experiment\": \"x\"}, {\"experiment\": \"y\"}], \"total\": 2}");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.add(exchange.getRequestURI().toString());
    String text = answers.get(exchange.getRequestURI().getPath());
    byte[] body = (text == null ? "{}" : text).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(text == null ? 404 : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private AnalysisService service() {
    return new AnalysisService(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"));
  }

  @Test
  void runsHaveTheMeasurementsOfTheirLastCheckpointAndWhatTheAnalysisComputed() throws Exception {
    ExperimentResult result = service().result("x");

    RunResult measured = result.runs().get(0);
    assertThat(measured.value("pair_proxy")).hasValue(895);
    assertThat(measured.measurements().get("pair_proxy").undecided()).hasValue(2);
    assertThat(measured.value("ensemble_agreement")).hasValue(0.25);
    assertThat(measured.testAccuracy()).hasValue(0.75);
    assertThat(measured.epochs()).hasValue(80);
    assertThat(measured.trainSeconds()).hasValue(1.25);
    RunResult failed = result.runs().get(1);
    assertThat(failed.failure()).hasValue("diverged");
    assertThat(failed.testAccuracy()).isEqualTo(OptionalDouble.empty());
    assertThat(result.regimes())
        .containsExactly(
            new RegimeFacts(
                "default",
                "0-1",
                Optional.of(64),
                Optional.of(0.1),
                Optional.of(500),
                Optional.of(
                    "0.9999 of the training points are right (the first 10,000 training points, looked at every 10 epochs)"),
                Optional.of("optimiser sam")));
  }

  @Test
  void correlationOfTheOnlyRegimeIsNotSaidTwice() throws Exception {
    ExperimentResult result = service().result("x");

    assertThat(result.correlations()).hasSize(1);
    assertThat(result.correlations().getFirst().pHolm()).hasValue(0.5);
    assertThat(result.reparameterisations()).isEmpty();
    assertThat(asked)
        .contains("/experiments/x/strength-differences?reference=pair_proxy")
        .noneMatch(path -> path.contains("train_loss"));
  }

  @Test
  void networksThatWereHandedInSayThemselvesWhatIsKnown() throws Exception {
    answers.put(
        "/experiments/x",
        """
        {"experiment": "x", "analysed": true, "regimes": [],
         "runs": {"requested": 3, "trained": 3, "measured": 3, "failed": 0},
         "measures": [{"name": "pair_proxy", "family": "weakness",
                       "reparameterisation_invariant": true, "outcome": false}]}
        """);
    answers.put(
        "/experiments/x/runs",
        """
        {"items": [
          {"run": "a", "regime": "adam", "seed": 7, "state": "measured", "checkpoint": "one"},
          {"run": "b", "regime": "adam", "state": "measured", "checkpoint": "two"},
          {"run": "c", "regime": "default", "state": "measured", "checkpoint": "three"}],
         "total": 3}
        """);
    answers.put(
        "/experiments/x/measurements",
        """
        {"items": [
          {"checkpoint": "one", "measure": "pair_proxy", "value": 1, "training":
            {"dataset": "mnist", "train_points": "250", "architecture": "784-8-10",
             "batch_size": "64", "learning_rate": "fast", "optimiser": "adam",
             "train_seconds": "about 12 s"}},
          {"checkpoint": "two", "measure": "pair_proxy", "value": 2, "training":
            {"dataset": "mnist", "train_points": "250", "architecture": "784-16-10",
             "batch_size": "64", "learning_rate": "fast", "optimiser": "adam"}},
          {"checkpoint": "three", "measure": "pair_proxy", "value": 3, "training":
            {"dataset": "mnist", "train_points": "250", "architecture": "784-8-10"}}],
         "total": 3}
        """);

    ExperimentResult result = service().result("x");

    assertThat(result.isHandedIn()).isTrue();
    assertThat(result.name()).isEqualTo("x");
    assertThat(result.dataset()).isEqualTo("mnist");
    assertThat(result.trainPoints()).hasValue(250);
    assertThat(result.runs())
        .extracting(RunResult::trainSeconds)
        .containsOnly(OptionalDouble.empty());
    assertThat(result.architecture()).isEqualTo("784-16-10 and 784-8-10");
    assertThat(result.regimes())
        .containsExactly(
            new RegimeFacts(
                "adam",
                "7",
                Optional.of(64),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("optimiser adam")),
            new RegimeFacts(
                "default",
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    assertThat(asked).contains("/experiments/x/model-selection?k=50&regime=adam");
    // A service may allow pages of few items only.
    assertThat(asked).noneMatch(path -> path.contains("size="));
  }

  @Test
  void unknownExperimentIsAnsweredWithThoseThatAreKnown() {
    assertThatThrownBy(() -> service().result("z"))
        .isInstanceOf(ReportException.class)
        .hasMessage("experiment: 'z'; expected the id of an experiment, such as x, y");
  }

  @Test
  void analysisThatDoesNotCatchUpIsAFailure() {
    assertThatThrownBy(() -> service().awaitResult("x", 2, Duration.ZERO))
        .isInstanceOf(ReportException.class)
        .hasMessageContaining("had not analysed them all within 0 s");
  }

  @Test
  void whatIsNotLowlandIsSaid() {
    answers.put("/experiments/x", "<html>");

    assertThatThrownBy(() -> service().result("x"))
        .isInstanceOf(ReportException.class)
        .hasMessageContaining("did not answer with JSON");
  }
}
