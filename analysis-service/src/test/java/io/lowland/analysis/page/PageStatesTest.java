package io.lowland.analysis.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.lowland.analysis.Backends;
import io.lowland.analysis.endpoint.Followers;
import io.lowland.contracts.RunRequested;
import io.lowland.contracts.TrainingProgress;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the page shows where results cannot be, and what it refuses to load. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class PageStatesTest extends PageScene {
  @Inject Followers followers;

  @Test
  void aListWithNothingInItSaysHowToBegin() {
    answerWithExperiments("", 0);
    page.navigate(root.toString());
    assertThat(page.locator(".message h2")).hasText("No experiment yet");
    assertThat(page.locator(".message pre")).hasText("./lowland run experiments/first-run.yaml");
    picture("empty");
  }

  @Test
  void namesAreTextWhateverTheyHold() {
    answerWithExperiments(
        """
        {"experiment":"x","name":"<img src=x onerror=alert(1)>","status":"waiting",
         "runs":{"requested":1,"trained":0,"measured":0,"failed":0}}""",
        1);
    page.navigate(root.toString());
    assertThat(page.locator(".card h2")).hasText("<img src=x onerror=alert(1)>");
    assertThat(page.locator(".card img")).hasCount(0);
  }

  @Test
  void aRunThatFailedInMeasuringIsNotBeingMeasured() {
    answerWithExperiments(
        """
        {"experiment":"x","name":"x","status":"running",
         "runs":{"requested":4,"trained":4,"measured":1,"failed":2}}""",
        1);
    page.navigate(root.toString());
    assertThat(page.locator(".card"))
        .containsText("1 of 4 runs measured, 1 waiting or being measured, 2 runs failed");
  }

  @Test
  void aCurveOfSelectionAboutFewerNetworksThanOthersSaysHowMany() {
    Study study = new Study("uneven", 4);
    RunRequested first = study.runs().getFirst();
    wire.send(List.of(study.submission()));
    for (RunRequested run : study.runs()) {
      wire.send(
          study.story(run).stream()
              .filter(event -> !run.equals(first) || !event.key().endsWith("path_norm"))
              .toList());
    }
    awaitExperiment("uneven");
    page.navigate(root + "?experiment=uneven&measure=path_norm");
    assertThat(page.locator(".curves text.end.chosen")).hasText("Path norm (n = 7)");
    assertThat(page.locator(".curves ~ .note"))
        .containsText("It has a value for 7 of 8 networks and chooses among those.");
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
  void aRunThatFailedSaysWhyInTheTable() {
    Study study = new Study("seen-to-fail", 5);
    List<RunRequested> runs = study.runs();
    wire.send(List.of(study.submission()));
    wire.send(study.story(runs.getFirst()));
    wire.send(List.of(TrainingProgress.failed(runs.getLast(), "the loss is not a number")));
    awaitExperiment("seen-to-fail");
    page.navigate(root + "?experiment=seen-to-fail");
    assertThat(page.locator("header.experiment")).containsText("1 run failed");
    assertThat(page.locator(".runs tbody")).containsText("failed the loss is not a number");
    assertThat(page.locator(".caption")).containsText("No correlation yet:");
    // Statistics that have no value take no room.
    assertThat(page.locator("#versus-heading")).isHidden();
    assertThat(page.locator("#partial-heading")).isHidden();
  }

  @Test
  void fewerThanFiveNetworksAreSaidToShowNothing() {
    send(new Study("seen-to-be-few", 2));
    awaitFinal("seen-to-be-few", Study.CORRELATIONS);
    page.navigate(root + "?experiment=seen-to-be-few");
    assertPoints(4);
    assertThat(page.locator(".few"))
        .containsText(
            "4 networks are too few to say anything: one measure in 12 puts them in perfect order"
                + " or its reverse by chance alone, and 7 measures were looked at.");
    study();
    page.navigate(root + "?experiment=seen-by-people");
    assertPoints(300);
    assertThat(page.locator(".few")).isHidden();
  }

  @Test
  void aListOfSeveralPagesIsSavedToItsEnd() throws IOException {
    studyAndOpen();
    String second = "/experiments/seen-by-people/measurements?page=1&size=1";
    page.route(
        Pattern.compile(".*/measurements(\\?.*)?"),
        route ->
            route.fulfill(
                route.request().url().endsWith(second)
                    ? lines("run,value\r\nb,2\r\n", Map.of())
                    : lines(
                        "run,value\r\na,1\r\n",
                        Map.of("Link", "<%s>; rel=\"next\"".formatted(second)))));
    Download download =
        page.waitForDownload(
            () -> page.getByRole(AriaRole.BUTTON, named("measurements.csv")).click());
    assertThat(download.suggestedFilename()).isEqualTo("seen-by-people-measurements.csv");
    assertThat(Files.readString(download.path())).isEqualTo("run,value\r\na,1\r\nb,2\r\n");
  }

  private static Route.FulfillOptions lines(String text, Map<String, String> headers) {
    return new Route.FulfillOptions().setContentType("text/csv").setHeaders(headers).setBody(text);
  }

  @Test
  void everyMeasurementOfTheStudyIsInItsFile() throws IOException {
    studyAndOpen();
    int total =
        RestAssured.get("/experiments/seen-by-people/measurements?size=1")
            .jsonPath()
            .getInt("total");
    // More than one page as the service cuts them when nobody says how.
    assertThat(total).isGreaterThan(1_000);
    Download download =
        page.waitForDownload(
            () -> page.getByRole(AriaRole.BUTTON, named("measurements.csv")).click());
    assertThat(Files.readAllLines(download.path())).hasSize(1 + total).doesNotHaveDuplicates();
  }

  @Test
  void aListStaysWhileTheServiceDoesNotAnswer() {
    study();
    page.navigate(root.toString());
    assertThat(page.locator(".card").first()).isVisible();
    page.route("**/experiments?*", Route::abort);
    assertThat(page.locator(".connection")).containsText("The service does not answer");
    assertThat(page.locator(".card").first()).isVisible();
    page.unroute("**/experiments?*");
    assertThat(page.locator(".connection")).isHidden();
  }

  @Test
  void whenTheConnectionIsLostThePageSaysSo() {
    study();
    page.route("**/experiments/*/events", Route::abort);
    page.navigate(root + "?experiment=seen-by-people");
    assertThat(page.locator(".connection"))
        .containsText("The service does not answer; trying again… A run that was stopped");
    assertThat(page.locator(".connection code")).hasText("./lowland run FILE --resume");
    assertThat(page.locator(".connection code")).hasCSS("white-space", "nowrap");
    page.unroute("**/experiments/*/events");
    assertThat(page.locator(".connection")).isHidden();
    assertPoints(300);
  }

  @Test
  void whenTheRunHasEndedAndTheServiceStopsThePageSaysSoCalmly() {
    studyAndOpen();
    page.route("**/experiments/*/events", Route::abort);
    followers.dismiss();
    assertThat(page.locator(".connection.calm"))
        .hasText(
            "The run has ended, and the service with it. Everything was measured, and this page"
                + " keeps it as long as it is open. The report is at "
                + Path.of("src/test/resources/report.html").toAbsolutePath());
    assertPoints(300);
    picture("ended");
    page.unroute("**/experiments/*/events");
    assertThat(page.locator(".connection")).isHidden();
  }

  @Test
  void whenTheServiceStopsInTheMiddleThePageSaysThatItIsKept() {
    Study study = new Study("seen-to-stop", 5);
    wire.send(List.of(study.submission()));
    wire.send(study.story(study.runs().getFirst()));
    awaitExperiment("seen-to-stop");
    page.navigate(root + "?experiment=seen-to-stop");
    assertPoints(1);
    page.route("**/experiments/*/events", Route::abort);
    followers.dismiss();
    assertThat(page.locator(".connection.calm"))
        .containsText("The service was stopped before everything was measured.");
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
}
