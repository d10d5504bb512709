package io.lowland.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lowland.report.result.ExperimentResult;
import io.lowland.report.result.ResultJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

  @TempDir Path directory;

  @Test
  void reportHasAPageTablesFiguresAndTheResult() throws Exception {
    Report.write(Samples.pairProxy(), Samples.IMPRINT, directory);

    assertThat(files().keySet())
        .contains(
            "report.html",
            "report.md",
            "result.json",
            "experiment.yaml",
            "runs.csv",
            "correlations.csv",
            "partial-correlations.csv",
            "strength-differences.csv",
            "model-selection.csv",
            "measurements.parquet",
            "figures/forest-all.svg",
            "figures/scatter-pair_proxy.svg",
            "figures/model-selection.svg")
        .doesNotContain("regime-comparisons.csv");
  }

  @Test
  void reportSaysWhenItWasWrittenAndByWhat() throws Exception {
    Report.write(Samples.pairProxy(), Samples.IMPRINT, directory);

    assertThat(Files.readString(directory.resolve("report.md")))
        .contains("Report written on 2026-11-27 (UTC) by Lowland 0.1.0, commit `0123456789ab`.");
    assertThat(Files.readString(directory.resolve("report.html")))
        .contains("Report written on 2026-11-27 (UTC) by Lowland 0.1.0");
  }

  @Test
  void sameResultGivesTheSameBytes() throws Exception {
    Report.write(Samples.pairProxy(), Samples.IMPRINT, directory.resolve("one"));
    Report.write(Samples.pairProxy(), Samples.IMPRINT, directory.resolve("two"));

    Map<String, byte[]> files = files();

    assertThat(files).hasSizeGreaterThan(20);
    files.forEach(
        (name, bytes) -> {
          if (name.startsWith("one/")) {
            assertThat(bytes).as(name).isEqualTo(files.get(name.replaceFirst("^one/", "two/")));
          }
        });
  }

  @Test
  void theLanguageOfTheMachineDoesNotShow() throws Exception {
    Report.write(Samples.pairProxy(), Samples.IMPRINT, directory.resolve("one"));
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      Report.write(Samples.pairProxy(), Samples.IMPRINT, directory.resolve("two"));
    } finally {
      Locale.setDefault(before);
    }
    for (String file : List.of("report.html", "report.md", "result.json", "runs.csv")) {
      assertThat(directory.resolve("two").resolve(file))
          .hasSameTextualContentAs(directory.resolve("one").resolve(file));
    }
  }

  @Test
  void reportOfTheKeptResultIsTheSameReport() throws Exception {
    for (ExperimentResult result : List.of(Samples.pairProxy(), Samples.regimes())) {
      Path file = directory.resolve("result.json");
      Files.writeString(file, ResultJson.write(result));

      assertThat(ResultJson.read(file)).isEqualTo(result);
    }
  }

  @Test
  void markdownNeverShowsABareCorrelation() throws Exception {
    Report.write(Samples.pairProxy(), Samples.IMPRINT, directory);

    assertThat(Files.readString(directory.resolve("report.md")))
        .contains(
            "9 of 10 networks 784-64-8-10, trained on 250 points of mnist, are measured after 1 min 01 s.",
            "Their test accuracy is 0.7540 ± 0.0027 (mean ± standard deviation), from 0.7500 to 0.7580.",
            "Of 2 measures, none has a Holm-adjusted p below 0.05",
            "| `pair_proxy` | +0.50 | [+0.45, +0.55] | 9 | 0.040 | 0.080 | +0.50 | +0.25 | weakness | yes |",
            "| `hessian_trace` | 9 | −0.25 | [−0.60, +0.30] | not told apart |",
            "| difference of \\|ρ\\| |",
            "Failed: `sample.default.9`: the loss, \"not\" finite",
            "Pair proxy: 0 verdicts are undecided over 9 networks",
            "seeds 0-9, batch size 64, learning rate 0.1, at most 500 epochs, stopped once 0.9999 of");
  }

  @Test
  void partialCorrelationOfFewerNetworksSaysOfHowMany() throws Exception {
    JsonNode kept = new ObjectMapper().readTree(ResultJson.write(Samples.pairProxy()));
    ((ObjectNode) kept.at("/partial_correlations/0/items/0")).put("n", 5);
    Path file = directory.resolve("result.json");
    Files.writeString(file, kept.toString());

    Report.write(ResultJson.read(file), Samples.IMPRINT, directory);

    assertThat(Files.readString(directory.resolve("report.md")))
        .contains("| +0.25 (n\u00a0=\u00a05) | weakness | yes |");
  }

  @Test
  void measureThatDoesNotVaryIsToldInPlainWords() throws Exception {
    JsonNode kept = new ObjectMapper().readTree(ResultJson.write(Samples.pairProxy()));
    ObjectNode first = (ObjectNode) kept.at("/correlations/0");
    String measure = first.path("measure").asText();
    first.remove("spearman");
    first.put("reason", "the first variable is constant: all 9 values are 50850");
    Path file = directory.resolve("result.json");
    Files.writeString(file, kept.toString());

    Report.write(ResultJson.read(file), Samples.IMPRINT, directory);

    assertThat(Files.readString(directory.resolve("report.md")))
        .contains("`%s` has no ρ: it is 50850 for all 9 networks.".formatted(measure));
  }

  @Test
  void fewerThanFiveNetworksAreSaidToShowNothing() throws Exception {
    Path kept = directory.resolve("result.json");
    Files.writeString(
        kept,
        ResultJson.write(Samples.pairProxy()).replaceAll("\"n\"(\\s*):(\\s*)9\\b", "\"n\"$1:$23"));

    Report.write(ResultJson.read(kept), Samples.IMPRINT, directory);

    assertThat(Files.readString(directory.resolve("report.md")))
        .contains(
            "3 networks are too few to say anything: one measure in 3 puts them in perfect order or its reverse by chance alone, and 2 measures")
        .doesNotContain("Holm-adjusted p below");
  }

  @Test
  void aSignAgainstTheTheoryIsSaidAtAGlance() throws Exception {
    String against = "n = 9, with the sign against its theory";
    Report.write(Samples.pairProxy(), Samples.IMPRINT, directory.resolve("one"));
    assertThat(Files.readString(directory.resolve("one/report.md"))).doesNotContain(against);
    JsonNode kept = new ObjectMapper().readTree(ResultJson.write(Samples.pairProxy()));
    for (JsonNode curve : kept.findPath("model_selection").at("/0/items")) {
      boolean higher = curve.path("preference").asText().equals("higher");
      ((ObjectNode) curve).put("preference", higher ? "lower" : "higher");
    }
    Path file = directory.resolve("result.json");
    Files.writeString(file, kept.toString());

    Report.write(ResultJson.read(file), Samples.IMPRINT, directory.resolve("two"));

    assertThat(Files.readString(directory.resolve("two/report.md"))).contains(against);
  }

  @Test
  void comparisonsAtAGlanceSayThatTheirIntervalsAreNotAdjusted() throws Exception {
    JsonNode kept = new ObjectMapper().readTree(ResultJson.write(Samples.pairProxy()));
    ((ObjectNode) kept.findPath("strength_differences").at("/0/items/0"))
        .put("ci_low", 0.1)
        .put("ci_high", 0.3);
    Path file = directory.resolve("result.json");
    Files.writeString(file, kept.toString());

    Report.write(ResultJson.read(file), Samples.IMPRINT, directory);

    assertThat(Files.readString(directory.resolve("report.md")))
        .contains("it predicts better than 1 (by unadjusted intervals); the other 0");
  }

  @Test
  void publishedValuesStandBesideOurs() throws Exception {
    Report.write(Samples.pairProxy(), Samples.IMPRINT, directory);

    assertThat(Files.readString(directory.resolve("report.md")))
        .contains(
            "Table 4 of M. T. Bennett",
            "computed from its published per-network results",
            "| all networks | 0.7540 ± 0.0027 | 9 | 0.7625 ± 0.0174 | 100 |",
            "| `pair_proxy` | +0.50 | [+0.45, +0.55] | 0.040 | 9 | +0.37 | [+0.18, +0.54] | 1.2e−4 | 100 | no |",
            "| `weight_l2` | – | not measured | – | – | +0.02 |");
  }

  @Test
  void regimesAreSetBesideThePapersWhateverTheirNames() throws Exception {
    Report.write(Samples.regimes(), Samples.IMPRINT, directory);

    assertThat(Files.readString(directory.resolve("report.md")))
        .contains(
            "Tables 1, 2 and 6 of M. T. Bennett",
            "| small | 0.8530 ± 0.0014 | 2 | 0.8530 ± 0.0023 | 25 |",
            "| large − small, percentage points, Welch | +1.20 [+1.00, +1.40], p = 0.002 |  | +1.21 [+1.07, +1.35], p = 6.0e−22 |  |",
            "| `hessian_trace` | all networks | −0.90 | [−0.95, −0.85] | 0.040 | 4 | −0.75 | [−0.82, −0.63] | 5.4e−10 | 50 | too few to say |",
            "| `hessian_trace` | large | – | 2 values; expected at least 3 |",
            "`hessian_trace` has no ρ in large: 2 values; expected at least 3.");
    assertThat(files().keySet())
        .contains(
            "figures/regimes-test_accuracy.svg",
            "figures/forest-small.svg",
            "figures/along-training-hessian_trace.svg",
            "trajectories.csv")
        .doesNotContain("figures/forest-large.svg");
  }

  @Test
  void onlyMeasuresThatWereFollowedStandAlongTrainingAndOnlyOfNetworksThatWere() throws Exception {
    Report.write(Samples.regimes(), Samples.IMPRINT, directory);

    assertThat(files().keySet())
        .contains("figures/along-training-hessian_trace.svg")
        .as("its values are of final networks alone")
        .doesNotContain("figures/along-training-test_accuracy.svg");
    assertThat(Files.readString(directory.resolve("report.md")))
        .as("another network ended before its first checkpoint")
        .contains("hessian_trace along the training of 1 network.");
    assertThat(Files.readString(directory.resolve("trajectories.csv")))
        .isEqualTo(
            """
            run,regime,seed,epoch,kind,measure,value
            sample.small.0,small,0,10,along_training,hessian_trace,90.0
            sample.small.0,small,0,20,along_training,hessian_trace,70.0
            sample.small.0,small,0,30,final,hessian_trace,52.0
            """);
  }

  @Test
  void rescaledNetworksAreSetBesideThePapers() throws Exception {
    Report.write(Samples.regimes(), Samples.IMPRINT, directory);

    assertThat(Files.readString(directory.resolve("report.md")))
        .contains(
            "one layer of 2 networks were multiplied",
            "| measure | invariant | 1–2 × 5 |",
            "| `test_accuracy` | yes | equal |",
            "| `hessian_trace` | no | × 8 |",
            "| `hessian_trace`, published | no | × 5.926 |");
    assertThat(Files.readString(directory.resolve("reparameterisations.csv")).lines())
        .contains("sample.small.1,small,1,1,1-2,5.0,hessian_trace,false,51.0,408.0,8.0,false,");
  }

  @Test
  void ratioThatIsNotEqualNeverReadsOne() throws Exception {
    ExperimentResult almost =
        ResultJson.read(
            kept(Samples.regimes(), "\"ratio\" : 8.0", "\"ratio\" : 1.0002781075848495"));

    Report.write(almost, Samples.IMPRINT, directory);

    assertThat(Files.readString(directory.resolve("report.md")))
        .contains("| `hessian_trace` | no | × 1.00028 |");
  }

  @Test
  void textNamesMeasuresThatPromiseUnlikeTheirFamily() throws Exception {
    Report.write(
        ResultJson.read(kept(Samples.pairProxy(), "\"lower\"", "\"higher\"")),
        Samples.IMPRINT,
        directory);

    assertThat(Files.readString(directory.resolve("report.md")))
        .contains(
            "large ones of weakness, small ones of sharpness and simplicity, but large ones of `hessian_trace`; k = 1")
        .contains("| `hessian_trace` | large | 9 |");
  }

  @Test
  void whyTheDataSetIsAnotherStandsInANoteOfItsOwn() throws Exception {
    Report.write(
        ResultJson.read(
            kept(
                Samples.pairProxy(),
                "\"dataset\" : \"mnist\"",
                "\"dataset\" : \"synthetic-digits\", \"why_not_first\" : \"mnist cannot be had\"")),
        Samples.IMPRINT,
        directory);

    assertThat(Files.readString(directory.resolve("report.md")))
        .contains(
            "trained on 250 points of synthetic-digits, are measured after",
            "\n> The data set is not the experiment's first choice: mnist cannot be had.\n");
    assertThat(Files.readString(directory.resolve("report.html")))
        .contains("<p class=\"note\">The data set is not the experiment's first choice");
  }

  private Path kept(ExperimentResult result, String text, String replacement) throws IOException {
    String json = ResultJson.write(result);
    assertThat(json).contains(text);
    return Files.writeString(directory.resolve("kept.json"), json.replace(text, replacement));
  }

  @Test
  void anotherExperimentIsNotSetBesideThePaper() throws Exception {
    ExperimentResult ours = Samples.pairProxy();
    Files.writeString(
        directory.resolve("result.json"),
        ResultJson.write(ours).replace("\"train_points\" : 250", "\"train_points\" : 251"));

    Report.write(ResultJson.read(directory.resolve("result.json")), Samples.IMPRINT, directory);

    assertThat(Files.readString(directory.resolve("report.md"))).doesNotContain("Beside the paper");
  }

  @Test
  void pageNeedsNothingFromElsewhereAndEscapesText() throws Exception {
    Report.write(Samples.pairProxy(), Samples.IMPRINT, directory);

    String page = Files.readString(directory.resolve("report.html"));

    assertThat(page)
        .contains(
            "Ten networks &lt;that&gt; differ &amp; more.", "<svg ", "prefers-color-scheme: dark")
        .doesNotContain(
            "<script", "<link", "<img", "<iframe", "src=", "url(", "@import", "xlink:href");
    assertThat(
            page.replaceAll("<a href=\"https://arxiv\\.org/[^\"]*\">", "")
                .replace("http://www.w3.org/2000/svg", ""))
        .as("the only address is a link that the reader may follow")
        .doesNotContain("http://", "https://");
  }

  @Test
  void pageIsReadOnATelephoneFromTheMeasuresNameAndItsCorrelation() throws Exception {
    Report.write(Samples.pairProxy(), Samples.IMPRINT, directory);

    String page = Files.readString(directory.resolve("report.html"));

    assertThat(page)
        .as("a name may be broken between its words")
        .contains(
            "<tr><th scope=\"row\"><code>pair_<wbr>proxy</code></th><td class=\"number\">+0.50</td><td class=\"number\">[+0.45, +0.55]</td>");
    assertThat(page.split("<div class=\"for-narrow\">", -1))
        .as("forest and selection are drawn for narrow windows too")
        .hasSize(3)
        .allSatisfy(part -> assertThat(part).contains("<svg "));
  }

  @Test
  void figuresAreWellFormedSvgAndPngOfTwiceTheirSize() throws Exception {
    assertThat(Report.write(Samples.regimes(), Samples.IMPRINT, directory))
        .as("why there are no PNG")
        .isEmpty();

    int figures = 0;
    for (Map.Entry<String, byte[]> file : files().entrySet()) {
      if (file.getKey().endsWith(".svg")) {
        var svg =
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(file.getValue()))
                .getDocumentElement();
        var png = ImageIO.read(directory.resolve(file.getKey().replace(".svg", ".png")).toFile());
        assertThat(svg.getTagName()).isEqualTo("svg");
        assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isNotBlank();
        assertThat(png.getWidth()).isEqualTo(2 * Integer.parseInt(svg.getAttribute("width")));
        assertThat(distinctColours(png)).as(file.getKey()).isGreaterThan(20);
        figures++;
      }
    }
    assertThat(figures).isGreaterThanOrEqualTo(5);
  }

  private static long distinctColours(java.awt.image.BufferedImage image) {
    return java.util.Arrays.stream(
            image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
        .distinct()
        .count();
  }

  @Test
  void reportBeforeAnythingIsMeasuredSaysSo() throws Exception {
    ExperimentResult all = Samples.pairProxy();
    String json = ResultJson.write(all);
    int runs = json.indexOf("\"runs\"");
    Path file = directory.resolve("nothing.json");
    Files.writeString(file, json.substring(0, runs) + "\"runs\" : []}");

    Report.write(ResultJson.read(file), Samples.IMPRINT, directory);

    assertThat(Files.readString(directory.resolve("report.md")))
        .contains("0 of 0 networks")
        .doesNotContain("Correlation with test accuracy\n\n|", "NaN");
  }

  private Map<String, byte[]> files() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> found = Files.walk(directory)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        files.put(
            directory.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
    }
    return files;
  }

  @Test
  void csvQuotesWhatHoldsCommasOrQuotes() throws Exception {
    Report.write(Samples.pairProxy(), Samples.IMPRINT, directory);

    assertThat(Files.readString(directory.resolve("runs.csv"), StandardCharsets.UTF_8).lines())
        .contains(
            "run,regime,seed,state,epochs,train_seconds,hessian_trace,pair_proxy,test_accuracy,failure",
            "sample.default.2,default,2,measured,80,1.5,38.5,884.0,0.752,",
            "sample.default.9,default,9,failed,,,,,,\"the loss, \"\"not\"\" finite\"");
  }
}
