package io.lowland.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lowland.data.Split;
import io.lowland.data.UnseenPoints;
import io.lowland.network.Architecture;
import io.lowland.network.Network;
import io.lowland.random.TorchRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What holds for all measures alike. */
class EveryMeasureTest {
  private static final Architecture ARCHITECTURE = Architecture.of(6, 5, 4, 3);
  private static final List<Measure> MEASURES = MeasureRegistry.load().measuresFor(ARCHITECTURE);

  /** Noise or compression meets the parameters in the order in which they are stored. */
  private static final Set<String> IN_STORED_ORDER =
      Set.of(
          "description_length",
          "hessian_spectral_density",
          "hessian_trace_hutchinson",
          "distance_from_initialisation",
          "pac_bayes_initialisation",
          "pac_bayes_origin",
          "pac_bayes_flatness",
          "pac_bayes_magnitude_initialisation",
          "pac_bayes_magnitude_origin",
          "pac_bayes_magnitude_flatness");

  /** Iterations that stop at a tolerance of their own, or walk from classifier to classifier. */
  private static final Set<String> TO_A_TOLERANCE =
      Set.of("hessian_top_eigenvalue", "sam_sharpness", "adaptive_sharpness", "log_extension");

  @Test
  void standsInTheCatalogue() throws IOException {
    String catalogue = Files.readString(Path.of("../docs/measures.md"));
    for (Measure measure : MEASURES) {
      String name = measure.name().replaceAll("layer_\\d+", "layer_l");
      String base = name.replaceAll("_over_margin$", "");
      assertThat(catalogue)
          .as("docs/measures.md, row of %s", name)
          .satisfiesAnyOf(
              text -> assertThat(text).contains("`" + name + "`"),
              text -> assertThat(text).contains("`" + base + "`", "with `_over_margin`"));
    }
  }

  @Property(tries = 10)
  void givesTheSameValueEveryTime(@ForAll long seed) {
    Network network = Network.initialise(ARCHITECTURE, new TorchRandom(seed));
    for (Measure measure : MEASURES) {
      assertThat(measure.measure(TinyContexts.of(network, 30, 20, 9, seed)))
          .as(measure.name())
          .isEqualTo(measure.measure(TinyContexts.of(network, 30, 20, 9, seed)));
    }
  }

  @Property(tries = 20)
  void doesNotDependOnTheOrderOfHiddenUnits(@ForAll long seed) {
    Network network = Network.initialise(ARCHITECTURE, new TorchRandom(seed));
    MeasureContext before = TinyContexts.of(network, 30, 20, 9, seed);
    MeasureContext after = TinyContexts.of(firstUnitsExchanged(network), 30, 20, 9, seed);
    for (Measure measure : MEASURES) {
      if (IN_STORED_ORDER.contains(measure.name())) {
        continue;
      }
      var expected = measure.measure(before).value();
      var actual = measure.measure(after).value();
      assertThat(actual.isPresent()).as(measure.name()).isEqualTo(expected.isPresent());
      if (expected.isPresent()) {
        double relative = TO_A_TOLERANCE.contains(measure.name()) ? 0.02 : 1e-9;
        assertThat(actual.getAsDouble())
            .as(measure.name())
            .isCloseTo(
                expected.getAsDouble(),
                within(relative * (1e-3 + Math.abs(expected.getAsDouble()))));
      }
    }
  }

  @Test
  void hasAFiniteValueOrAReasonForParametersThatAreNoNumbers() {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      for (int place : new int[] {0, ARCHITECTURE.weightOffset(2), ARCHITECTURE.biasOffset(2)}) {
        everyMeasureAnswers(parameters -> parameters[place] = bad);
      }
    }
  }

  @Test
  void hasAFiniteValueOrAReasonForANetworkOfZeros() {
    everyMeasureAnswers(parameters -> Arrays.fill(parameters, 0));
  }

  @Test
  void hasAFiniteValueOrAReasonWhenNoHiddenUnitIsEverActive() {
    everyMeasureAnswers(
        parameters -> {
          Arrays.fill(parameters, 0);
          Arrays.fill(parameters, ARCHITECTURE.biasOffset(0), ARCHITECTURE.weightOffset(1), -1);
          Arrays.fill(parameters, ARCHITECTURE.biasOffset(1), ARCHITECTURE.weightOffset(2), -1);
        });
  }

  @Test
  void hasAFiniteValueOrAReasonForHugeAndForTinyParameters() {
    for (float scale : new float[] {1e30f, 1e-30f}) {
      everyMeasureAnswers(
          parameters -> {
            for (int i = 0; i < parameters.length; i++) {
              parameters[i] *= scale;
            }
          });
    }
  }

  @Test
  void hasAFiniteValueOrAReasonWithASingleTrainingPointAndNoUnseenOnes() {
    Network network = Network.initialise(ARCHITECTURE, new TorchRandom(2));
    var dataset = TinyContexts.dataset(network, 1, 1, 2);
    everyMeasureAnswers(
        new MeasureContext(
            network,
            Split.of(dataset, 1, UnseenPoints.LEFTOVER_TRAINING),
            MeasureOptions.PAPER,
            Optional.empty()));
  }

  private static void everyMeasureAnswers(Consumer<float[]> spoil) {
    float[] parameters = Network.initialise(ARCHITECTURE, new TorchRandom(5)).parameters().clone();
    spoil.accept(parameters);
    everyMeasureAnswers(TinyContexts.of(new Network(ARCHITECTURE, parameters), 30, 20, 9, 5));
  }

  private static void everyMeasureAnswers(MeasureContext context) {
    for (Measure measure : MEASURES) {
      Measurement measurement = measure.measure(context);
      assertThat(measurement.measure()).isEqualTo(measure.name());
      measurement
          .value()
          .ifPresentOrElse(
              value -> assertThat(value).as(measure.name()).isFinite(),
              () -> assertThat(measurement.reason()).as(measure.name()).isNotEmpty());
    }
  }

  /** The same function: the first two units of the first hidden layer change places. */
  private static Network firstUnitsExchanged(Network network) {
    float[] parameters = network.parameters().clone();
    int inputs = ARCHITECTURE.fanIn(0);
    for (int i = 0; i < inputs; i++) {
      swap(parameters, i, inputs + i);
    }
    swap(parameters, ARCHITECTURE.biasOffset(0), ARCHITECTURE.biasOffset(0) + 1);
    for (int o = 0; o < ARCHITECTURE.fanOut(1); o++) {
      int row = ARCHITECTURE.weightOffset(1) + o * ARCHITECTURE.fanIn(1);
      swap(parameters, row, row + 1);
    }
    return new Network(ARCHITECTURE, parameters);
  }

  private static void swap(float[] values, int i, int j) {
    float value = values[i];
    values[i] = values[j];
    values[j] = value;
  }
}
