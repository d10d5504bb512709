package io.lowland.analysis.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.lowland.analysis.Backends;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the page shows of several experiments together. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class AcrossPageTest extends PageScene {
  private static final String SMALL = "across-250";
  private static final String LARGE = "across-1000";
  private static final String BOTH = SMALL + "," + LARGE;
  private static final int PREDICTORS = 7;

  private static boolean sent;

  private static void send() {
    if (sent) {
      return;
    }
    send(new Study(SMALL, 20, 10, 250));
    send(new Study(LARGE, 30, 10, 1_000));
    awaitFinal(SMALL, Study.CORRELATIONS);
    awaitFinal(LARGE, Study.CORRELATIONS);
    sent = true;
  }

  private void openBoth() {
    send();
    page.navigate(root + "?across=" + BOTH);
    assertThat(page.locator(".heat tbody tr")).hasCount(PREDICTORS);
  }

  /** The cell of {@code measure} that a phone labels so. */
  private Locator cell(String measure, String label) {
    return page.locator(".heat tr[data-measure=%s] td[data-label^='%s']".formatted(measure, label));
  }

  /** As the page writes numbers with a sign. */
  private static String signed(double value) {
    return String.format(Locale.ROOT, "%+.2f", value).replace('-', '−');
  }

  @Test
  void everyMeasureHasItsStatisticsOverAllExperimentsAndItsCorrelationInEach() {
    openBoth();
    assertThat(page.locator("[role=status]")).hasText("7 measures over 2 experiments.");
    JsonPath across = RestAssured.get("/statistics/across?experiments=" + BOTH).jsonPath();
    String row = "items.find { it.measure == 'pair_proxy' }.";
    assertThat(cell("pair_proxy", "Granulated"))
        .hasText(signed(across.getDouble(row + "granulated_kendall")));
    assertThat(cell("pair_proxy", "Sign error, mean"))
        .hasText(String.format(Locale.ROOT, "%.2f", across.getDouble(row + "sign_error_mean")));
    assertThat(cell("pair_proxy", "Sign error, worst"))
        .containsText(
            String.format(Locale.ROOT, "%.2f", across.getDouble(row + "sign_error_worst")));
    Locator correlations = cell("pair_proxy", "ρ,");
    assertThat(correlations).hasCount(2);
    // Named by what they differ in.
    assertThat(page.locator(".heat thead .each"))
        .hasText(new String[] {"ρ, 250 training points", "ρ, 1,000 training points"});
    List<String> ids = List.of(SMALL, LARGE);
    for (int i = 0; i < ids.size(); i++) {
      double spearman =
          json(ids.get(i), "/correlations")
              .getDouble(
                  "correlations.find { it.measure == 'pair_proxy' && it.regime == 'all' }.spearman");
      assertThat(correlations.nth(i)).containsText(signed(spearman));
      assertThat(correlations.nth(i)).hasClass(Pattern.compile("kept"));
    }
    assertThat(page.locator("#environments-heading")).containsText("environment by environment");
    assertThat(page.locator(".environments tbody tr"))
        .hasCount(across.getList(row + "environments").size());
    assertThat(complaints).isEmpty();
  }

  @Test
  void correlationsOfFewerThanFiveNetworksAreNotTinted() {
    send();
    page.route(
        Pattern.compile(".*/correlations(\\?.*)?$"),
        route -> {
          APIResponse answer = route.fetch();
          route.fulfill(
              new Route.FulfillOptions()
                  .setResponse(answer)
                  .setBody(answer.text().replaceAll("\"n\":\\d+", "\"n\":4")));
        });
    page.navigate(root + "?across=" + BOTH);
    assertThat(page.locator(".heat tbody tr")).hasCount(PREDICTORS);
    assertThat(cell("pair_proxy", "ρ,")).hasCount(2);
    assertThat(page.locator(".heat tbody :is(.kept, .against)")).hasCount(0);
  }

  @Test
  void theKeyboardChoosesExperimentsOrdersRowsAndOpensAMeasure() {
    send();
    page.navigate(root + "?across=");
    assertThat(page.locator("[role=status]")).containsText("Choose experiments above");
    assertThat(page.locator(".heat")).hasCount(0);
    for (String id : List.of(SMALL, LARGE)) {
      page.locator("input[value=" + id + "]").focus();
      page.keyboard().press("Space");
    }
    assertThat(page.locator("[role=status]")).containsText("over 2 experiments");
    assertThat(page).hasURL(Pattern.compile("across=across-\\d+%2Cacross-\\d+"));
    Locator worst = page.getByRole(AriaRole.BUTTON, named("Sign error, worst"));
    worst.focus();
    page.keyboard().press("Enter");
    assertThat(page.locator("th[aria-sort=ascending]")).hasText("Sign error, worst");
    assertThat(page.getByRole(AriaRole.BUTTON, named("Sign error, worst"))).isFocused();
    page.getByRole(AriaRole.BUTTON, named("Weight L2")).focus();
    page.keyboard().press("Enter");
    assertThat(page.locator("#environments-heading")).containsText("Weight L2");
    assertThat(page.locator(".heat tr.chosen")).hasAttribute("data-measure", "weight_l2");
    page.reload();
    assertThat(page.locator(".heat thead .each")).hasCount(2);
    assertThat(complaints).isEmpty();
  }

  @Test
  void experimentsThatCannotBeComparedAreExplained() {
    send();
    page.navigate(root + "?across=" + SMALL + "&axes=train_points");
    assertThat(page.locator(".notice"))
        .containsText(
            "Nothing can be compared: no two models differ in exactly one hyperparameter");
    assertThat(page.locator("#environments-heading")).isHidden();
    assertThat(cell("pair_proxy", "ρ,")).hasCount(1);
    picture("across-nothing");
    page.locator("input[value=regime]").check();
    assertThat(page.locator(".notice")).hasCount(0);
    assertThat(page.locator("#environments-heading")).isVisible();
  }

  @Test
  void theGapCanBeTheTarget() {
    openBoth();
    page.getByLabel("Against").selectOption("generalisation_gap");
    // These networks have no training accuracy.
    assertThat(page.locator(".notice")).containsText("Nothing can be compared");
    assertThat(page).hasURL(Pattern.compile("target=generalisation_gap"));
  }

  @Test
  void anUnknownExperimentIsNamedAndAnotherCanBeChosen() {
    send();
    page.navigate(root + "?across=nobody");
    assertThat(page.locator("[role=alert]")).containsText("experiment 'nobody' is unknown");
    page.locator("input[value=" + SMALL + "]").check();
    assertThat(page.locator(".heat tbody tr")).hasCount(PREDICTORS);
    assertThat(page.locator("[role=alert]")).hasCount(0);
  }

  @Test
  void aServiceThatDoesNotAnswerCanBeTriedAgain() {
    send();
    page.route("**/statistics/across*", Route::abort);
    page.navigate(root + "?across=" + BOTH);
    assertThat(page.locator("[role=alert]")).containsText("The service does not answer");
    picture("across-error");
    page.unroute("**/statistics/across*");
    page.getByText("Try again").click();
    assertThat(page.locator(".heat tbody tr")).hasCount(PREDICTORS);
  }

  @Test
  void allExperimentsAreOfferedWhereAPageOfTheListHoldsOne() {
    send();
    page.route(
        Pattern.compile("/experiments(\\?size=1000)?$"),
        route -> {
          if (route.request().url().contains("size=")) {
            route.fulfill(new Route.FulfillOptions().setStatus(400).setBody("{}"));
          } else {
            route.resume(new Route.ResumeOptions().setUrl(route.request().url() + "?size=1"));
          }
        });
    page.navigate(root + "?across=");
    assertThat(page.locator("input[value=" + SMALL + "]")).hasCount(1);
    assertThat(page.locator("input[value=" + LARGE + "]")).hasCount(1);
  }

  @Test
  void withoutAnyExperimentThePageSaysHowToBegin() {
    answerWithExperiments("", 0);
    page.navigate(root + "?across=");
    assertThat(page.locator(".message h2")).hasText("No experiment yet");
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void itIsReadableOnADeskAndOnAPhone(ColorScheme scheme) {
    String name = scheme.name().toLowerCase(Locale.ROOT);
    openDesk(1280, scheme);
    openBoth();
    assertReadable(
        ".heat td.kept",
        ".heat td.kept .ci",
        ".heat .promise",
        ".respects",
        ".heat thead a",
        "legend");
    picture("across-" + name);
    openPhone(scheme);
    openBoth();
    assertFitsAPhone();
    assertThat(cell("pair_proxy", "ρ,").first()).isVisible();
    picture("across-phone-" + name);
  }
}
