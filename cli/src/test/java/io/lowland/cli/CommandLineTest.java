package io.lowland.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lowland.cli.CommandRunner.Outcome;
import io.lowland.network.Architecture;
import io.lowland.network.Checkpoint;
import io.lowland.network.Network;
import io.lowland.network.Safetensors;
import io.lowland.random.TorchRandom;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run", "up", "down", "measure", "verify", "train", "submit", "clean", "report", "test"
      })
  void everyCommandExplainsItself(String command) {
    Outcome outcome = CommandRunner.run(command, "--help");

    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains("Usage: lowland " + command);
  }

  @Test
  void unknownOptionIsOneLineAndWhereToLook() {
    Outcome outcome = CommandRunner.run("measure", "net.safetensors", "--nonsense");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err().lines())
        .hasSize(2)
        .satisfiesExactly(
            line -> assertThat(line).startsWith("lowland: ").contains("--nonsense"),
            line -> assertThat(line).isEqualTo("see ./lowland measure --help"));
  }

  @ParameterizedTest
  @CsvSource({
    "rum, did you mean run?",
    "mesure, did you mean measure?",
    "run x.yaml --seed 0-3, did you mean --seeds?",
    "submit net.safetensors --datasett mnist, did you mean --dataset?"
  })
  void misspeltCommandOrOptionIsAnsweredWithTheOneMeant(String line, String said) {
    Outcome outcome = CommandRunner.run(line.split(" "));

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err().lines()).hasSize(2);
    assertThat(outcome.err()).contains(said);
  }

  @Test
  void evidenceIntoAFolderThatIsNotThereIsRefusedBeforeMeasuring() {
    String evidence = directory.resolve("absent").resolve("evidence.jsonl").toString();

    Outcome outcome = CommandRunner.run("measure", "net.safetensors", "--evidence", evidence);

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .startsWith("lowland: --evidence: ")
        .contains(evidence, "expected a file in a folder that exists");
  }

  @Test
  void experimentFileWithMistakesListsThemAllAndExitsWithTwo() throws Exception {
    Path file = directory.resolve("bad.yaml");
    Files.writeString(
        file,
        """
        name: bad
        datasets: [mnist]
        architecture: 784-10
        seeds: 5-1
        learning_rate: -3
        colour: red
        """);

    Outcome outcome = CommandRunner.run("run", file.toString());

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .contains(file.toString(), "architecture", "seeds", "learning_rate", "colour")
        .doesNotContain("Exception", "\tat ");
    assertThat(outcome.err().lines()).allMatch(line -> line.startsWith("lowland: "));
  }

  @ParameterizedTest
  @CsvSource({
    "architecture: 784-, architecture: 100-, 'architecture: 100-16-8-10; expected 784 inputs'",
    "train_points: 100, train_points: 70000, 'train_points: 70000; expected 1 to 60000'",
    "dataset: synthetic-digits, dataset: idx:/not/there, 'datasets: idx:/not/there; expected a dataset'"
  })
  void experimentThatDoesNotFitItsDataSetIsRefusedBeforeAnythingStarts(
      String text, String wrong, String said) throws Exception {
    Path file =
        Files.writeString(directory.resolve("wrong.yaml"), Experiments.SMALL.replace(text, wrong));
    Path state = directory.resolve("state");

    Outcome outcome = CommandRunner.run("run", file.toString(), "--state", state.toString());

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains(file.toString(), said);
    assertThat(state).doesNotExist();
  }

  @Test
  void missingCheckpointIsOneLine() {
    assertOneLine(
        CommandRunner.run("measure", "no-such-file.safetensors"), 1, "no-such-file.safetensors");
  }

  @Test
  void missingExperimentFileIsNamed() {
    Outcome outcome = CommandRunner.run("run", "no-such-file.yaml");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("lowland: no-such-file.yaml").doesNotContain("Exception");
  }

  @Test
  void hostileCheckpointIsOneLine() throws Exception {
    Path file = directory.resolve("hostile.safetensors");
    byte[] bytes =
        ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(Long.MAX_VALUE).array();
    Files.write(file, bytes);

    assertOneLine(
        CommandRunner.run("measure", file.toString(), "--dataset", "mnist"), 1, file.toString());
  }

  @Test
  void networkThatFitsAWellKnownDataSetNowhereIsRefusedBeforeABrokerIsAsked() throws Exception {
    Network network = Network.initialise(Architecture.of(10, 4, 3), new TorchRandom(1));
    Map<String, String> metadata =
        Map.of("experiment", "mine", "dataset", "mnist", "train_points", "250");
    Path file =
        Files.write(
            directory.resolve("net.safetensors"),
            Safetensors.write(new Checkpoint(network, metadata)));

    assertOneLine(
        CommandRunner.run("submit", file.toString(), "--bootstrap-servers", "127.0.0.1:1"),
        1,
        file + ": network 10-4-3 takes 10 inputs; images of mnist have 784 pixels");
  }

  @ParameterizedTest
  @CsvSource({"--workers, 0", "--workers, many", "--seeds, 9-1"})
  void valueOutOfRangeIsWrongUsage(String option, String value) throws Exception {
    Path file = directory.resolve("small.yaml");
    Files.writeString(file, Experiments.SMALL);

    Outcome outcome = CommandRunner.run("run", file.toString(), option, value);

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("lowland: ").contains(option, value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "4294967296"})
  void seedThatTheGeneratorDoesNotTakeIsWrongUsage(String seed) throws Exception {
    Path file = Files.writeString(directory.resolve("small.yaml"), Experiments.SMALL);
    Path out = directory.resolve("net.safetensors");

    Outcome outcome =
        CommandRunner.run("train", file.toString(), "--seed", seed, "--out", out.toString());

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("lowland: --seed: " + seed + "; expected 0 to 4294967295");
    assertThat(out).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "9223372036854775807"})
  void timeoutThatNobodyCanWaitIsWrongUsage(String seconds) {
    Outcome outcome = CommandRunner.run("submit", "net.safetensors", "--timeout", seconds);

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("lowland: --timeout: " + seconds + "; expected 0 to ");
  }

  @Test
  void reportWithoutAStackOrAResultSaysWhatToDo() {
    Outcome outcome =
        CommandRunner.run(
            "report", "some-experiment", "--out", "x", "--state", directory.toString());

    assertOneLine(outcome, 1, "some-experiment");
    assertThat(outcome.err()).contains(directory.toString(), "./lowland up", "--analysis URL");
  }

  @Test
  void reportOfAServiceThatIsNotThereIsOneLine() {
    assertOneLine(
        CommandRunner.run(
            "report", "some-experiment", "--out", "x", "--analysis", "http://127.0.0.1:1"),
        1,
        "http://127.0.0.1:1");
  }

  @Test
  void reportOfAFileThatIsNoResultIsOneLine() throws Exception {
    Path file = Files.writeString(directory.resolve("result.json"), "{\"experiment\": 3");

    assertOneLine(
        CommandRunner.run("report", file.toString(), "--out", directory.resolve("x").toString()),
        1,
        file.toString());
  }

  @Test
  void addressThatIsNoneIsWrongUsage() {
    Outcome outcome =
        CommandRunner.run("report", "some-experiment", "--out", "x", "--analysis", "localhost");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("lowland: --analysis: 'localhost'; expected");
  }

  @Test
  void stoppingWhatDoesNotRunIsOneLine() {
    assertOneLine(
        CommandRunner.run("down", "--state", directory.toString()), 1, directory.toString());
  }

  private static void assertOneLine(Outcome outcome, int code, String mentioned) {
    assertThat(outcome.code()).isEqualTo(code);
    assertThat(outcome.err().lines()).hasSize(1);
    assertThat(outcome.err()).startsWith("lowland: ").contains(mentioned);
  }
}
