package io.lowland.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lowland.data.Split;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.MeasureOptions;
import io.lowland.measure.weakness.EvidenceFile;
import io.lowland.network.Safetensors;
import io.lowland.training.ReferenceData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceVerificationTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir static Path folder;
  private static Path evidence;

  @BeforeAll
  static void writeEvidenceOfAReferenceNetwork() {
    var checkpoint =
        Safetensors.read(ReferenceData.network("mnist-784-64-8-10-n250-seed0.safetensors"));
    var context =
        new MeasureContext(
            checkpoint.network(),
            Split.of(ReferenceData.dataset("mnist"), 250),
            MeasureOptions.PAPER);
    evidence = folder.resolve("evidence.jsonl");
    assertThat(EvidenceFile.write(context, evidence)).isEqualTo(1_000);
    EvidenceFile.write(context, folder.resolve("evidence.jsonl.gz"));
  }

  @Test
  void confirmsEveryVerdictOfAReferenceNetwork() {
    for (String name : List.of("evidence.jsonl", "evidence.jsonl.gz")) {
      VerificationReport report = EvidenceVerification.verify(folder.resolve(name));
      assertThat(report.problems()).isEmpty();
      assertThat(report.confirmed()).isTrue();
      assertThat(report.feasible()).isEqualTo(895);
      assertThat(report.infeasible()).isEqualTo(105);
      assertThat(report.undecided()).isZero();
      assertThat(report.largestMarginBound()).isBetween(0.0, 1e-12);
    }
  }

  @Test
  void noticesThatTheEndWasCutOffBetweenTwoLines() throws IOException {
    List<String> lines = Files.readAllLines(evidence);
    Path cut = Files.write(folder.resolve("cut.jsonl"), lines.subList(0, lines.size() - 1));

    VerificationReport report = EvidenceVerification.verify(cut);

    assertThat(report.confirmed()).isFalse();
    assertThat(report.problems())
        .containsExactly("the file has 99 of 100 probes; something was cut off");
    assertThat(EvidenceVerification.verify(evidence).probes()).hasValue(100);
  }

  @Test
  void noticesAProbeThatComesTwice() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(evidence));
    lines.add(lines.getLast());
    Path twice = Files.write(folder.resolve("twice.jsonl"), lines);

    assertThatThrownBy(() -> EvidenceVerification.verify(twice))
        .isInstanceOf(EvidenceException.class)
        .hasMessageContaining("expected each once, from 0 to 99");
  }

  @Test
  void readsFilesOfFormerVersionsThatDoNotSayHowManyProbesThereAre() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(evidence));
    lines.set(0, lines.getFirst().replace("\"probes\":100,", ""));
    Path former = Files.write(folder.resolve("former.jsonl"), lines);

    VerificationReport report = EvidenceVerification.verify(former);

    assertThat(report.confirmed()).isTrue();
    assertThat(report.probes()).isEmpty();
  }

  @Test
  void findsAClassifierThatDoesNotKeepTheTrainingLabels() throws IOException {
    Path altered =
        altered(
            line -> line.has("classifier"),
            line -> {
              var biases =
                  (com.fasterxml.jackson.databind.node.ArrayNode) line.get("weights").get(8);
              biases.set(0, JSON.getNodeFactory().numberNode(1e6));
            });
    VerificationReport report = EvidenceVerification.verify(altered);
    assertThat(report.confirmed()).isFalse();
    assertThat(report.problems().getFirst())
        .matches("classifier 0 does not give training point \\d+ its label");
  }

  @Test
  void findsAPairThatItsClassifierDoesNotRealise() throws IOException {
    Path altered =
        altered(
            line -> line.has("probe"),
            line -> {
              // Claim the next class with the classifier of the first.
              ((ObjectNode) line.get("verdicts").get(1))
                  .put("feasible", line.get("verdicts").get(0).get("feasible").asInt());
            });
    VerificationReport report = EvidenceVerification.verify(altered);
    assertThat(report.problems()).hasSize(1);
    assertThat(report.problems().getFirst()).startsWith("probe 0, class 1: classifier");
  }

  @Test
  void findsACertificateThatProvesNothing() throws IOException {
    Path altered =
        altered(
            line -> line.has("probe") && line.toString().contains("infeasible"),
            line -> {
              var certificate = line.findValue("infeasible");
              var multipliers =
                  (com.fasterxml.jackson.databind.node.ArrayNode) certificate.get("multipliers");
              multipliers.set(
                  0,
                  JSON.getNodeFactory()
                      .numberNode(multipliers.get(0).doubleValue() * 1.001 + 1e-6));
            });
    VerificationReport report = EvidenceVerification.verify(altered);
    assertThat(report.problems()).hasSize(1);
    assertThat(report.problems().getFirst()).contains("leaves a relative margin of");
  }

  @Test
  void namesFileAndLineOfWhatItCannotRead() throws IOException {
    assertThatThrownBy(() -> EvidenceVerification.verify(folder.resolve("absent")))
        .isInstanceOf(EvidenceException.class)
        .hasMessageContaining("does not exist");
    Path other = Files.writeString(folder.resolve("other.json"), "{\"a\": 1}\n");
    assertThatThrownBy(() -> EvidenceVerification.verify(other))
        .isInstanceOf(EvidenceException.class)
        .hasMessageContaining("other.json, line 1: format is ''");
    Path text = Files.writeString(folder.resolve("text"), "hello\n");
    assertThatThrownBy(() -> EvidenceVerification.verify(text))
        .isInstanceOf(EvidenceException.class)
        .hasMessageContaining("line 1 is not JSON");
    Path cut = folder.resolve("cut.gz");
    byte[] bytes = Files.readAllBytes(folder.resolve("evidence.jsonl.gz"));
    Files.write(cut, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> EvidenceVerification.verify(cut))
        .isInstanceOf(EvidenceException.class)
        .hasMessageContaining("cut.gz");
  }

  /** A copy of the evidence in which the first line that matches is changed. */
  private static Path altered(Predicate<JsonNode> which, Consumer<JsonNode> change)
      throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(evidence));
    for (int i = 1; i < lines.size(); i++) {
      JsonNode line = JSON.readTree(lines.get(i));
      if (which.test(line)) {
        change.accept(line);
        lines.set(i, line.toString());
        break;
      }
    }
    return Files.write(folder.resolve("altered.jsonl"), lines);
  }
}
