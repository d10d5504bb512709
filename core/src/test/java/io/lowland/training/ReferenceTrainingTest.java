package io.lowland.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.lowland.data.Dataset;
import io.lowland.data.PointSet;
import io.lowland.data.Split;
import io.lowland.network.Architecture;
import io.lowland.network.ForwardPass;
import io.lowland.network.Network;
import io.lowland.network.Safetensors;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trains what PyTorch trained and compares the outcome. */
class ReferenceTrainingTest {

  @ParameterizedTest
  @CsvSource({"mnist, 0", "mnist, 1", "fashion-mnist, 0", "fashion-mnist, 1"})
  void aTrainedNetworkAgreesWithPyTorchs(String name, int seed) {
    String file = name + "-784-64-8-10-n250-seed" + seed;
    JsonNode facts = ReferenceData.facts(file);
    Network theirs = Safetensors.read(ReferenceData.network(file + ".safetensors")).network();
    Dataset dataset = ReferenceData.dataset(name);
    Split split = Split.of(dataset, 250);

    TrainingResult result =
        Trainer.train(
            new TrainingPlan(
                Architecture.parse("784-64-8-10"), seed, 64, 0.1, 500, StoppingRule.PAPER),
            split.training(),
            TrainingListener.NONE);

    assertThat(accuracy(theirs, split.test()))
        .isCloseTo(facts.get("test_accuracy").asDouble(), within(1e-9));
    assertThat(accuracy(result.network(), split.test()))
        .isCloseTo(facts.get("test_accuracy").asDouble(), within(0.005));
    assertThat(norm(result.network()))
        .isCloseTo(facts.get("weight_l2").asDouble(), Percentage.withPercentage(0.1));
    assertThat(result.epochs()).isCloseTo(facts.get("epochs").asInt(), within(10));
    assertThat(result.trainAccuracy()).isGreaterThanOrEqualTo(0.9999);
    assertThat(result.stoppedByRule()).isTrue();
  }

  static double accuracy(Network network, PointSet points) {
    int classes = network.architecture().classes();
    int[] correct = {0};
    new ForwardPass(network)
        .run(
            points,
            (from, count, activations) -> {
              double[] logits = activations[activations.length - 1];
              for (int p = 0; p < count; p++) {
                int best = 0;
                for (int k = 1; k < classes; k++) {
                  if (logits[p * classes + k] > logits[p * classes + best]) {
                    best = k;
                  }
                }
                if (best == points.label(from + p)) {
                  correct[0]++;
                }
              }
            });
    return (double) correct[0] / points.count();
  }

  private static double norm(Network network) {
    double sum = 0;
    for (float parameter : network.parameters()) {
      sum += (double) parameter * parameter;
    }
    return Math.sqrt(sum);
  }
}
