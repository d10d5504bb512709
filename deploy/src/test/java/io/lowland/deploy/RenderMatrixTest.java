package io.lowland.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every combination of values in ci/. */
class RenderMatrixTest {
  @TempDir static Path folder;
  private static Chart chart;

  @BeforeAll
  static void copyChart() {
    chart = Chart.LOWLAND.copyForRendering(folder.resolve("lowland"));
  }

  static Stream<Path> matrix() {
    return Chart.LOWLAND.matrix().stream();
  }

  @Test
  void chartPassesStrictLint() {
    LintResult result = new Helm(Chart.LOWLAND.folder()).lint().strict().call();
    assertThat(result.isFailed()).as(String.join("\n", result.getMessages())).isFalse();
  }

  @ParameterizedTest
  @MethodSource("matrix")
  void everyObjectIsWhatTheApiKnows(Path values) {
    List<Manifest> manifests = chart.render(values);
    assertThat(manifests).hasSizeGreaterThanOrEqualTo(10);
    assertThat(manifests.stream().flatMap(m -> StrictValidation.mistakes(m).stream())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("matrix")
  void everyPodObeysThePolicies(Path values) {
    assertThat(Policies.violations(chart.render(values))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("matrix")
  void objectsReferToObjectsThatAreThere(Path values) {
    assertThat(References.broken(chart.render(values))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("matrix")
  void everyObjectCarriesTheRecommendedLabels(Path values) {
    assertThat(chart.render(values))
        .allSatisfy(
            manifest ->
                assertThat(manifest.at("/metadata/labels").fieldNames())
                    .toIterable()
                    .as(manifest.label())
                    .contains(
                        "app.kubernetes.io/name",
                        "app.kubernetes.io/instance",
                        "app.kubernetes.io/component",
                        "app.kubernetes.io/part-of",
                        "app.kubernetes.io/version",
                        "app.kubernetes.io/managed-by"));
  }
}
