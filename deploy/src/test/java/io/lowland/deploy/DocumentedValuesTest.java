package io.lowland.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The values that docs/deploy.md shows, rendered by the chart, on top of an installation's; and the
 * policies that it shows beside them.
 */
class DocumentedValuesTest {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$");
  private static final Pattern POLICIES =
      Pattern.compile("(?ms)^```text\\n(apiVersion: networking.*?)^```$");
  private static final YAMLMapper YAML = new YAMLMapper();

  @TempDir static Path folder;
  private static Chart chart;

  @BeforeAll
  static void copyChart() {
    chart = Chart.LOWLAND.copyForRendering(folder.resolve("lowland"));
  }

  private static List<String> blocks() {
    return BLOCK
        .matcher(Repository.read(Repository.path("docs/deploy.md")))
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  @TestFactory
  Stream<DynamicTest> everyBlockOfValuesIsUnderstoodByTheChart() {
    return blocks().stream()
        .map(
            block ->
                DynamicTest.dynamicTest(
                    block.lines().findFirst().orElseThrow(),
                    () -> assertThat(render(block)).isNotEmpty()));
  }

  @Test
  void documentShowsValues() {
    assertThat(blocks()).hasSizeGreaterThan(5);
  }

  @Test
  void policiesThatTheDocumentShowsAreValid() {
    List<Manifest> policies =
        POLICIES
            .matcher(Repository.read(Repository.path("docs/deploy.md")))
            .results()
            .flatMap(block -> Manifest.parseAll(block.group(1)).stream())
            .toList();
    assertThat(policies)
        .extracting(Manifest::label)
        .contains("NetworkPolicy/acme-solvers", "NetworkPolicy/kafka-pods");
    assertThat(policies).flatMap(StrictValidation::mistakes).isEmpty();
  }

  @Test
  void misspeltKeyInABlockIsRefused() {
    assertThat(catchThrowable(() -> render("claimCheck: {existingClam: checkpoints}\n")))
        .hasMessageContaining("existingClam");
  }

  private static List<Manifest> render(String block) throws IOException {
    ObjectNode values = (ObjectNode) YAML.readTree(block);
    boolean whole = values.path("kafka").has("mode") || values.path("kafka").has("sasl");
    if (!whole) {
      ObjectNode base = (ObjectNode) YAML.readTree(Chart.values("external").toFile());
      for (Map.Entry<String, JsonNode> entry : values.properties()) {
        base.set(entry.getKey(), entry.getValue());
      }
      values = base;
    }
    Path file = folder.resolve("documented-values.yaml");
    Repository.write(file, YAML.writeValueAsString(values));
    return chart.render(file);
  }
}
