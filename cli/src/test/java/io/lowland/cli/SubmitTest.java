package io.lowland.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lowland.cli.CommandRunner.Outcome;
import io.lowland.cli.stack.TestStack;
import io.lowland.contracts.Topics;
import io.lowland.network.Architecture;
import io.lowland.network.Checkpoint;
import io.lowland.network.Network;
import io.lowland.network.Safetensors;
import io.lowland.random.TorchRandom;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A user's own networks, some of them written by PyTorch, on one running stack. */
@Timeout(300)
@ExtendWith(TestStack.Provider.class)
class SubmitTest {
  private static final Path SHARED = Path.of(System.getProperty("lowland.shared.dir", "../shared"));
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path directory;
  private static TestStack stack;

  @BeforeAll
  static void find(TestStack running) {
    stack = running;
  }

  @Test
  void networksThatPyTorchWroteFormAnExperimentWithCorrelations() throws Exception {
    List<Path> files = networksOfPyTorch();

    Outcome outcome =
        submit(
            files,
            "--experiment",
            "pytorch",
            "--dataset",
            "idx:" + SHARED.resolve("datasets/mnist").toAbsolutePath(),
            "--train-points",
            "250",
            "--measures",
            "test_accuracy,weight_l2,parameter_count",
            "--json");

    assertThat(outcome.code()).as(outcome.err()).isZero();
    JsonNode networks = JSON.readTree(outcome.out()).path("networks");
    assertThat(networks).hasSize(files.size());
    for (int i = 0; i < files.size(); i++) {
      JsonNode expected = facts(files.get(i));
      assertThat(networks.get(i).path("file").asText()).isEqualTo(files.get(i).toString());
      assertThat(networks.get(i).path("test_accuracy").asDouble())
          .isEqualTo(expected.path("test_accuracy").asDouble());
      assertThat(networks.get(i).path("measurements").properties()).hasSize(3);
    }
    JsonNode correlation = correlation("pytorch", "weight_l2", files.size());
    assertThat(correlation.path("spearman").asDouble()).isBetween(-1.0, 1.0);
    assertThat(correlation.path("ci95")).hasSize(2);
    assertThat(get("experiments/pytorch").path("runs").path("measured").asInt())
        .isEqualTo(files.size());
  }

  @Test
  void networksThatWereHandedInHaveAReport() throws Exception {
    List<Path> some = new ArrayList<>();
    for (int seed = 11; seed < 15; seed++) {
      some.add(network("reported-" + seed, Architecture.of(784, 8, 10), seed));
    }
    String measures = "test_accuracy,weight_l2,pair_proxy";
    submit(some.subList(0, 3), synthetic("reported", "--measures", measures));
    submit(
        some.subList(3, 4),
        synthetic("reported", "--regime", "of-another-kind", "--measures", measures));
    correlation("reported", "weight_l2", 4);
    Path report = directory.resolve("report-of-reported");

    Outcome outcome =
        CommandRunner.run(
            "report", "reported", "--state", stack.state().toString(), "--out", report.toString());

    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(report.resolve("report.md"))
        .content()
        .contains("4 of 4 networks 784-8-10, trained on 100 points of synthetic-digits")
        .contains("is made of networks that were handed in")
        .contains("Regime of-another-kind")
        .doesNotContain("Optional", "null");
    assertThat(report).isDirectoryContaining("glob:**/measurements.parquet");
  }

  @Test
  void networkHandedInTwiceCountsOnceAndKeepsWhatWasMeasured() throws Exception {
    List<Path> file = List.of(network("twice", Architecture.of(784, 8, 10), 1));

    Outcome first = submit(file, synthetic("twice", "--measures", "weight_l1"));
    Outcome second = submit(file, synthetic("twice", "--measures", "weight_l2,test_accuracy"));

    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out()).contains("weight_l1", "test_accuracy");
    assertThat(second.code()).as(second.err()).isZero();
    assertThat(second.out()).contains("weight_l2", "page: " + stack.analysis());
    JsonNode measurements =
        Awaitility.await()
            .atMost(60, TimeUnit.SECONDS)
            .until(
                () -> get("experiments/twice/measurements").path("items"),
                items -> items.size() == 3);
    assertThat(measurements.findValuesAsText("measure"))
        .containsExactlyInAnyOrder("weight_l1", "weight_l2", "test_accuracy");
    assertThat(get("experiments/twice").path("runs").path("requested").asInt()).isOne();
  }

  @Test
  void networkAboveTheClaimCheckLimitTravelsThroughTheSharedDirectory() throws Exception {
    Path file = network("large", Architecture.of(784, 3000, 10), 2);
    assertThat(Files.size(file)).isGreaterThan(8 << 20);
    List<Path> before = kept();

    Outcome outcome = submit(List.of(file), synthetic("large", "--measures", "weight_l2"));

    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("weight_l2");
    assertThat(kept()).hasSize(before.size() + 1).containsAll(before);
  }

  private static List<Path> kept() throws IOException {
    Path folder = stack.state().resolve("checkpoints");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void networkThatNoWorkerCanGetIsRejectedWithTheReason() throws Exception {
    Path file = network("unreachable", Architecture.of(784, 3000, 10), 3);

    Outcome outcome =
        CommandRunner.run(
            "submit",
            file.toString(),
            "--bootstrap-servers",
            stack.bootstrapServers(),
            "--claim-check",
            directory.resolve("not-shared").toString(),
            "--experiment",
            "unreachable",
            "--dataset",
            "synthetic-digits",
            "--train-points",
            "100");

    assertThat(outcome.code()).isOne();
    assertThat(outcome.out())
        .contains("rejected: ", "expected a checkpoint in the directory all services share")
        .doesNotContain("page: ");
  }

  @Test
  void networkThatDoesNotFitItsDataIsRefusedBeforeAnythingIsSent() throws Exception {
    Path file = network("misfit", Architecture.of(100, 8, 10), 4);
    Path fitting = network("fitting", Architecture.of(784, 8, 10), 4);

    Outcome outcome = submit(List.of(fitting, file), synthetic("misfit"));
    Outcome tooMany =
        submit(
            List.of(fitting),
            "--experiment",
            "misfit",
            "--dataset",
            "synthetic-digits",
            "--train-points",
            "100000000");
    Outcome noFolder =
        submit(
            List.of(fitting),
            "--experiment",
            "misfit",
            "--dataset",
            "idx:" + directory.resolve("no-folder").toAbsolutePath(),
            "--train-points",
            "100");

    assertRefused(outcome, file.toString(), "784");
    assertRefused(tooMany, fitting.toString(), "100000000");
    assertRefused(noFolder, fitting.toString(), "no-folder");
    assertThat(get("experiments").findValuesAsText("experiment")).doesNotContain("misfit");
  }

  @Test
  void dataSetThatDoesNotExistIsRefusedForEveryBroker() throws Exception {
    Path file = network("misnamed", Architecture.of(784, 8, 10), 8);

    Outcome outcome =
        submit(
            List.of(file),
            "--experiment",
            "misnamed",
            "--dataset",
            "minst",
            "--train-points",
            "100",
            "--bootstrap-servers",
            stack.bootstrapServers());

    assertRefused(
        outcome, file.toString(), "dataset: 'minst'; expected a data set; did you mean mnist?");
    assertThat(get("experiments").findValuesAsText("experiment")).doesNotContain("misnamed");
  }

  private static void assertRefused(Outcome outcome, String... said) {
    assertThat(outcome.code()).isOne();
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err().lines()).hasSize(1);
    assertThat(outcome.err()).startsWith("lowland: ").contains(said);
  }

  @Test
  void networkThatWorkersCannotMeasureFailsAndSaysWhy() throws Exception {
    Path file = network("elsewhere", Architecture.of(100, 8, 10), 4);

    Outcome outcome =
        submit(
            List.of(file),
            "--experiment",
            "elsewhere",
            "--dataset",
            "idx:not-there",
            "--train-points",
            "100",
            "--bootstrap-servers",
            stack.bootstrapServers());

    assertThat(outcome.code()).isOne();
    assertThat(outcome.out()).contains(file + ": not measured: ", "not-there: no such folder");
    Awaitility.await()
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> get("experiments/elsewhere").path("runs").path("failed").asInt() == 1);
    assertThat(get("experiments/elsewhere").path("runs").path("measured").asInt()).isZero();
  }

  @Test
  void measureThatNoWorkerHasIsNoSuccessAndWhatToDoIsSaid() throws Exception {
    Path file = network("unknown", Architecture.of(784, 8, 10), 5);

    Outcome outcome =
        submit(
            List.of(file),
            synthetic(
                "unknown",
                "--measures",
                "weight_l2,my_measure",
                "--bootstrap-servers",
                stack.bootstrapServers()));

    assertThat(outcome.code()).isOne();
    assertThat(outcome.out())
        .contains("my_measure: no worker has this measure", "LOWLAND_MEASURES", "./lowland up");
  }

  @Test
  void networkThatComesByTwoWaysCountsOnceAndItsExperimentIsFinished() throws Exception {
    Network network = Network.initialise(Architecture.of(784, 8, 10), new TorchRandom(9));
    byte[] file =
        Safetensors.write(
            new Checkpoint(
                network,
                Map.of(
                    "experiment",
                    "two-ways",
                    "dataset",
                    "synthetic-digits",
                    "train_points",
                    "100",
                    "measures",
                    "weight_l1,weight_l2")));
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", stack.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(Topics.CHECKPOINTS, file)).get();
    }
    Path same = network("the-same", Architecture.of(784, 8, 10), 9);
    Path copy = Files.copy(same, directory.resolve("copy.safetensors"));

    Outcome outcome =
        submit(List.of(same, copy), synthetic("two-ways", "--measures", "test_accuracy"));

    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains(copy + ": the same network as " + same);
    Awaitility.await()
        .atMost(60, TimeUnit.SECONDS)
        .until(
            () -> get("experiments/two-ways/measurements").path("items"),
            items -> items.size() == 3);
    JsonNode experiment = get("experiments/two-ways");
    assertThat(experiment.path("runs").path("requested").asInt()).isOne();
    assertThat(experiment.path("status").asText()).isEqualTo("finished");
  }

  @Test
  void oneWrongFileAmongManyMeansThatNoneIsSent() throws Exception {
    Path good = network("good", Architecture.of(784, 8, 10), 5);
    Path bad = Files.writeString(directory.resolve("bad.safetensors"), "not a network");

    Outcome outcome = submit(List.of(good, bad), synthetic("untouched"));

    assertThat(outcome.code()).isOne();
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err().lines())
        .singleElement()
        .asString()
        .startsWith("lowland: " + bad)
        .contains("header length");
    assertThat(get("experiments").findValuesAsText("experiment")).doesNotContain("untouched");
  }

  @Test
  void withoutWaitingTheCommandEndsWhenTheBrokerHasTheNetwork() throws Exception {
    Path file = network("patient", Architecture.of(784, 8, 10), 6);

    Outcome outcome =
        submit(List.of(file), synthetic("patient", "--measures", "weight_l2", "--no-wait"));

    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("handed in as patient.default.net-");
    Awaitility.await()
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> get("experiments/patient").path("runs").path("measured").asInt() == 1);
  }

  @Test
  void withoutAStackTheCommandSaysHowToStartOne() throws Exception {
    Path file = network("alone", Architecture.of(784, 8, 10), 7);

    Outcome outcome =
        CommandRunner.run(
            "submit",
            file.toString(),
            "--state",
            directory.resolve("nowhere").toString(),
            "--experiment",
            "alone",
            "--dataset",
            "mnist",
            "--train-points",
            "250");

    assertThat(outcome.code()).isOne();
    assertThat(outcome.err().lines()).hasSize(1);
    assertThat(outcome.err()).contains("no stack is running in", "./lowland up");
  }

  private static String[] synthetic(String experiment, String... further) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--experiment",
                experiment,
                "--dataset",
                "synthetic-digits",
                "--train-points",
                "100"));
    options.addAll(Arrays.asList(further));
    return options.toArray(String[]::new);
  }

  private static Outcome submit(List<Path> files, String... options) {
    List<String> line = new ArrayList<>(List.of("submit"));
    files.forEach(file -> line.add(file.toString()));
    line.addAll(Arrays.asList(options));
    line.addAll(List.of("--state", stack.state().toString()));
    return CommandRunner.run(line.toArray(String[]::new));
  }

  private static Path network(String name, Architecture architecture, long seed)
      throws IOException {
    Network network = Network.initialise(architecture, new TorchRandom(seed));
    return Files.write(
        directory.resolve(name + ".safetensors"),
        Safetensors.write(new Checkpoint(network, Map.of())));
  }

  private static List<Path> networksOfPyTorch() throws IOException {
    Path folder = SHARED.resolve("reference/networks");
    assumeThat(folder).as("skipped: no reference networks in " + folder).isDirectory();
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("mnist-.*-n250-.*\\.safetensors"))
          .sorted()
          .toList();
    }
  }

  private static JsonNode facts(Path network) throws IOException {
    return JSON.readTree(Path.of(network.toString().replace(".safetensors", ".json")).toFile());
  }

  private static JsonNode correlation(String experiment, String measure, int n) {
    return Awaitility.await()
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> correlation(experiment, measure), node -> node.path("n").asInt() == n);
  }

  private static JsonNode correlation(String experiment, String measure) throws Exception {
    for (JsonNode correlation :
        get("experiments/" + experiment + "/correlations").path("correlations")) {
      if (correlation.path("measure").asText().equals(measure)) {
        return correlation;
      }
    }
    return JSON.createObjectNode();
  }

  private static JsonNode get(String path) throws Exception {
    URI address = stack.analysis().resolve("/" + path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return JSON.readTree(
          client
              .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
              .body());
    }
  }
}
