package io.lowland.analysis.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.lowland.analysis.ServiceScene;
import io.lowland.testing.Chromium;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.RestAssured;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/**
 * A window of a real Chromium on the real service, and a study to look at. Screenshots go to
 * target/screenshots.
 */
abstract class PageScene extends ServiceScene {
  static final int PHONE_WIDTH = 390;
  private static final String POINTS = ".scatter canvas";
  private static final Study STUDY = new Study("seen-by-people", 150);

  private static Optional<Chromium> chromium = Optional.empty();
  private static boolean studied;

  @TestHTTPResource URI root;

  private BrowserContext context;
  protected Page page;
  protected final List<String> complaints = new ArrayList<>();

  @BeforeAll
  static void start() {
    chromium = Chromium.start();
    studied = false;
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
  }

  @AfterAll
  static void stop() {
    chromium.ifPresent(Chromium::close);
  }

  @BeforeEach
  void openWindow() {
    assumeTrue(chromium.isPresent(), "no chromium on the PATH; .ci/run installs it");
    open(new Browser.NewContextOptions().setViewportSize(1440, 900));
  }

  /** Opens the window of a desk's screen, {@code width} pixels wide. */
  void openDesk(int width, ColorScheme scheme) {
    open(new Browser.NewContextOptions().setViewportSize(width, 900).setColorScheme(scheme));
  }

  void openPhone(ColorScheme scheme) {
    open(
        new Browser.NewContextOptions()
            .setViewportSize(PHONE_WIDTH, 844)
            .setDeviceScaleFactor(2)
            .setHasTouch(true)
            .setColorScheme(scheme));
  }

  void open(Browser.NewContextOptions options) {
    if (context != null) {
      context.close();
    }
    context = chromium.orElseThrow().browser().newContext(options);
    context.setDefaultTimeout(PATIENCE.toMillis());
    page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
  }

  @AfterEach
  void closeWindow() {
    if (context != null) {
      context.close();
    }
  }

  void studyAndOpen() {
    study();
    page.navigate(root + "?experiment=seen-by-people&measure=pair_proxy");
    assertPoints(300);
    assertThat(page.locator(".forest tr[data-measure=pair_proxy] line.interval")).hasCount(1);
    assertThat(page.locator(".curve.chosen")).hasCount(1);
  }

  /** What a phone shows is not wider than it. */
  void assertFitsAPhone() {
    assertThat((int) page.evaluate("document.scrollingElement.scrollWidth"))
        .isLessThanOrEqualTo(PHONE_WIDTH);
  }

  /** The text of each has the contrast that WCAG 2 asks for at level AA. */
  void assertReadable(String... selectors) {
    for (String text : selectors) {
      assertThat(Contrast.of(page.locator(text).first())).as(text).isGreaterThanOrEqualTo(4.5);
    }
  }

  /** Has the list of experiments be {@code items}, JSON of {@code count} of them. */
  void answerWithExperiments(String items, int count) {
    page.route(
        Pattern.compile(".*/experiments(\\?.*)?$"),
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setContentType("application/json")
                    .setBody(
                        "{\"items\":[%s],\"page\":0,\"size\":50,\"total\":%d}"
                            .formatted(items, count))));
  }

  /** Waits until the large plot has {@code count} points. */
  void assertPoints(int count) {
    assertThat(page.locator(POINTS)).hasAttribute("data-points", String.valueOf(count));
  }

  /** Pixels of the large plot in the colour that the style sheet calls {@code name}. */
  int pixels(String name) {
    return Pixels.of(page.locator(POINTS), name);
  }

  /** Sends the study once and waits until the service has all of it. */
  static void study() {
    if (studied) {
      return;
    }
    send(STUDY);
    awaitFinal("seen-by-people", Study.CORRELATIONS);
    studied = true;
  }

  /** Sends everything about a study. */
  static void send(Study study) {
    wire.send(List.of(study.submission()));
    study.runs().forEach(run -> wire.send(study.story(run)));
  }

  static void awaitExperiment(String id) {
    await().atMost(PATIENCE).until(() -> RestAssured.get("/experiments/" + id).statusCode() == 200);
  }

  static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  void picture(String name) {
    page.evaluate("dispatchEvent(new Event('beforeprint'))");
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(Path.of("target", "screenshots", name + ".png"))
            .setFullPage(true));
  }
}
