package io.lowland.analysis.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.lowland.analysis.Backends;
import io.lowland.contracts.RunRequested;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the page shows of networks along training and of reparameterised ones. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class FurtherPageTest extends PageScene {
  private static final String WAYS = "[aria-labelledby=trajectory-heading]";
  private static final String VARIANTS = "[aria-labelledby=reparameterisation-heading]";
  private static final String ID = "seen-along-training";

  private static boolean sent;

  private void openFollowed() {
    if (!sent) {
      wire.send(new FurtherStudy(ID, 12, 4).story());
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(json(ID, "").getString("status")).isEqualTo("finished"));
      sent = true;
    }
    page.navigate(root + "?experiment=" + ID + "&measure=pair_proxy");
    assertThat(page.locator(WAYS + " canvas")).hasAttribute("data-lines", "24");
    assertThat(page.locator(VARIANTS + " .variants tbody tr")).hasCount(10);
  }

  @Test
  void experimentsWithTrainedNetworksOnlyHaveNoSuchPlots() {
    studyAndOpen();
    assertThat(page.locator(WAYS)).isHidden();
    assertThat(page.locator(VARIANTS)).isHidden();
    assertThat(page.locator("button[data-list=trajectories]")).isHidden();
    assertThat(page.locator("button[data-list=points]")).isVisible();
  }

  @Test
  void linesAppearWhileNetworksOnTheWayAreMeasured() {
    FurtherStudy study = new FurtherStudy("underway", 3, 1);
    List<RunRequested> runs = study.runs();
    wire.send(List.of(study.submission()));
    wire.send(study.alongTraining(runs.getFirst()));
    awaitExperiment("underway");
    page.navigate(root + "?experiment=underway");
    assertThat(page.locator(WAYS + " canvas")).hasAttribute("data-lines", "1");
    assertThat(page.locator("header.experiment"))
        .containsText("0 of 6 runs measured, 7 of at least 7 further checkpoints");
    assertThat(page.locator("header .status")).hasText("Running");
    assertThat(page.locator(VARIANTS)).isHidden();
    picture("underway");
    runs.forEach(run -> wire.send(study.last(run)));
    assertThat(page.locator("header.experiment"))
        .containsText("6 of 6 runs measured, 7 of 50 further checkpoints");
    assertThat(page.locator("header .status")).hasText("Running");
    runs.subList(1, 6).forEach(run -> wire.send(study.alongTraining(run)));
    wire.send(study.variants(runs.getFirst()));
    assertThat(page.locator(WAYS + " canvas")).hasAttribute("data-lines", "6");
    assertThat(page.locator(VARIANTS)).isVisible();
    assertThat(page.locator("header .status")).hasText("Finished");
    assertThat(complaints).isEmpty();
  }

  @Test
  void aMeasureAScaleAndARegimeAreChosenForTheWays() {
    openFollowed();
    Locator ways = page.locator(WAYS);
    assertThat(ways.locator(".axis-label").last()).hasText("Hessian trace");
    assertThat(ways.locator(".legend li")).hasCount(2);
    ways.getByLabel("Measure").selectOption("pair_proxy");
    assertThat(ways.locator(".axis-label").last()).hasText("Pair proxy");
    assertThat(ways.locator("canvas")).hasAttribute("data-lines", "24");
    ways.getByLabel("Axis").selectOption("log");
    assertThat(ways.locator("canvas")).hasAttribute("data-lines", "24");
    page.getByRole(AriaRole.COMBOBOX, named("Runs")).selectOption("large-batch");
    assertThat(ways.locator("canvas")).hasAttribute("data-lines", "12");
    assertThat(Pixels.of(ways.locator("canvas"), "s1")).isGreaterThan(500);
    assertThat(Pixels.of(ways.locator("canvas"), "s0")).isZero();
    assertThat(complaints).isEmpty();
  }

  @Test
  void theTableSaysWhatStayedAndHowFarTheRestMoved() {
    openFollowed();
    Locator table = page.locator(VARIANTS + " .variants");
    Locator trace = table.locator("tr[data-measure=hessian_trace]");
    assertThat(table.locator("tbody tr").first()).containsText("Hessian trace");
    assertThat(trace.locator("td").first()).hasText("8 of 32");
    assertThat(trace.locator("td").last()).hasText("1 to 120.7");
    Locator proxy = table.locator("tr[data-measure=pair_proxy]");
    assertThat(proxy).containsText("invariant");
    assertThat(proxy.locator("td").first()).hasText("32 of 32");
    assertThat(proxy.locator("td").last()).hasText("1 to 1");
    assertThat(table.locator(".broken")).hasCount(0);
    // A line per network, layers and measure.
    assertThat(page.locator(VARIANTS + " canvas")).hasAttribute("data-lines", "80");
    page.locator(VARIANTS).getByLabel("Layers").selectOption("2-3");
    assertThat(page.locator(VARIANTS + " canvas")).hasAttribute("data-lines", "40");
    assertThat(trace.locator("td").first()).hasText("4 of 12");
  }

  @Test
  void theKeyboardReachesEveryPointAndOpensItsRun() {
    openFollowed();
    Locator lines = page.locator(WAYS + " .lines");
    Locator note = page.locator(WAYS + " .note");
    lines.focus();
    page.keyboard().press("ArrowRight");
    assertThat(note).hasText(Pattern.compile("Seed \\d+, .*, epoch 10: Hessian.*"));
    page.keyboard().press("ArrowRight");
    assertThat(note).containsText("epoch 20");
    String line = note.textContent();
    page.keyboard().press("ArrowDown");
    assertThat(note).containsText("epoch 20");
    assertThat(note).not().hasText(line);
    page.keyboard().press("End");
    assertThat(note).containsText("epoch 80, trained");
    // The ring around the point.
    assertThat(Pixels.of(page.locator(WAYS + " canvas"), "ink")).isGreaterThan(20);
    page.keyboard().press("Enter");
    assertThat(page.locator("dialog[open]")).containsText("Provenance");
    // Only the trained network's measurements are the run's.
    assertThat(page.locator("dialog[open] .measurements tbody tr")).hasCount(10);
    page.keyboard().press("Escape");
    assertThat(lines).isFocused();

    page.locator(VARIANTS + " .lines").focus();
    page.keyboard().press("ArrowRight");
    page.keyboard().press("ArrowRight");
    assertThat(page.locator(VARIANTS + " .note")).containsText("layers 1-2 times 2");
    assertThat(page.locator(VARIANTS + " .note")).containsText("became");
  }

  private void part(String name, String selector) {
    page.locator(selector)
        .screenshot(
            new Locator.ScreenshotOptions()
                .setPath(Path.of("target", "screenshots", name + ".png")));
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void plotsAreReadableOnADeskAndOnAPhone(ColorScheme scheme) {
    String name = scheme.name().toLowerCase(Locale.ROOT);
    openDesk(1440, scheme);
    openFollowed();
    assertReadable(WAYS + " .intro", VARIANTS + " .intro", VARIANTS + " .family");
    picture("further-" + name);
    part("trajectories-" + name, WAYS);
    part("reparameterisations-" + name, VARIANTS);
    openPhone(scheme);
    openFollowed();
    assertFitsAPhone();
    picture("further-phone-" + name);
    part("trajectories-phone-" + name, WAYS);
    part("reparameterisations-phone-" + name, VARIANTS);
  }
}
