package io.lowland.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
  private static final ObjectMapper STRICT =
      new YAMLMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
  private static final Pattern FILE_NAME = Pattern.compile("(?s)# [a-z-]+\\.yaml\\b.*");
  private static final List<String> WHOLE =
      List.of("my-values", "keys", "proxy", "scaling", "ingress", "monitoring");

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
                    block.lines().limit(2).collect(Collectors.joining(" ")),
                    () -> assertThat(render(block)).isNotEmpty()));
  }

  @Test
  void everyBlockIsAFileOfItsOwnAndSaysEachKeyOnce() {
    assertThat(blocks())
        .allSatisfy(
            block -> {
              assertThat(block).matches(FILE_NAME);
              STRICT.readTree(block);
            });
    assertThat(catchThrowable(() -> STRICT.readTree("pods: {}\nimage: {}\npods: {}\n")))
        .hasMessageContaining("Duplicate field 'pods'");
  }

  /** Your own Kafka and PostgreSQL and all that is put before and around, as one command has it. */
  @Test
  void filesOfAWholeInstallationGoTogether() throws IOException {
    ObjectNode values = YAML.createObjectNode();
    for (String name : WHOLE) {
      String block =
          blocks().stream()
              .filter(each -> each.startsWith("# " + name + ".yaml\n"))
              .filter(each -> !name.equals("my-values") || each.contains("SASL_SSL"))
              .findFirst()
              .orElseThrow(() -> new AssertionError("no block is called " + name));
      merge(values, (ObjectNode) YAML.readTree(block));
    }
    Path file = folder.resolve("whole-values.yaml");
    Repository.write(file, YAML.writeValueAsString(values));
    List<Manifest> manifests = chart.render(file);

    assertThat(manifests.stream().flatMap(m -> StrictValidation.mistakes(m).stream())).isEmpty();
    assertThat(Policies.violations(manifests)).isEmpty();
    assertThat(manifests)
        .extracting(Manifest::label)
        .contains("Ingress/lab-lowland-trainer", "ScaledObject/lab-lowland-metrics-slow")
        .contains("PodMonitor/lab-lowland");
    String trainer =
        manifests.stream()
            .filter(manifest -> manifest.label().equals("NetworkPolicy/lab-lowland-trainer"))
            .map(manifest -> manifest.json().toString())
            .collect(Collectors.joining());
    // What three of the files say under networkPolicy.
    assertThat(trainer).contains("ingress-nginx", "monitoring", "3128");
  }

  /** As Helm puts several files of values together: maps key by key, anything else as a whole. */
  private static void merge(ObjectNode values, ObjectNode later) {
    for (Map.Entry<String, JsonNode> entry : later.properties()) {
      if (values.get(entry.getKey()) instanceof ObjectNode before
          && entry.getValue() instanceof ObjectNode after) {
        merge(before, after);
      } else {
        values.set(entry.getKey(), entry.getValue());
      }
    }
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
