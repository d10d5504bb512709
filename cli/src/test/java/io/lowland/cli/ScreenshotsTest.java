package io.lowland.cli;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.Clip;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.lowland.cli.run.Submission;
import io.lowland.cli.stack.TestStack;
import io.lowland.contracts.Seeds;
import io.lowland.testing.Chromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What people see of a real run, and the pictures of it in README.md. They go to
 * target/screenshots; with {@code -Dlowland.screenshots=write} the whole of first-run.yaml is run
 * and they replace those in docs/images.
 */
@Timeout(1_800)
@ExtendWith(TestStack.Provider.class)
class ScreenshotsTest {
  private static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();
  private static final Path EXPERIMENT = REPOSITORY.resolve("experiments/first-run.yaml");
  private static final boolean WRITE = "write".equals(System.getProperty("lowland.screenshots"));
  private static final int RUNS = WRITE ? 40 : 4;
  private static final int LARGEST_BYTES = 200_000;
  private static final double UNTIL_MEASURED = Duration.ofMinutes(25).toMillis();
  private static final double PATIENCE = Duration.ofMinutes(1).toMillis();
  private static final int WIDTH = 1_200;

  private static Optional<Chromium> chromium = Optional.empty();
  private static String address;

  @BeforeAll
  static void run(TestStack stack) throws IOException, InterruptedException {
    chromium = Chromium.start();
    assumeTrue(chromium.isPresent(), "no chromium on the PATH; .ci/run installs it");
    Submission submission =
        Submission.read(EXPERIMENT, Optional.of(Seeds.parse("0-" + (RUNS - 1))));
    String id = submission.post(stack.trainer());
    address = stack.analysis().resolve("/?measure=pair_proxy&experiment=" + id).toString();
  }

  @AfterAll
  static void stop() {
    chromium.ifPresent(Chromium::close);
  }

  @Test
  void everyPartOfTheExperimentIsOnThePage() throws IOException {
    try (BrowserContext context = window(WIDTH, 900, ColorScheme.LIGHT)) {
      Page page = opened(context);
      assertThat(page.locator(".forest tr[data-measure=pair_proxy] line.interval")).hasCount(1);
      assertThat(section(page, "trajectory-heading").locator("canvas[data-lines]")).isVisible();
      assertThat(section(page, "reparameterisation-heading")).isVisible();
      picture(
          page,
          "overview",
          page.locator("header.experiment"),
          page.locator(".forest tbody tr").nth(6));
      picture(
          page,
          "every-measure",
          page.locator("#all-heading"),
          page.locator(".miniatures li").nth(17));
      picture(
          page,
          "along-training",
          page.locator("#trajectory-heading"),
          section(page, "reparameterisation-heading").locator(".plot-host"));
    }
    try (BrowserContext context = window(390, 844, ColorScheme.DARK)) {
      Page page = opened(context);
      assertThat((int) page.evaluate("document.scrollingElement.scrollWidth"))
          .isLessThanOrEqualTo(390);
      assertThat(page.locator(".controls select").first().boundingBox().width)
          .isLessThanOrEqualTo(page.locator(".scatter").boundingBox().width);
      picture(page, "phone", page.locator("header.experiment"), page.locator(".caption"));
    }
  }

  private static BrowserContext window(int width, int height, ColorScheme scheme) {
    return chromium
        .orElseThrow()
        .browser()
        .newContext(
            new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(scheme)
                .setReducedMotion(ReducedMotion.REDUCE));
  }

  /** The page of the experiment, once everything is measured. */
  private static Page opened(BrowserContext context) {
    context.setDefaultTimeout(PATIENCE);
    Page page = context.newPage();
    page.navigate(address);
    assertThat(page.locator("header .status"))
        .hasText("Finished", new LocatorAssertions.HasTextOptions().setTimeout(UNTIL_MEASURED));
    assertThat(page.locator(".scatter canvas"))
        .hasAttribute(
            "data-points",
            String.valueOf(RUNS),
            new LocatorAssertions.HasAttributeOptions().setTimeout(PATIENCE));
    assertThat(page.locator(".caption .provisional"))
        .hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE));
    assertThat(section(page, "trajectory-heading"))
        .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE));
    return page;
  }

  private static Locator section(Page page, String heading) {
    return page.locator("section[aria-labelledby=" + heading + "]");
  }

  /** The whole width of the page from the top of {@code first} to the bottom of {@code last}. */
  private static void picture(Page page, String name, Locator first, Locator last)
      throws IOException {
    double margin = 12;
    // Has everything drawn that waits for its turn.
    page.evaluate("dispatchEvent(new Event('beforeprint'))");
    page.evaluate("scrollTo(0, 0)");
    var top = first.boundingBox();
    var bottom = last.boundingBox();
    double from = Math.max(0, top.y - margin);
    double height = bottom.y + bottom.height + margin - from;
    byte[] image =
        page.screenshot(
            new Page.ScreenshotOptions()
                .setFullPage(true)
                .setClip(new Clip(0, from, page.viewportSize().width, height)));
    Path folder = WRITE ? REPOSITORY.resolve("docs/images") : Path.of("target/screenshots");
    Files.write(Files.createDirectories(folder).resolve(name + ".png"), image);
    assertThat(image.length).as("bytes of " + name).isLessThan(LARGEST_BYTES);
  }
}
