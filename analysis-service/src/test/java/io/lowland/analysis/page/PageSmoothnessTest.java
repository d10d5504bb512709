package io.lowland.analysis.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
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

  /** Keeps the times between frames, in ms. */
  private static final String WATCH =
      """
      window.frames = [];
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
    watch();
    study.runs().forEach(run -> wire.send(study.story(run)));
    assertPoints(RUNS);
    assertThat(page.locator("header .status")).hasText("Finished");
    assertThat(page.locator(".caption .provisional")).hasCount(0);
    report("while 300 runs arrive");

    watch();
    page.reload();
    assertPoints(RUNS);
    assertThat(page.locator(".miniatures canvas[data-points='300']")).hasCount(MEASURES - 1);
    assertThat(page.locator(".comparison tbody tr")).hasCount(MEASURES);
    report("while the page of 300 runs opens");
    print("first contentful paint %.0f ms", ((Number) page.evaluate(PAINT)).doubleValue());

    watch();
    page.locator(".miniatures button").nth(3).click();
    assertPoints(RUNS);
    page.getByLabel("Axes").selectOption("rank");
    assertThat(page.locator(".scatter .axis-label").first()).containsText("(rank)");
    report("while another measure and ranks are chosen");
    assertThat(complaints).isEmpty();
  }

  private void watch() {
    page.evaluate("window.frames.length = 0");
    page.context()
        .browser()
        .startTracing(page, new Browser.StartTracingOptions().setCategories(MainThread.CATEGORIES));
  }

  private void report(String when) {
    double[] frames = frames();
    MainThread tasks = MainThread.of(page.context().browser().stopTracing());
    assertThat(frames).as("frames").isNotEmpty();
    print("%s:", when);
    print("  tasks, elapsed: %s", words(tasks.elapsedMillis()));
    print("  tasks, processor: %s", words(tasks.cpuMillis()));
    print(
        "  %d frames: median %.1f ms, 95th percentile %.1f ms, longest %.1f ms",
        frames.length,
        frames[frames.length / 2],
        frames[(int) (0.95 * (frames.length - 1))],
        frames[frames.length - 1]);
  }

  /** Says of times in ms, ascending, what matters. */
  private static String words(double[] millis) {
    assertThat(millis).as("tasks").isNotEmpty();
    return "%d of 50 ms or more, %d of 100 ms or more, longest %.0f ms, %.0f ms in all"
        .formatted(
            Arrays.stream(millis).filter(task -> task >= 50).count(),
            Arrays.stream(millis).filter(task -> task >= 100).count(),
            millis[millis.length - 1],
            Arrays.stream(millis).sum());
  }

  /** Times between frames in ms, ascending. */
  private double[] frames() {
    return Stream.of(page.evaluate("window.frames"))
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
