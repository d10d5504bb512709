package io.lowland.measure.weakness;

import static org.assertj.core.api.Assertions.assertThat;

import io.lowland.data.Split;
import io.lowland.measure.Measure;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.MeasureOptions;
import io.lowland.measure.MeasureRegistry;
import io.lowland.measure.Measurement;
import io.lowland.measure.ReferenceNetworks;
import io.lowland.network.Architecture;
import io.lowland.network.Network;
import io.lowland.network.Reparameterisation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What must not change any measure of weakness, on networks that PyTorch trained. */
class WeaknessInvarianceTest {
  private static final List<String> COUNTS =
      List.of(
          "layer_1_patterns_unseen",
          "layer_2_patterns_unseen",
          "train_regions",
          "unseen_only_regions",
          "free_parameters");

  @ParameterizedTest(name = "{0}, hidden layer {1} times {2}")
  @CsvSource({
    "mnist-784-64-8-10-n250-seed0, 1, 2",
    "mnist-784-64-8-10-n250-seed0, 2, 16",
    "mnist-784-64-8-10-n250-seed1, 1, 0.125",
    "fashion-mnist-784-64-8-10-n250-seed0, 2, 0.25",
    "mnist-784-64-8-10-n250-seed0, 1, 5",
    "mnist-784-64-8-10-n250-seed1, 2, 20",
    "fashion-mnist-784-64-8-10-n250-seed1, 1, 10",
    "fashion-mnist-784-64-8-10-n250-seed1, 2, 1e4"
  })
  void isUnchangedByReparameterisation(String name, int layer, double factor) {
    MeasureContext before = ReferenceNetworks.named(name).context();
    var transformed = new Reparameterisation(layer, factor).apply(before.network());
    assertSameWeakness(before, withNetwork(before, transformed));
  }

  @ParameterizedTest
  @CsvSource({"mnist-784-64-8-10-n250-seed1, 1", "fashion-mnist-784-64-8-10-n250-seed0, 2"})
  void isUnchangedByPermutingHiddenUnits(String name, int hiddenLayer) {
    MeasureContext before = ReferenceNetworks.named(name).context();
    Network permuted = permuted(before.network(), hiddenLayer, new Random(7));
    assertThat(permuted.parameters()).isNotEqualTo(before.network().parameters());
    assertSameWeakness(before, withNetwork(before, permuted));
  }

  @Test
  void isUnchangedByPermutingTrainingPoints() {
    MeasureContext before = ReferenceNetworks.named("mnist-784-64-8-10-n250-seed0").context();
    Split split = before.split();
    int[] order = shuffled(split.training().count(), new Random(3));
    var reordered = new Split(split.training().select(order), split.unseen(), split.test());
    assertSameWeakness(before, new MeasureContext(before.network(), reordered, before.options()));
  }

  @Test
  void isTheSameForAProbeWhateverTheOthers() {
    MeasureContext few = ReferenceNetworks.named("fashion-mnist-784-64-8-10-n250-seed1").context();
    MeasureContext more =
        new MeasureContext(few.network(), few.split(), MeasureOptions.PAPER.withProbes(600));
    assertThat(verdicts(more).subList(0, 100)).isEqualTo(verdicts(few));
  }

  private static MeasureContext withNetwork(MeasureContext context, Network network) {
    return new MeasureContext(network, context.split(), context.options());
  }

  private static void assertSameWeakness(MeasureContext before, MeasureContext after) {
    for (Measure measure : MeasureRegistry.load().select(before.network().architecture(), COUNTS)) {
      assertThat(measure.measure(after).value())
          .as(measure.name())
          .isEqualTo(measure.measure(before).value());
    }
    assertThat(verdicts(after)).isEqualTo(verdicts(before));
    Measurement byProbe = new PairProxyByProbe().measure(after);
    assertThat(byProbe.value()).isEqualTo(new PairProxyByProbe().measure(before).value());
  }

  private static List<?> verdicts(MeasureContext context) {
    Measurement measurement = new PairProxy().measure(context);
    assertThat(measurement.details()).containsEntry("undecided", 0);
    return (List<?>) measurement.details().get("verdicts");
  }

  /** The same function with the units of one hidden layer in another order. */
  private static Network permuted(Network network, int hiddenLayer, Random random) {
    Architecture architecture = network.architecture();
    float[] parameters = network.parameters().clone();
    int into = hiddenLayer - 1;
    int width = architecture.fanOut(into);
    int[] order = shuffled(width, random);
    for (int unit = 0; unit < width; unit++) {
      int from = order[unit];
      for (int i = 0; i < architecture.fanIn(into); i++) {
        parameters[architecture.weightOffset(into) + unit * architecture.fanIn(into) + i] =
            network.weight(into, from, i);
      }
      parameters[architecture.biasOffset(into) + unit] = network.bias(into, from);
      for (int out = 0; out < architecture.fanOut(hiddenLayer); out++) {
        parameters[architecture.weightOffset(hiddenLayer) + out * width + unit] =
            network.weight(hiddenLayer, out, from);
      }
    }
    return new Network(architecture, parameters);
  }

  private static int[] shuffled(int count, Random random) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, count).boxed().toList());
    Collections.shuffle(order, random);
    return order.stream().mapToInt(Integer::intValue).toArray();
  }
}
