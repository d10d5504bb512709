package io.lowland.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.lowland.cli.Workbench.Tried;
import io.lowland.cli.stack.TestStack;
import io.lowland.contracts.ExperimentReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every block of every document is tried: commands in a shell beside a running stack, experiment
 * files by their reader, code against the examples it is taken from. What cannot be run here stands
 * in {@link #NOT_RUN}, with the reason; its syntax and the files it names are checked.
 */
@ExtendWith(TestStack.Provider.class)
class DocumentationTest {
  private static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();
  private static final Path SHARED =
      Path.of(System.getProperty("lowland.shared.dir", "../shared")).toAbsolutePath().normalize();

  /** Beginnings of commands that are not run, and why. */
  private static final Map<String, String> NOT_RUN =
      Map.of(
          "kubectl ", "needs a cluster; the objects are checked in the module deploy",
          "KEY=$(kubectl ",
              "needs a cluster that keeps a key; the same calls are tested without one",
          "helm ",
              "needs a cluster; the chart is installed into a mock of one in the module deploy",
          "mvn ",
              "would build within the build; the modules and goals are those of the build itself",
          "kafka-consumer-groups.sh ", "needs Kafka's own scripts, which Lowland does not bring",
          "java -Dlowland.",
              "starts a service for good; the same settings are tested in its module",
          "$JAVA_HOME/bin/java -jar examples/",
              "needs a jar that is packed after the tests; its module tests the same on a broker",
          "export LOWLAND_MEASURES=",
              "needs a jar that is packed after the tests; OwnMeasureTest loads one");

  /** Commands that go on for ever, and what they print first. */
  private static final Map<String, String> ENDLESS =
      Map.of(
          "python3 examples/python/follow_correlations.py",
          Workbench.EXPERIMENT + " ",
          "curl -N ",
          "event:");

  private static final Pattern PATH_IN_REPOSITORY =
      Pattern.compile("(?<![\\w/.-])(?:experiments|examples|deploy|benchmarks|k8s|docs)/[\\w./-]+");

  @TempDir static Path directory;
  private static Workbench workbench;

  @BeforeAll
  static void layOut(TestStack stack) throws Exception {
    workbench = new Workbench(directory, datasets(), stack);
    Tried submitted =
        workbench.run(
            "./lowland submit nets/*.safetensors --experiment %s --dataset synthetic-digits --train-points 100 --measures weight_l1,weight_l2,test_accuracy"
                .formatted(Workbench.EXPERIMENT));
    assertThat(submitted.code()).as(submitted.output()).isZero();
  }

  private static Optional<Path> datasets() {
    return Optional.of(SHARED.resolve("datasets")).filter(Files::isDirectory);
  }

  @TestFactory
  Stream<DynamicTest> blocksOfTheDocumentsWork() {
    return Snippet.all(REPOSITORY).stream()
        .map(snippet -> DynamicTest.dynamicTest(snippet.toString(), () -> check(snippet)));
  }

  @Test
  void documentsHaveBlocksOfEveryKindThatIsTried() {
    assertThat(Snippet.all(REPOSITORY).stream().map(Snippet::language).distinct())
        .contains("", "yaml", "python", "java");
  }

  @Test
  void checkpointWrittenWithoutTheLibraryIsReadAndMeasured() throws Exception {
    requirePython();
    Tried tried =
        workbench.run(
            """
            cat > by_hand.py <<'END'
            import sys
            sys.path.insert(0, "examples/python")
            import numpy as np
            from save_network import save
            r = np.random.default_rng(0)
            save({"out.weight": r.normal(size=(10, 8)), "out.bias": np.zeros(10),
                  "in.weight": r.normal(size=(8, 784)), "in.bias": np.zeros(8)},
                 "by-hand.safetensors",
                 {"dataset": "synthetic-digits", "train_points": 100, "experiment": "by-hand", "measures": "weight_l2"})
            END
            python3 by_hand.py
            python3 examples/python/hand_in.py by-hand.safetensors
            ./lowland measure by-hand.safetensors
            """);

    assertThat(tried.code()).as(tried.output()).isZero();
    assertThat(tried.output()).contains("784-8-10 on synthetic-digits", "weight_l2");
    assumeTrue(Workbench.onPath("kcat").findAny().isPresent(), "skipped: kcat is not installed");
    Tried heard =
        workbench.runUntil(
            "kcat -q -u -b $LOWLAND_BROKER -C -t lowland.measurements -o beginning",
            "\"experiment\":\"by-hand\"");
    assertThat(heard.output()).contains("\"experiment\":\"by-hand\"");
  }

  @Test
  void networkTrainedByPyTorchAsDocumentedIsMeasured() throws Exception {
    Path mnist = SHARED.resolve("datasets/mnist");
    assumeTrue(Files.isDirectory(mnist), "skipped: no data set at " + mnist);
    Optional<Path> torch =
        Workbench.onPath("python3")
            .filter(
                python ->
                    Workbench.succeeds(python.toString(), "-c", "import torch, numpy, safetensors"))
            .findFirst();
    assumeTrue(torch.isPresent(), "skipped: no python3 on PATH has torch, numpy and safetensors");
    Tried tried =
        workbench.run(
            "%s examples/python/train_network.py %s trained.safetensors && ./lowland measure trained.safetensors --measures test_accuracy,train_accuracy"
                .formatted(torch.get(), mnist));

    assertThat(tried.code()).as(tried.output()).isZero();
    assertThat(tried.output()).contains("784-64-8-10 on mnist, 250 training points");
  }

  private static void check(Snippet snippet) throws Exception {
    switch (snippet.language()) {
      case "" -> checkCommands(snippet);
      case "yaml" -> checkYaml(snippet);
      case "python" -> checkPython(snippet);
      case "java" -> checkJava(snippet);
      case "json" ->
          new ObjectMapper().readTree(snippet.text().replaceAll(",?\\s*…\\s*(?=[\\]}])", ""));
      case "promql", "text", "mermaid" -> assertThat(snippet.text()).isNotBlank();
      default ->
          throw new AssertionError(
              snippet + ": no test for blocks of '%s'".formatted(snippet.language()));
    }
  }

  private static void checkCommands(Snippet snippet) throws Exception {
    String text = snippet.text();
    if (text.lines().anyMatch(line -> NOT_RUN.keySet().stream().anyMatch(line::startsWith))) {
      filesAreThere(snippet);
      assertThat(workbench.run("bash -n <<'END'\n" + text + "END\n").output()).isEmpty();
      return;
    }
    requireTools(text);
    Optional<String> endless =
        ENDLESS.keySet().stream()
            .filter(beginning -> text.lines().anyMatch(line -> line.startsWith(beginning)))
            .findFirst();
    Tried tried =
        endless.isPresent()
            ? workbench.runUntil(text, ENDLESS.get(endless.get()))
            : workbench.run(text);
    assertThat(tried.code()).as(tried.output()).isZero();
    assertThat(tried.output())
        .doesNotContain("Exception", "Traceback", "was interrupted", "HTTP/1.1 4", "HTTP/1.1 5");
    endless.ifPresent(beginning -> assertThat(tried.output()).contains(ENDLESS.get(beginning)));
  }

  private static void requireTools(String commands) {
    if (commands.contains("python3 ")) {
      requirePython();
    }
    if (commands.contains("kcat ")) {
      assumeTrue(
          Workbench.onPath("kcat").findAny().isPresent(),
          "skipped: kcat is not installed (apt-get install kcat)");
    }
    if (commands.contains("curl ")) {
      assumeTrue(Workbench.onPath("curl").findAny().isPresent(), "skipped: curl is not installed");
    }
    boolean needsData = commands.contains("mnist") || commands.contains("pytorch.safetensors");
    assumeTrue(
        !needsData || datasets().isPresent(), "skipped: no data sets at " + SHARED + "/datasets");
  }

  private static void requirePython() {
    assumeTrue(
        workbench.python().isPresent(),
        "skipped: no python3 has confluent_kafka and numpy (apt-get install python3-confluent-kafka python3-numpy)");
  }

  private static void checkYaml(Snippet snippet) throws IOException {
    if (snippet.document().startsWith("docs/deploy")) {
      // Values of the chart; DocumentedValuesTest of the module deploy renders them.
      assertThat(new YAMLMapper().readTree(snippet.text()).isObject()).isTrue();
      return;
    }
    assertThat(ExperimentReader.parse(snippet.text(), snippet.toString()).runs()).isPositive();
  }

  /**
   * A block of Python that names an example file is that file, word for word; the others need
   * libraries of the reader's and are checked for their syntax.
   */
  private static void checkPython(Snippet snippet) throws Exception {
    if (snippet.firstLine().startsWith("# examples/")) {
      Path example = REPOSITORY.resolve(snippet.firstLine().replaceFirst("^# ", ""));
      assertThat(example).as(snippet.toString()).exists();
      assertThat(snippet.text())
          .isEqualTo("# " + REPOSITORY.relativize(example) + "\n" + Files.readString(example));
    }
    requirePython();
    Path file = Files.writeString(directory.resolve("block.py"), snippet.text());
    Tried parsed =
        workbench.run("python3 -c 'import ast, sys; ast.parse(open(sys.argv[1]).read())' " + file);
    assertThat(parsed.code()).as(parsed.output()).isZero();
  }

  /** Every line of a block of Java that says something stands in an example. */
  private static void checkJava(Snippet snippet) throws IOException {
    String examples = squeezed(javaOfExamples());
    for (String line : snippet.text().lines().map(String::strip).toList()) {
      String said = squeezed(line.replaceFirst("\\{ .*", "").replaceFirst("@Override ", ""));
      assertThat(examples).as(snippet.toString()).contains(said);
    }
  }

  private static String squeezed(String code) {
    return code.replaceAll("\\s+", "");
  }

  private static String javaOfExamples() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(REPOSITORY.resolve("examples"))) {
      List<Path> sources =
          files
              .filter(file -> file.toString().contains("src/main/java"))
              .filter(file -> file.toString().endsWith(".java"))
              .toList();
      for (Path source : sources) {
        all.append(Files.readString(source));
      }
    }
    return all.toString();
  }

  private static void filesAreThere(Snippet snippet) {
    Matcher path = PATH_IN_REPOSITORY.matcher(snippet.text());
    while (path.find()) {
      if (!path.group().contains("/target/")) {
        assertThat(REPOSITORY.resolve(path.group())).as(snippet.toString()).exists();
      }
    }
  }
}
