package io.lowland.measure.weakness.patterns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lowland.data.Dataset;
import io.lowland.data.LabelledImages;
import io.lowland.data.PointSet;
import io.lowland.measure.Measure;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.MeasureRegistry;
import io.lowland.measure.Measurement;
import io.lowland.measure.PlainNetwork;
import io.lowland.measure.ReferenceNetworks;
import io.lowland.measure.ReferenceNetworks.Reference;
import io.lowland.measure.TinyContexts;
import io.lowland.network.Architecture;
import io.lowland.network.Network;
import io.lowland.network.Reparameterisation;
import io.lowland.random.TorchRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RegionCountsTest {
  private static final Map<String, String> EXPECTED_AS =
      Map.of(
          "layer_1_patterns_unseen", "l1_patterns",
          "layer_2_patterns_unseen", "l2_patterns",
          "train_regions", "l2_train_regions",
          "unseen_only_regions", "unseen_only_regions",
          "free_parameters", "free_parameters");

  static List<Reference> references() {
    return ReferenceNetworks.all();
  }

  @ParameterizedTest
  @MethodSource("references")
  void agreeWithNumPyUpToPointsWithinFloatRounding(Reference reference) {
    MeasureContext context = reference.context();
    int compared = 0;
    for (var entry : EXPECTED_AS.entrySet()) {
      String key =
          reference.expected().has(entry.getValue())
              ? entry.getValue()
              : entry.getValue() + "_unseen";
      if (reference.expected().has(key)) {
        Measurement measurement = measured(entry.getKey(), context);
        assertThat(value(measurement))
            .as("%s, details %s", entry.getKey(), measurement.details())
            .isEqualTo(reference.expected().get(key).doubleValue());
        compared++;
      }
    }
    assertThat(compared).isGreaterThanOrEqualTo(2);
  }

  @Property(tries = 40)
  void agreeWithSetsOfPlainPatterns(@ForAll long seed) {
    Architecture architecture = Architecture.of(5, 70, 3, 4);
    Network network = Network.initialise(architecture, new TorchRandom(seed));
    MeasureContext context = TinyContexts.of(network, 40, 30, 11, seed);
    for (int layer = 1; layer <= 2; layer++) {
      assertThat(value(measured("layer_%d_patterns_unseen".formatted(layer), context)))
          .isEqualTo(new HashSet<>(plain(network, context.split().unseen(), layer)).size());
    }
    List<String> training = plain(network, context.split().training(), 2);
    Map<String, Integer> sizes = new HashMap<>();
    training.forEach(pattern -> sizes.merge(pattern, 1, Integer::sum));
    Set<String> unseenOnly = new HashSet<>(plain(network, context.split().unseen(), 2));
    unseenOnly.removeAll(sizes.keySet());
    assertThat(value(new TrainRegions().measure(context))).isEqualTo(sizes.size());
    assertThat(value(new UnseenOnlyRegions().measure(context))).isEqualTo(unseenOnly.size());
    assertThat(value(new FreeParameters().measure(context)))
        .isEqualTo(sizes.values().stream().mapToInt(size -> Math.max(0, 3 * 4 + 4 - size)).sum());
  }

  @Test
  void floatSignsAndDoubleSignsAreTheSame() {
    MeasureContext context =
        TinyContexts.of(
            Network.initialise(Architecture.of(30, 65, 33, 3), new TorchRandom(5)), 300, 200, 9, 5);
    PointSet points = context.split().unseen();
    List<PatternTable> exact = List.of(new PatternTable(491, 65), new PatternTable(491, 33));
    var signs = new DoubleSigns(context.network());
    signs.write(points, IntStream.range(0, points.count()).toArray(), exact);
    ActivationPatterns mixed = ActivationPatterns.of(context.network(), points);
    for (int layer = 0; layer < 2; layer++) {
      assertThat(mixed.layers().get(layer).words()).isEqualTo(exact.get(layer).words());
    }
    assertThat(mixed.nearZero()).isEqualTo(signs.nearZero());
  }

  @Test
  void activationsWhoseSquaresUnderflowDoNotFoolTheFloatSigns() {
    Network network = Network.initialise(Architecture.of(30, 65, 33, 3), new TorchRandom(5));
    PointSet points = TinyContexts.of(network, 300, 200, 9, 5).split().unseen();
    Network tiny = new Reparameterisation(1, 0x1p-100).apply(network);
    ActivationPatterns expected = ActivationPatterns.of(network, points);
    ActivationPatterns actual = ActivationPatterns.of(tiny, points);
    for (int layer = 0; layer < 2; layer++) {
      assertThat(actual.layers().get(layer).words())
          .isEqualTo(expected.layers().get(layer).words());
    }
    assertThat(actual.nearZero()).isEqualTo(expected.nearZero());
  }

  @Test
  void aPreActivationWithinFloatRoundingIsCountedAndDecidedInDouble() {
    // 1·x − (1 − 2^-24)·x over equal pixels: positive, and far below float rounding of the terms.
    Architecture architecture = Architecture.of(2, 1, 2);
    float[] parameters = new float[architecture.parameterCount()];
    parameters[0] = 1;
    parameters[1] = -Math.nextDown(1f);
    Network network = new Network(architecture, parameters);
    var images = new LabelledImages(1, 2, new byte[] {9, 9, 0, 0}, new byte[2]);
    var dataset = new Dataset("pairs", images, images, 2, "pairs");
    PointSet points = PointSet.of(dataset, 0, 1);
    ActivationPatterns patterns = ActivationPatterns.of(network, points);
    assertThat(patterns.nearZero()).containsExactly(1L);
    assertThat(patterns.lastLayer().words()).containsExactly(1L, 0L);
  }

  @Test
  void aNetworkOfZerosHasOneRegionAndNoDoubt() {
    Architecture architecture = Architecture.of(4, 3, 2);
    MeasureContext context =
        TinyContexts.of(new Network(architecture, new float[architecture.parameterCount()]));
    Measurement patterns = measured("layer_1_patterns_unseen", context);
    assertThat(value(patterns)).isEqualTo(1);
    assertThat(patterns.details()).containsEntry("near_zero", 0L);
    assertThat(value(new TrainRegions().measure(context))).isEqualTo(1);
    assertThat(value(new UnseenOnlyRegions().measure(context))).isZero();
    assertThat(value(new FreeParameters().measure(context))).isZero();
  }

  @Test
  void hugeAndTinyWeightsNeitherOverflowNorUnderflow() {
    for (float size : new float[] {1e38f, 1e-38f}) {
      Architecture architecture = Architecture.of(3, 1, 2);
      float[] parameters = new float[architecture.parameterCount()];
      parameters[0] = size;
      parameters[1] = size;
      parameters[2] = -3 * (size / 2);
      var images = new LabelledImages(1, 3, new byte[] {-1, -1, -1, -1, -1, 127}, new byte[2]);
      var dataset = new Dataset("three", images, images, 2, "three");
      assertThat(
              ActivationPatterns.of(
                      new Network(architecture, parameters), PointSet.of(dataset, 0, 1))
                  .lastLayer()
                  .words())
          .containsExactly(1L, 1L);
    }
  }

  @Test
  void theWeaknessIsReportedAsALogarithm() {
    Network network = Network.initialise(Architecture.of(4, 6, 3), new TorchRandom(2));
    Measurement free = new UnseenOnlyRegions().measure(TinyContexts.of(network));
    assertThat((double) free.details().get("log10_weakness"))
        .isEqualTo(value(free) * Math.log10(4), within(1e-12));
  }

  @Test
  void parametersThatAreNotFiniteGiveAReason() {
    Architecture architecture = Architecture.of(4, 3, 2);
    float[] parameters = new float[architecture.parameterCount()];
    parameters[3] = Float.POSITIVE_INFINITY;
    MeasureContext context = TinyContexts.of(new Network(architecture, parameters));
    for (String name : List.of("layer_1_patterns_unseen", "train_regions", "free_parameters")) {
      assertThat(measured(name, context).reason()).as(name).isPresent();
    }
  }

  private static Measurement measured(String name, MeasureContext context) {
    Measure measure =
        MeasureRegistry.load().select(context.network().architecture(), List.of(name)).getFirst();
    return measure.measure(context);
  }

  private static double value(Measurement measurement) {
    return measurement.value().orElseThrow();
  }

  private static List<String> plain(Network network, PointSet points, int layer) {
    List<String> patterns = new ArrayList<>();
    for (int i = 0; i < points.count(); i++) {
      var bits = new StringBuilder();
      for (double z :
          PlainNetwork.of(network).preActivation(layer - 1, PlainNetwork.pixels(points, i))) {
        bits.append(z > 0 ? '1' : '0');
      }
      patterns.add(bits.toString());
    }
    return patterns;
  }
}
