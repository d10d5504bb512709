package io.lowland.analysis.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.lowland.analysis.Backends;
import io.lowland.analysis.Laboratory;
import io.lowland.contracts.RunRequested;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the page shows of experiments, and to whom. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class PageTest extends PageScene {
  /** Counts in {@code drawn} how often the large plot is drawn, and in {@code frames} frames. */
  private static final String COUNT_DRAWINGS =
      """
      const clear = CanvasRenderingContext2D.prototype.clearRect;
      CanvasRenderingContext2D.prototype.clearRect = function (...where) {
        if (this.canvas.closest('.scatter')) window.drawn++;
        return clear.apply(this, where);
      };
      window.drawn = 0;
      window.frames = 0;
      const frame = () => {
        window.frames++;
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
      """;

  @Test
  void pointsAppearWhileMeasurementsArrive() {
    Study study = new Study("filling", 20);
    List<RunRequested> runs = study.runs();
    wire.send(List.of(study.submission()));
    awaitExperiment("filling");
    page.navigate(root + "?experiment=filling&measure=pair_proxy");
    assertThat(page.locator(".blank"))
        .hasText("Points appear here as networks are measured. 0 of 40 trained.");
    assertPoints(0);
    picture("waiting");
    runs.subList(0, 10).forEach(run -> wire.send(study.story(run)));
    assertPoints(10);
    assertThat(page.locator(".runs tbody tr")).hasCount(40);
    assertThat(page.locator(".caption")).containsText("n = 10 of 40");
    assertThat(page.locator(".caption .provisional")).isVisible();
    assertThat(page.locator(".forest-host .provisional")).isVisible();
    assertThat(page.locator("[role=progressbar]")).hasAttribute("aria-valuenow", "10");
    picture("filling");
    runs.subList(10, 40).forEach(run -> wire.send(study.story(run)));
    assertPoints(40);
    assertThat(page.locator(".caption")).containsText("n = 40 of 40");
    assertThat(page.locator(".caption .provisional")).hasCount(0);
    assertThat(page.locator(".forest-host .provisional")).isHidden();
    assertThat(page.locator("header .status")).hasText("Finished");
    assertThat(complaints).isEmpty();
  }

  @Test
  void threeHundredRunsAreDrawnForEveryMeasure() {
    studyAndOpen();
    assertPoints(300);
    assertThat(page.locator(".miniatures canvas[data-points='300']")).hasCount(9);
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
    assertPoints(150);
    assertThat(page.locator(".caption")).containsText("n = 150 of 150");
    page.getByLabel("Axes").selectOption("rank");
    assertThat(page.locator(".scatter .axis-label").first()).hasText("Hessian trace (rank)");
    page.reload();
    assertPoints(150);
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
    openDesk(1440, scheme);
    studyAndOpen();
    assertReadable(
        "h1",
        ".intro",
        ".caption",
        ".forest .ci",
        ".forest button",
        ".family",
        ".notice",
        "header .status",
        ".axes text");
    boolean dark = (boolean) page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches");
    assertThat(Contrast.background(page.locator("body")) < 0.1).isEqualTo(dark);
    picture("desktop-" + scheme.name().toLowerCase(Locale.ROOT));
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void aPhoneShowsEverythingWithoutScrollingSideways(ColorScheme scheme) {
    openPhone(scheme);
    studyAndOpen();
    assertFitsAPhone();
    var rho = page.locator(".forest tr[data-measure=pair_proxy] .rho").boundingBox();
    assertThat(rho.x + rho.width).isLessThanOrEqualTo(PHONE_WIDTH);
    picture("phone-" + scheme.name().toLowerCase(Locale.ROOT));
  }

  @Test
  void everyRegimeIsDrawnInItsColour() {
    studyAndOpen();
    await().untilAsserted(() -> assertThat(pixels("s0")).isGreaterThan(1_000));
    assertThat(pixels("s1")).isGreaterThan(1_000);
    page.getByRole(AriaRole.COMBOBOX, named("Runs")).selectOption("large-batch");
    assertPoints(150);
    await().untilAsserted(() -> assertThat(pixels("s0")).isZero());
    assertThat(pixels("s1")).isGreaterThan(1_000);
  }

  @Test
  void coloursFollowTheSystemWhileThePageIsOpen() {
    studyAndOpen();
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    await().untilAsserted(() -> assertThat(pixels("s0")).isGreaterThan(1_000));
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    await().untilAsserted(() -> assertThat(pixels("s0")).isGreaterThan(1_000));
  }

  @Test
  void theTableOfRunsHasTheValuesOfTheChosenMeasure() {
    studyAndOpen();
    Locator heading = page.locator(".runs thead th").nth(6);
    assertThat(heading).hasText("Pair proxy");
    Locator value = page.locator(".runs tbody tr").first().locator("td").nth(5);
    String before = value.textContent();
    page.locator(".forest").getByText("Weight L2").click();
    assertThat(heading).hasText("Weight L2");
    assertThat(value).not().hasText(before);
  }

  @Test
  void whoPrintsAtOnceGetsThePageWhole() {
    study();
    page.navigate(root + "?experiment=seen-by-people&measure=pair_proxy");
    assertThat(page.locator(".forest tr[data-measure=pair_proxy] line.interval")).hasCount(1);
    page.evaluate("dispatchEvent(new Event('beforeprint'))");
    assertThat((int) page.evaluate("document.querySelectorAll('.runs tbody tr').length"))
        .isEqualTo(300);
  }

  @Test
  void ofManyMeasuresTheStrongestAreShownUntilAllAreAskedFor() {
    Study study = new Study("many-measures", 4, 24);
    wire.send(List.of(study.submission()));
    study.runs().forEach(run -> wire.send(study.story(run)));
    awaitExperiment("many-measures");
    page.navigate(root + "?experiment=many-measures&measure=weight_l2");
    assertPoints(8);
    Locator predictors = page.locator(".forest tbody").first().locator("tr");
    Locator chosen = page.locator(".forest tr[data-measure=weight_l2].chosen");
    assertThat(chosen).isVisible();
    assertThat((boolean) page.evaluate("document.querySelectorAll('.forest tbody tr').length < 13"))
        .isTrue();
    page.getByRole(AriaRole.BUTTON, named("Show all 21 measures")).click();
    assertThat(predictors).hasCount(21);
    assertThat(page.locator(".forest tbody").last().locator("tr")).hasCount(2);
    page.getByRole(AriaRole.BUTTON, named("Show the strongest 10 alone")).click();
    assertThat(chosen).isVisible();
    assertThat(page.locator(".forest tbody").last().locator("tr")).hasCount(0);
  }

  @Test
  void curvesOfSelectionHaveNamesAndNetworksAreWhole() {
    studyAndOpen();
    Locator plot = page.locator(".curves");
    assertThat(plot.locator("text.end.chosen")).hasText("Pair proxy");
    assertThat(plot.locator("text.end").nth(3)).isVisible();
    assertThat(plot.locator(".axes text[text-anchor=middle]"))
        .containsText(new String[] {"1", "2", "5", "10", "20", "50"});
    // Names stand apart from each other and within the picture.
    assertThat(
            (boolean)
                page.evaluate(
                    """
                    (() => {
                      const frame = document.querySelector('.curves svg').getBoundingClientRect();
                      const boxes = [...document.querySelectorAll('.curves text.end')]
                          .map((text) => text.getBoundingClientRect()).sort((a, b) => a.top - b.top);
                      return boxes.every((box, i) => box.right <= frame.right && box.bottom <= frame.bottom
                          && (i === 0 || box.top >= boxes[i - 1].bottom - 3));
                    })()"""))
        .isTrue();
    page.setViewportSize(390, 844);
    assertThat(page.locator(".legend.named li").first()).isVisible();
    assertThat(plot.locator("text.end")).hasCount(0);
  }

  @Test
  void ownNetworksSayWhatTheyWereTrainedOn() {
    Laboratory laboratory = new Laboratory("handed-in-to-see");
    List<RunRequested> runs = laboratory.runs();
    runs.subList(0, 3).forEach(run -> wire.send(laboratory.handedInOn("00ff", run)));
    wire.send(laboratory.handedInOn("ff00", runs.get(3)));
    awaitExperiment("handed-in-to-see");
    page.navigate(root + "?experiment=handed-in-to-see&measure=pair_proxy");
    assertPoints(4);
    Locator facts = page.locator("dl.facts");
    assertThat(facts).containsText("synthetic-digits");
    assertThat(facts).containsText("250");
    assertThat(facts).containsText("784-64-8-10");
    assertThat(page.locator(".notice", new Page.LocatorOptions().setHasText("different data sets")))
        .containsText("Measured on 2 different data sets, told apart by their bytes");
  }

  @Test
  void marksMoveAndAreDrawnOnceAFrame() {
    page.addInitScript(COUNT_DRAWINGS);
    studyAndOpen();
    page.evaluate("window.frames = window.drawn = 0");
    page.getByRole(AriaRole.COMBOBOX, named("Runs")).selectOption("large-batch");
    assertPoints(150);
    await().untilAsserted(() -> assertThat((int) page.evaluate("drawn")).isGreaterThan(1));
    assertThat((boolean) page.evaluate("drawn <= frames + 1")).isTrue();
  }

  @Test
  void whoWantsLessMotionGetsNone() {
    open(new Browser.NewContextOptions().setReducedMotion(ReducedMotion.REDUCE));
    page.addInitScript(COUNT_DRAWINGS);
    studyAndOpen();
    page.evaluate("window.frames = window.drawn = 0");
    page.getByRole(AriaRole.COMBOBOX, named("Runs")).selectOption("large-batch");
    assertPoints(150);
    assertThat(page.locator(".caption")).containsText("n = 150 of 150");
    assertThat(pixels("s0")).isZero();
    assertThat((int) page.evaluate("window.drawn")).isLessThan(5);
    assertThat(page.locator(".bar span").first()).hasCSS("transition-property", "none");
  }

  @Test
  void theListLeadsToAnExperiment() {
    study();
    page.navigate(root.toString());
    picture("list");
    Locator card = page.locator(".card", new Page.LocatorOptions().setHasText("seen-by-people"));
    assertThat(card).containsText("300 of 300 runs measured");
    card.getByRole(AriaRole.LINK).click();
    assertThat(page.locator("h1")).hasText("Small and large batches");
    assertThat(complaints).isEmpty();
  }
}
