package io.lowland.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.lowland.report.result.ExperimentResult;
import io.lowland.report.result.ResultJson;
import io.lowland.testing.Chromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of a report as a real Chromium lays it out, in windows of several widths. */
class ReportLayoutTest {
  /** As long as the longest name of a shipped measure. */
  private static final String LONG_NAME = "log_frobenius_norm_product_over_margin";

  /** Elements that reach out of the window and are in nothing that can be scrolled. */
  private static final String OUTSIDE =
      """
      () => [...document.querySelectorAll('main *')]
        .filter((each) => !each.closest('.wide, pre') && each.getClientRects().length > 0
          && each.getBoundingClientRect().right > innerWidth + 1)
        .map((each) => each.outerHTML.slice(0, 120))
      """;

  /** Lines of the scale that run through a name in the forest plot that is shown. */
  private static final String CROSSED =
      """
      () => {
        const shown = [...document.querySelectorAll('figure svg')]
          .find((svg) => svg.getClientRects().length > 0);
        const boxes = (selector) => [...shown.querySelectorAll(selector)]
          .map((each) => [each, each.getBoundingClientRect()]);
        const lines = boxes('line.grid, line.axis');
        if (lines.length === 0) return ['no line'];
        return boxes('text.label').flatMap(([text, name]) => lines
          .filter(([, line]) => line.left < name.right && line.right > name.left
            && line.top < name.bottom - 2 && line.bottom > name.top + 2)
          .map(() => text.textContent));
      }
      """;

  @TempDir static Path directory;
  private static Optional<Chromium> chromium = Optional.empty();

  @BeforeAll
  static void write() throws IOException {
    chromium = Chromium.start();
    Report.write(longNames(Samples.pairProxy()), Samples.IMPRINT, directory.resolve("one"));
    Report.write(longNames(Samples.regimes()), Samples.IMPRINT, directory.resolve("regimes"));
  }

  @AfterAll
  static void stop() {
    chromium.ifPresent(Chromium::close);
  }

  private static ExperimentResult longNames(ExperimentResult result) throws IOException {
    Path file = Files.createTempFile(directory, "result", ".json");
    Files.writeString(file, ResultJson.write(result).replace("hessian_trace", LONG_NAME));
    return ResultJson.read(file);
  }

  @ParameterizedTest
  @CsvSource({"one, 320", "one, 390", "one, 1200", "regimes, 320", "regimes, 390", "regimes, 1200"})
  void nothingReachesOutOfTheWindow(String report, int width) {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      try (BrowserContext context = window(width, scheme)) {
        Page page = opened(context, report);
        assertThat((int) page.evaluate("document.scrollingElement.scrollWidth"))
            .isLessThanOrEqualTo(width);
        assertThat((List<?>) page.evaluate(OUTSIDE)).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"one, 390", "one, 1200", "regimes, 390", "regimes, 1200"})
  void noLineOfTheForestPlotRunsThroughAName(String report, int width) {
    try (BrowserContext context = window(width, ColorScheme.LIGHT)) {
      Page page = opened(context, report);
      assertThat((List<?>) page.evaluate(CROSSED)).isEmpty();
    }
  }

  @Test
  void aNarrowWindowHasDrawingsOfItsOwn() {
    try (BrowserContext context = window(390, ColorScheme.DARK)) {
      Page page = opened(context, "one");
      assertThat(page.locator(".for-narrow").first().isVisible()).isTrue();
      assertThat(page.locator(".for-wide").first().isVisible()).isFalse();
      // Text of the drawings is not shrunk until it cannot be read.
      double height = page.locator(".for-narrow text.label").first().boundingBox().height;
      assertThat(height).isGreaterThan(9);
    }
  }

  private static BrowserContext window(int width, ColorScheme scheme) {
    assumeTrue(chromium.isPresent(), "no chromium on the PATH; .ci/run installs it");
    return chromium
        .orElseThrow()
        .browser()
        .newContext(
            new Browser.NewContextOptions().setViewportSize(width, 844).setColorScheme(scheme));
  }

  private static Page opened(BrowserContext context, String report) {
    Page page = context.newPage();
    page.navigate(directory.resolve(report).resolve(Report.PAGE).toUri().toString());
    return page;
  }
}
