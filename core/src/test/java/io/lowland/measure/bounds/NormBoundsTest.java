package io.lowland.measure.bounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lowland.measure.Measure;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.MeasureOptions;
import io.lowland.measure.MeasureRegistry;
import io.lowland.measure.Measurement;
import io.lowland.measure.TinyContexts;
import io.lowland.measure.margin.TrainingMargin;
import io.lowland.measure.simplicity.DistanceFromInitialisation;
import io.lowland.measure.simplicity.ParameterCount;
import io.lowland.network.Architecture;
import io.lowland.network.Checkpoint;
import io.lowland.network.Network;
import io.lowland.random.TorchRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;

class NormBoundsTest {
  private static final Architecture ARCHITECTURE = Architecture.of(6, 5, 4, 3);

  @Property(tries = 20)
  void areThoseOfSingularValuesByAnotherLibrary(@ForAll long seed) {
    Network network = Network.initialise(ARCHITECTURE, new TorchRandom(seed));
    MeasureContext context = TinyContexts.of(network, 12, 8, 12, seed);
    double logSpectral = 0;
    double logFrobenius = 0;
    double ratios = 0;
    for (int layer = 0; layer < 3; layer++) {
      double[] values = singularValues(network, layer);
      double squares = 0;
      for (double value : values) {
        squares += value * value;
      }
      logSpectral += Math.log(values[0] * values[0]);
      logFrobenius += Math.log(squares);
      ratios += squares / (values[0] * values[0]);
    }
    assertThat(value("log_spectral_norm_product", context)).isEqualTo(logSpectral, within(1e-9));
    assertThat(value("log_spectral_norm_sum", context))
        .isEqualTo(Math.log(3 * Math.exp(logSpectral / 3)), within(1e-9));
    assertThat(value("log_frobenius_norm_product", context)).isEqualTo(logFrobenius, within(1e-9));
    assertThat(value("log_frobenius_norm_sum", context))
        .isEqualTo(Math.log(3 * Math.exp(logFrobenius / 3)), within(1e-9));
    assertThat(value("frobenius_over_spectral", context)).isEqualTo(ratios, within(1e-8));
  }

  @Property(tries = 30)
  void overTheMarginTheyAreSmallerByTheSquaredMargin(@ForAll long seed) {
    Network network = Network.initialise(ARCHITECTURE, new TorchRandom(seed));
    MeasureContext context = TinyContexts.of(network, 12, 8, 1, seed);
    double margin = TrainingMargin.of(context).tenthPercentile();
    for (String norm : List.of("spectral", "frobenius")) {
      Measurement product = measured("log_%s_norm_product_over_margin".formatted(norm), context);
      Measurement sum = measured("log_%s_norm_sum_over_margin".formatted(norm), context);
      if (margin > 0) {
        double expected =
            Math.exp(value("log_%s_norm_product".formatted(norm), context)) / (margin * margin);
        assertThat(product.value().orElseThrow()).isEqualTo(Math.log(expected), within(1e-9));
        assertThat(sum.value().orElseThrow())
            .isEqualTo(Math.log(3 * Math.cbrt(expected)), within(1e-9));
        double paths = value("path_norm", context);
        assertThat(value("path_norm_over_margin", context))
            .isEqualTo(paths / margin, within(1e-9 * paths / margin));
      } else {
        assertThat(product.reason()).isPresent();
        assertThat(sum.reason()).isPresent();
        assertThat(measured("path_norm_over_margin", context).reason()).isPresent();
      }
    }
  }

  @Test
  void aNetworkOfZerosHasNoLogarithmsAndSaysSo() {
    MeasureContext context =
        TinyContexts.of(new Network(ARCHITECTURE, new float[ARCHITECTURE.parameterCount()]));
    for (String name :
        List.of(
            "log_spectral_norm_product",
            "log_frobenius_norm_sum",
            "log_frobenius_norm_sum_over_margin",
            "frobenius_over_spectral",
            "path_norm_over_margin")) {
      assertThat(measured(name, context).reason()).as(name).isPresent();
    }
    assertThat(new ParameterCount().measure(context).value())
        .hasValue(6 * 5 + 5 + 5 * 4 + 4 + 4 * 3 + 3);
  }

  @Property(tries = 10)
  void theDistanceFromInitialisationIsZeroBeforeTrainingAndUnknownWithoutASeed(@ForAll int seed) {
    Network initial = Network.initialise(ARCHITECTURE, new TorchRandom(seed));
    float[] moved = initial.parameters().clone();
    moved[3] += 3;
    moved[7] -= 4;
    var checkpoint =
        new Checkpoint(new Network(ARCHITECTURE, moved), Map.of("seed", Integer.toString(seed)));
    MeasureContext tiny = TinyContexts.of(initial);
    var context =
        new MeasureContext(
            checkpoint.network(), tiny.split(), MeasureOptions.PAPER, checkpoint.initialNetwork());
    Measure distance = new DistanceFromInitialisation();
    assertThat(distance.measure(context).value().orElseThrow()).isEqualTo(5, within(1e-5));
    assertThat(
            distance
                .measure(
                    new MeasureContext(
                        initial, tiny.split(), MeasureOptions.PAPER, Optional.of(initial)))
                .value())
        .hasValue(0);
    assertThat(
            distance
                .measure(new MeasureContext(initial, tiny.split(), MeasureOptions.PAPER))
                .reason()
                .orElseThrow())
        .contains("seed");
  }

  private static double[] singularValues(Network network, int layer) {
    var matrix = new Array2DRowRealMatrix(ARCHITECTURE.fanOut(layer), ARCHITECTURE.fanIn(layer));
    for (int o = 0; o < ARCHITECTURE.fanOut(layer); o++) {
      for (int i = 0; i < ARCHITECTURE.fanIn(layer); i++) {
        matrix.setEntry(o, i, network.weight(layer, o, i));
      }
    }
    return new SingularValueDecomposition(matrix).getSingularValues();
  }

  private static double value(String name, MeasureContext context) {
    return measured(name, context).value().orElseThrow();
  }

  private static Measurement measured(String name, MeasureContext context) {
    return MeasureRegistry.load()
        .select(context.network().architecture(), List.of(name))
        .getFirst()
        .measure(context);
  }
}
