package io.lowland.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each alert can be understood and handled. */
class AlertsTest {
  private static final Pattern EXPLAINED = Pattern.compile("(?m)^\\| `(Lowland[A-Za-z]+)` \\|");

  @Test
  void everyAlertIsExplainedAndNothingElse() {
    List<String> explained =
        EXPLAINED
            .matcher(Repository.read(Repository.path("docs/operations.md")))
            .results()
            .map(alert -> alert.group(1))
            .toList();
    List<String> alerts = rules(Map.of()).stream().map(rule -> text(rule, "alert")).toList();
    assertThat(alerts).hasSizeGreaterThan(7).doesNotHaveDuplicates();
    assertThat(explained).containsExactlyInAnyOrderElementsOf(alerts);
  }

  @Test
  void alertsLookAtTheirOwnNamespaceAndAreWellFormed() {
    for (JsonNode rule : rules(Map.of())) {
      String query = text(rule, "expr");
      long selectors = count(query, "{");
      assertThat(count(query, "{namespace=\"lowland\""))
          .as(query)
          .isEqualTo(selectors)
          .isPositive();
      assertThat(count(query, "}")).as(query).isEqualTo(selectors);
      assertThat(count(query, ")")).as(query).isEqualTo(count(query, "("));
      assertThat(text(rule.path("labels"), "severity")).isIn("info", "warning", "critical");
      assertThat(text(rule.path("annotations"), "summary")).endsWith(".");
    }
  }

  @Test
  void thresholdsAreValues() {
    JsonNode lag =
        rules(Map.of("monitoring.alerts.lag", "7", "monitoring.alerts.lagFor", "5m")).getFirst();
    assertThat(text(lag, "expr")).contains("> 7 and");
    assertThat(text(lag, "for")).isEqualTo("5m");
  }

  private static List<JsonNode> rules(Map<String, String> settings) {
    Manifest found =
        Chart.LOWLAND.render(Chart.values("published"), settings).stream()
            .filter(manifest -> manifest.is("PrometheusRule"))
            .findFirst()
            .orElseThrow(() -> new AssertionError("there is no PrometheusRule"));
    List<JsonNode> rules = new ArrayList<>();
    for (JsonNode group : found.at("/spec/groups")) {
      group.path("rules").forEach(rules::add);
    }
    return rules;
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asText();
  }

  private static long count(String text, String part) {
    return Pattern.compile(part, Pattern.LITERAL).matcher(text).results().count();
  }
}
