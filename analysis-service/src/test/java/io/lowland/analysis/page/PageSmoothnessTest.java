package io.lowland.analysis.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.lowland.analysis.Backends;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A benchmark: how long the page of 300 runs with 20 measures keeps the browser busy, while it is
 * opened and while runs arrive. It prints what docs/performance.md says and judges no time.
 */
@QuarkusTest
@QuarkusTestResource(Backends.class)
@EnabledIfSystemProperty(named = "lowland.benchmark", matches = "page")
class PageSmoothnessTest extends PageScene {
  private static final int RUNS = 300;
  private static final int MEASURES = 20;

  /** Keeps the lengths of tasks of 50 ms or more and the times between frames, in ms. */
  private static final String WATCH =
      """
      window.tasks = [];
      window.frames = [];
      new PerformanceObserver((list) => list.getEntries().forEach(
        ({ duration }) => window.tasks.push(duration))).observe({ type: 'longtask', buffered: true });
      let last;
      const frame = (now) => {
        if (last !== undefined) window.frames.push(now - last);
        last = now;
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
      """;

  private static final String PAINT =
      "performance.getEntriesByName('first-contentful-paint')[0].startTime";

  @Test
  void howLongTheBrowserIsBusy() {
    Study study = new Study("smooth", RUNS / 2, MEASURES);
    wire.send(List.of(study.submission()));
    awaitExperiment("smooth");
    page.addInitScript(WATCH);
    page.navigate(root + "?experiment=smooth&measure=pair_proxy");
    assertThat(page.locator(".blank")).containsText("0 of 300 trained");
    forget();
    study.runs().forEach(run -> wire.send(study.story(run)));
    assertThat(page.locator(".scatter .mark")).hasCount(RUNS);
    assertThat(page.locator("header .status")).hasText("Finished");
    assertThat(page.locator(".caption .provisional")).hasCount(0);
    report("while 300 runs arrive");

    page.reload();
    assertThat(page.locator(".scatter .mark")).hasCount(RUNS);
    assertThat(page.locator(".miniatures svg[data-points='300']")).hasCount(MEASURES - 1);
    assertThat(page.locator(".comparison tbody tr")).hasCount(MEASURES);
    report("while the page of 300 runs opens");
    print("first contentful paint %.0f ms", ((Number) page.evaluate(PAINT)).doubleValue());

    forget();
    page.locator(".miniatures button").nth(3).click();
    assertThat(page.locator(".scatter svg")).hasAttribute("data-points", String.valueOf(RUNS));
    page.getByLabel("Axes").selectOption("rank");
    assertThat(page.locator(".scatter .axis-label").first()).containsText("(rank)");
    report("while another measure and ranks are chosen");
    assertThat(complaints).isEmpty();
  }

  private void forget() {
    page.evaluate("() => { window.tasks.length = 0; window.frames.length = 0; }");
  }

  private void report(String when) {
    double[] tasks = numbers("tasks");
    double[] frames = numbers("frames");
    assertThat(frames).as("frames").isNotEmpty();
    print(
        "%s: %d tasks of 50 ms or more, longest %.0f ms, %d of 100 ms or more",
        when,
        tasks.length,
        Arrays.stream(tasks).max().orElse(0),
        Arrays.stream(tasks).filter(task -> task >= 100).count());
    print(
        "  %d frames: median %.1f ms, 95th percentile %.1f ms, longest %.1f ms",
        frames.length,
        frames[frames.length / 2],
        frames[(int) (0.95 * (frames.length - 1))],
        frames[frames.length - 1]);
  }

  /** What was kept as {@code name}, in ascending order. */
  private double[] numbers(String name) {
    return Stream.of(page.evaluate("window." + name))
        .flatMap(list -> ((List<?>) list).stream())
        .mapToDouble(each -> ((Number) each).doubleValue())
        .sorted()
        .toArray();
  }

  @SuppressWarnings("SystemOut")
  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
