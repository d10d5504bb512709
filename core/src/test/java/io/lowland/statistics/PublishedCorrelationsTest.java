package io.lowland.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The published per-network results of "Are Flat Minima an Illusion?" (arXiv:2605.05209) give the
 * published correlations. Digits beyond the paper's three: SciPy 1.17.1, {@code
 * spearmanr([r[measure] for r in rows], [r["test_acc"] for r in rows])}, {@code kendalltau(…)} and
 * {@code ttest_ind(flat, sharp, equal_var=False)}.
 */
class PublishedCorrelationsTest {
  private static final double PRINTED = 5e-4;

  @ParameterizedTest
  @CsvSource({
    "pair_proxy_mnist, pair_proxy, 0.374, 0.37438336515592074, 0.00012439615578827858",
    "pair_proxy_mnist, hessian, -0.226, -0.22571266559081277, 0.023947422366822735",
    "pair_proxy_mnist, weight_norm, 0.019, 0.01940646462808232, 0.8480220101906806",
    "pair_proxy_fashion_mnist, pair_proxy, 0.384, 0.3836337015549928, 8.149334976988047e-05",
    "pair_proxy_fashion_mnist, hessian, -0.241, -0.24061616770806815, 0.015889142332457397",
    "pair_proxy_fashion_mnist, weight_norm, -0.226, -0.2263161370911061, 0.023563652940529787",
  })
  void spearmanReproducesTheTables(
      String file, String measure, double published, double rho, double p) throws IOException {
    JsonNode rows = read(file);
    CorrelationTest test =
        Spearman.of(column(rows, measure), column(rows, "test_acc")).toOptional().orElseThrow();
    assertThat(test.n()).isEqualTo(100);
    assertThat(test.coefficient()).isCloseTo(published, within(PRINTED));
    assertThat(test.coefficient()).isCloseTo(rho, within(1e-13));
    assertThat(test.p()).isCloseTo(p, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({
    "pair_proxy_mnist, pair_proxy, 0.2619632310935213, 0.00011889857557567138",
    "pair_proxy_mnist, hessian, -0.15325520579974386, 0.023976893839154047",
    "pair_proxy_fashion_mnist, pair_proxy, 0.26665331396751646, 8.968633067884434e-05",
    "pair_proxy_fashion_mnist, weight_norm, -0.14868021348309293, 0.028593314182468806",
  })
  void kendallAgreesWithSciPyOnTheTables(String file, String measure, double tau, double p)
      throws IOException {
    JsonNode rows = read(file);
    CorrelationTest test =
        KendallTau.of(column(rows, measure), column(rows, "test_acc")).toOptional().orElseThrow();
    assertThat(test.coefficient()).isCloseTo(tau, within(1e-13));
    assertThat(test.p()).isCloseTo(p, within(1e-12));
  }

  @Test
  void theIntervalOfTheMnistPairProxyExcludesZeroAndThatOfTheWeightNormDoesNot()
      throws IOException {
    JsonNode rows = read("pair_proxy_mnist");
    CorrelationBootstrap bootstrap = new CorrelationBootstrap(column(rows, "test_acc"), 1, 2_000);
    Interval weakness = bootstrap.interval(column(rows, "pair_proxy")).toOptional().orElseThrow();
    Interval norm = bootstrap.interval(column(rows, "weight_norm")).toOptional().orElseThrow();
    assertThat(weakness.low()).isPositive();
    assertThat(weakness.contains(0.374)).isTrue();
    assertThat(norm.contains(0)).isTrue();
  }

  @Test
  void welchReproducesTheAdvantageAtFiveHundredPoints() throws IOException {
    JsonNode networks = read("cross_regime_500").get("networks");
    WelchTest test =
        WelchTest.of(accuracies(networks, "flat"), accuracies(networks, "sharp"))
            .toOptional()
            .orElseThrow();
    assertThat(test.firstMean()).isCloseTo(0.85298, within(1e-12));
    assertThat(test.secondMean()).isCloseTo(0.865084, within(1e-12));
    assertThat(test.t()).isCloseTo(-17.271653861005294, within(1e-9));
    assertThat(test.degreesOfFreedom()).isCloseTo(46.84288048994768, within(1e-9));
    assertThat(test.p() / 6.019775723222928e-22).isCloseTo(1, within(1e-8));
  }

  private static JsonNode read(String name) throws IOException {
    Path shared = Path.of(System.getProperty("lowland.shared.dir"));
    assumeTrue(Files.isDirectory(shared), "no reference data: " + shared + " is absent");
    return new ObjectMapper()
        .readTree(shared.resolve("reference/paper").resolve(name + ".json").toFile());
  }

  private static double[] column(JsonNode rows, String field) {
    return StreamSupport.stream(rows.spliterator(), false)
        .mapToDouble(row -> row.required(field).doubleValue())
        .toArray();
  }

  private static double[] accuracies(JsonNode networks, String label) {
    return StreamSupport.stream(networks.spliterator(), false)
        .filter(network -> network.at("/config/label").asText().equals(label))
        .mapToDouble(network -> network.required("test_acc").doubleValue())
        .toArray();
  }
}
