package io.lowland.analysis.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.lowland.analysis.Backends;
import io.lowland.analysis.Wire;
import io.lowland.contracts.RunRequested;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page in a real Chromium, on the real service. Screenshots go to target/screenshots. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class PageTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String POINTS = ".scatter svg";
  private static final Study STUDY = new Study("seen-by-people", 150);

  private static Optional<Chromium> chromium = Optional.empty();
  private static Wire wire;
  private static boolean studied;

  @TestHTTPResource URI root;

  private BrowserContext context;
  private Page page;
  private final List<String> complaints = new ArrayList<>();

  @BeforeAll
  static void start() {
    chromium = Chromium.start();
    wire = new Wire();
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
  }

  @AfterAll
  static void stop() {
    chromium.ifPresent(Chromium::close);
    wire.close();
  }

  @BeforeEach
  void openWindow() {
    assumeTrue(chromium.isPresent(), "no chromium on the PATH; .ci/run installs it");
    open(new Browser.NewContextOptions().setViewportSize(1440, 900));
  }

  private void open(Browser.NewContextOptions options) {
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

  @Test
  void pointsAppearWhileMeasurementsArrive() {
    Study study = new Study("filling", 20);
    List<RunRequested> runs = study.runs();
    wire.send(List.of(study.submission()));
    awaitExperiment("filling");
    page.navigate(root + "?experiment=filling&measure=pair_proxy");
    assertThat(page.locator(".blank"))
        .hasText("Points appear here as networks are measured. 0 of 40 trained.");
    assertThat(page.locator(".scatter .mark")).hasCount(0);
    picture("waiting");
    runs.subList(0, 10).forEach(run -> wire.send(study.story(run)));
    assertThat(page.locator(".scatter .mark")).hasCount(10);
    assertThat(page.locator(".caption")).containsText("n = 10 of 40");
    assertThat(page.locator(".caption .provisional")).isVisible();
    assertThat(page.locator("[role=progressbar]")).hasAttribute("aria-valuenow", "10");
    picture("filling");
    runs.subList(10, 40).forEach(run -> wire.send(study.story(run)));
    assertThat(page.locator(".scatter .mark")).hasCount(40);
    assertThat(page.locator(".caption")).containsText("n = 40 of 40");
    assertThat(page.locator(".caption .provisional")).hasCount(0);
    assertThat(page.locator("header .status")).hasText("Finished");
    assertThat(complaints).isEmpty();
  }

  @Test
  void threeHundredRunsAreDrawnForEveryMeasure() {
    studyAndOpen();
    assertThat(page.locator(".scatter .mark")).hasCount(300);
    assertThat(page.locator(".miniatures svg[data-points='300']")).hasCount(9);
    assertThat(page.locator(".runs tbody tr")).hasCount(300);
    assertThat(page.locator(".comparison tbody tr")).hasCount(10);
    assertThat(page.locator(".curve.chosen")).hasCount(1);
    assertThat(page.locator(".partial tbody tr")).hasCount(7);
    assertThat(page.locator(".versus tbody tr")).hasCount(6);
    assertThat(complaints).isEmpty();
  }

  @Test
  void theForestComparesPredictorsAndKeepsOutcomesApart() {
    studyAndOpen();
    Locator bodies = page.locator(".forest tbody");
    assertThat(bodies.first().locator("tr")).hasCount(7);
    assertThat(bodies.last().locator("tr")).hasCount(2);
    Locator proxy = page.locator(".forest tr[data-measure=pair_proxy]");
    assertThat(proxy).containsText("invariant");
    assertThat(proxy).containsText("weakness");
    assertThat(page.locator(".forest tr[data-measure=hessian_trace]"))
        .not()
        .containsText("invariant");
    assertThat(bodies.last()).not().containsText("invariant");
    assertThat(proxy.locator("line.interval")).hasCount(1);
    page.getByLabel("Compare strengths |ρ|").check();
    assertThat(page.locator(".forest .forest-axis text")).hasCount(3);
  }

  @Test
  void aMeasureAndARegimeAreChosenAndStandInTheAddress() {
    studyAndOpen();
    page.locator(".forest").getByText("Hessian trace").click();
    assertThat(page.locator(".scatter .axis-label").first()).hasText("Hessian trace");
    assertThat(page.locator("#versus-heading")).hasText("Is Hessian trace the better predictor?");
    assertThat(page.locator(".versus tbody")).containsText("Pair proxy");
    page.getByRole(AriaRole.COMBOBOX, named("Runs")).selectOption("large-batch");
    assertThat(page.locator(".scatter .mark")).hasCount(150);
    assertThat(page.locator(".caption")).containsText("n = 150 of 150");
    page.getByLabel("Axes").selectOption("rank");
    assertThat(page.locator(".scatter .axis-label").first()).hasText("Hessian trace (rank)");
    page.reload();
    assertThat(page.locator(".scatter .mark")).hasCount(150);
    assertThat(page.locator(".scatter .axis-label").first()).hasText("Hessian trace");
  }

  @Test
  void theKeyboardReachesEveryRun() {
    studyAndOpen();
    page.keyboard().press("Tab");
    assertThat(page.locator(".skip")).isFocused();
    page.locator(".scatter").focus();
    page.keyboard().press("ArrowRight");
    assertThat(page.locator(".note").first()).containsText("test accuracy");
    String first = page.locator(".note").first().textContent();
    page.keyboard().press("End");
    assertThat(page.locator(".note").first()).not().hasText(first);
    page.keyboard().press("Enter");
    Locator dialog = page.locator("dialog[open]");
    assertThat(dialog).containsText("Provenance");
    assertThat(dialog).containsText("Lowland 0.1.0");
    assertThat(dialog.locator(".measurements tbody tr")).hasCount(10);
    picture("run");
    page.keyboard().press("Escape");
    assertThat(dialog).hasCount(0);
    assertThat(page.locator(".scatter")).isFocused();
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void textHasContrastInLightAndInDark(ColorScheme scheme) {
    open(new Browser.NewContextOptions().setViewportSize(1440, 900).setColorScheme(scheme));
    studyAndOpen();
    for (String text :
        List.of(
            "h1",
            ".intro",
            ".caption",
            ".forest .ci",
            ".forest button",
            ".family",
            ".notice",
            "header .status",
            ".axes text")) {
      assertThat((double) page.locator(text).first().evaluate(CONTRAST))
          .as(text)
          .isGreaterThanOrEqualTo(4.5);
    }
    boolean dark = (boolean) page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches");
    assertThat((double) page.locator("body").evaluate(LUMINANCE_OF_BACKGROUND) < 0.1)
        .isEqualTo(dark);
    picture("desktop-" + scheme.name().toLowerCase(Locale.ROOT));
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void aPhoneShowsEverythingWithoutScrollingSideways(ColorScheme scheme) {
    open(
        new Browser.NewContextOptions()
            .setViewportSize(390, 844)
            .setDeviceScaleFactor(2)
            .setHasTouch(true)
            .setColorScheme(scheme));
    studyAndOpen();
    assertThat((int) page.evaluate("document.scrollingElement.scrollWidth"))
        .isLessThanOrEqualTo(390);
    var rho = page.locator(".forest tr[data-measure=pair_proxy] .rho").boundingBox();
    assertThat(rho.x + rho.width).isLessThanOrEqualTo(390);
    picture("phone-" + scheme.name().toLowerCase(Locale.ROOT));
  }

  @Test
  void whoWantsLessMotionGetsNone() {
    open(new Browser.NewContextOptions().setReducedMotion(ReducedMotion.REDUCE));
    studyAndOpen();
    assertThat(page.locator(".mark").first()).hasCSS("animation-name", "none");
    assertThat(page.locator(".mark").first()).hasCSS("transition-property", "none");
  }

  @Test
  void theListLeadsToAnExperiment() {
    study();
    page.navigate(root.toString());
    picture("list");
    Locator card =
        page.locator(".card", new Page.LocatorOptions().setHasText("300 of 300 runs measured"));
    card.getByRole(AriaRole.LINK).click();
    assertThat(page.locator("h1")).hasText("Small and large batches");
    assertThat(complaints).isEmpty();
  }

  @Test
  void aListWithNothingInItSaysHowToBegin() {
    page.route(
        "**/experiments?*",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setContentType("application/json")
                    .setBody("{\"items\":[],\"page\":0,\"size\":50,\"total\":0}")));
    page.navigate(root.toString());
    assertThat(page.locator(".message h2")).hasText("No experiment yet");
    assertThat(page.locator(".message pre")).hasText("./lowland run experiments/first-run.yaml");
    picture("empty");
  }

  @Test
  void namesAreTextWhateverTheyHold() {
    page.route(
        "**/experiments?*",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setContentType("application/json")
                    .setBody(
                        """
                        {"items":[{"experiment":"x","name":"<img src=x onerror=alert(1)>",
                          "status":"waiting",
                          "runs":{"requested":1,"trained":0,"measured":0,"failed":0}}],
                         "page":0,"size":50,"total":1}""")));
    page.navigate(root.toString());
    assertThat(page.locator(".card h2")).hasText("<img src=x onerror=alert(1)>");
    assertThat(page.locator(".card img")).hasCount(0);
  }

  @Test
  void anUnknownExperimentIsExplained() {
    page.navigate(root + "?experiment=nobody");
    assertThat(page.locator("[role=alert]")).containsText("experiment 'nobody' is unknown");
    page.getByText("All experiments").click();
    assertThat(page.locator("h1")).hasText("Experiments");
  }

  @Test
  void aServiceThatDoesNotAnswerCanBeTriedAgain() {
    study();
    page.route("**/experiments/**", Route::abort);
    page.navigate(root + "?experiment=seen-by-people");
    assertThat(page.locator("[role=alert]")).containsText("The service does not answer");
    picture("error");
    page.unroute("**/experiments/**");
    page.getByText("Try again").click();
    assertThat(page.locator("h1")).hasText("Small and large batches");
  }

  @Test
  void whenTheConnectionIsLostThePageSaysSo() {
    study();
    page.route("**/experiments/*/events", Route::abort);
    page.navigate(root + "?experiment=seen-by-people");
    assertThat(page.locator(".connection")).hasText("The connection is lost; trying again…");
    page.unroute("**/experiments/*/events");
    assertThat(page.locator(".connection")).isHidden();
    assertThat(page.locator(".scatter .mark")).hasCount(300);
  }

  @Test
  void nothingIsLoadedFromElsewhereAndTheBrowserIsToldSo() {
    List<String> requests = new ArrayList<>();
    page.onRequest(request -> requests.add(request.url()));
    studyAndOpen();
    assertThat(requests).isNotEmpty().allMatch(url -> url.startsWith(root.toString()));
    String policy = RestAssured.get("/").header("Content-Security-Policy");
    assertThat(policy)
        .contains("default-src 'none'", "script-src 'self'")
        .doesNotContain("unsafe", "*", "http");
  }

  private void studyAndOpen() {
    study();
    page.navigate(root + "?experiment=seen-by-people&measure=pair_proxy");
    assertThat(page.locator(POINTS)).hasAttribute("data-points", "300");
    assertThat(page.locator(".forest tr[data-measure=pair_proxy] line.interval")).hasCount(1);
    assertThat(page.locator(".curve.chosen")).hasCount(1);
  }

  /** Sends the study once and waits until the service has all of it. */
  private static void study() {
    if (studied) {
      return;
    }
    wire.send(List.of(STUDY.submission()));
    STUDY.runs().forEach(run -> wire.send(STUDY.story(run)));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        RestAssured.get("/experiments/seen-by-people/correlations")
                            .jsonPath()
                            .getList("correlations.provisional"))
                    .hasSize(27)
                    .containsOnly(false));
    studied = true;
  }

  private static void awaitExperiment(String id) {
    await().atMost(PATIENCE).until(() -> RestAssured.get("/experiments/" + id).statusCode() == 200);
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  private void picture(String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(Path.of("target", "screenshots", name + ".png"))
            .setFullPage(true));
  }

  private static final String CHANNELS =
      """
      const channels = (css) => {
        const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
        context.fillStyle = css;
        context.fillRect(0, 0, 1, 1);
        return [...context.getImageData(0, 0, 1, 1).data].map((channel) => channel / 255);
      };
      const luminance = (css) => {
        const [r, g, b] = channels(css).map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const background = (element) => {
        const own = getComputedStyle(element).backgroundColor;
        return channels(own)[3] === 1 ? own : background(element.parentElement);
      };
      """;

  /** WCAG 2 contrast of an element's text with what it stands on. */
  private static final String CONTRAST =
      "(element) => {"
          + CHANNELS
          + """
          const style = getComputedStyle(element);
          const text = luminance(element instanceof SVGElement ? style.fill : style.color);
          const paper = luminance(background(element));
          return (Math.max(text, paper) + 0.05) / (Math.min(text, paper) + 0.05) + 1e-9;
        }
        """;

  private static final String LUMINANCE_OF_BACKGROUND =
      "(element) => {" + CHANNELS + "return luminance(background(element)) + 1e-9; }";
}
