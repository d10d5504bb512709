package io.lowland.report.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PublishedResultsTest {

  /** The figures of the paper's text: ρ = +0.374 and −0.226 on MNIST, +0.384 on Fashion-MNIST. */
  @Test
  void summariesAgreeWithWhatThePaperPrints() {
    PublishedResults published = PublishedResults.load();

    assertThat(rho(published, "mnist", "pair_proxy")).isCloseTo(0.374, within(0.0005));
    assertThat(rho(published, "mnist", "hessian_trace")).isCloseTo(-0.226, within(0.0005));
    assertThat(rho(published, "mnist", "weight_l2")).isCloseTo(0.019, within(0.0005));
    assertThat(rho(published, "fashion-mnist", "pair_proxy")).isCloseTo(0.384, within(0.0005));
    assertThat(rho(published, "fashion-mnist", "hessian_trace")).isCloseTo(-0.241, within(0.0005));
    assertThat(rho(published, "fashion-mnist", "weight_l2")).isCloseTo(-0.226, within(0.0005));
    assertThat(advantage(published, 2_000)).isCloseTo(0.016, within(0.0005));
    assertThat(advantage(published, 60_000)).isCloseTo(0.0002, within(0.00005));
  }

  @Test
  void resourceIsWhatThePublishedNetworksComeTo() throws Exception {
    Path networks =
        Path.of(System.getProperty("lowland.shared.dir", "")).resolve("reference/paper");
    assumeTrue(Files.isDirectory(networks), "the published per-network results are not here");

    String resource =
        new String(
            PublishedResults.class.getResourceAsStream("published.json").readAllBytes(),
            StandardCharsets.UTF_8);

    assertThat(resource).isEqualTo(PublishedSummary.text(networks));
  }

  private static double rho(PublishedResults published, String dataset, String measure) {
    return published.experiments().stream()
        .filter(each -> each.dataset().equals(dataset) && each.architecture().equals("784-64-8-10"))
        .findFirst()
        .flatMap(each -> each.group("all"))
        .flatMap(group -> group.of(measure))
        .orElseThrow()
        .spearman()
        .orElseThrow();
  }

  private static double advantage(PublishedResults published, int points) {
    return published.experiments().stream()
        .filter(each -> each.trainPoints() == points)
        .findFirst()
        .flatMap(PublishedExperiment::difference)
        .orElseThrow()
        .difference();
  }
}
