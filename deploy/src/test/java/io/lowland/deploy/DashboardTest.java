package io.lowland.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whoever looks at a curve looks at something the services do report. */
class DashboardTest {
  private static final Pattern IN_QUERY = Pattern.compile("\\blowland_[a-z_]+[a-z]");
  private static final Pattern IN_CODE = Pattern.compile("\"(lowland\\.[a-z.]+)\"");

  @Test
  void dashboardShowsMetricsOfTheServices() {
    Set<String> shown = queried(Chart.LOWLAND.read("dashboards/lowland.json"));
    assertThat(shown).hasSizeGreaterThan(5);
    assertThat(reported()).containsAll(shown);
  }

  @Test
  void alertsAreAboutMetricsOfTheServices() {
    Set<String> asked = queried(Chart.LOWLAND.read("templates/alerts.yaml"));
    assertThat(asked).hasSizeGreaterThan(5);
    assertThat(reported()).containsAll(asked);
  }

  @Test
  void documentationTellsOfMetricsOfTheServices() {
    Set<String> told = queried(Repository.read(Repository.path("docs/operations.md")));
    assertThat(told).isNotEmpty();
    assertThat(reported()).containsAll(told);
  }

  /** Names as Prometheus has them, without what it appends to counters and timers. */
  private static Set<String> queried(String text) {
    return IN_QUERY
        .matcher(text)
        .results()
        .map(name -> name.group().replaceFirst("(_total|_seconds(_sum|_count|_max)?)$", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> reported() {
    Set<String> reported = new TreeSet<>();
    for (String service : new String[] {"trainer", "metrics", "analysis"}) {
      Repository.filesBelow(Repository.path(service + "-service/src/main/java")).stream()
          .flatMap(file -> IN_CODE.matcher(Repository.read(file)).results())
          .forEach(name -> reported.add(name.group(1).replace('.', '_')));
    }
    return reported;
  }
}
