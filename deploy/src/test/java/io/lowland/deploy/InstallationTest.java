package io.lowland.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code helm install} leaves in a cluster. */
class InstallationTest extends ClusterTest {
  private static final String RANDOM = "~ Secret/\\S+ /data/(api-keys|password)";

  static Stream<String> matrix() {
    return Chart.LOWLAND.matrix().stream()
        .map(file -> file.getFileName().toString().replace("-values.yaml", ""));
  }

  @ParameterizedTest
  @MethodSource("matrix")
  void everythingIsThereAsTheChartRendersIt(String values) {
    release.install(Chart.values(values), Map.of());
    assertThat(rendered(values, Map.of()).changesTo(cluster.objects()))
        .allSatisfy(change -> assertThat(change).matches(RANDOM));
  }

  @Test
  void objectThatIsNotAsRenderedIsFound() {
    Chart mistaken = copy();
    mistaken.edit("templates/services.yaml", "port: 80", "port: 81");
    releaseOf(mistaken).install(Chart.values("external"), Map.of());
    assertThat(rendered("external", Map.of()).changesTo(cluster.objects()))
        .contains("~ Service/lab-lowland-metrics /spec/ports");
  }

  @Test
  void randomSecretsAreMade() {
    release.install(Chart.values("evaluation"), Map.of());
    assertThat(List.of(text(API_KEYS, "api-keys"), text(DATABASE_PASSWORD, "password")))
        .allSatisfy(secret -> assertThat(secret).matches("[A-Za-z0-9]{32}"))
        .doesNotHaveDuplicates();
  }

  private String text(String secret, String key) {
    String encoded = cluster.objects().get(secret).at("/data/" + key).asText();
    return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
  }
}
