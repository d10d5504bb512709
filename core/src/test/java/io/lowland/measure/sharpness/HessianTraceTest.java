package io.lowland.measure.sharpness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.lowland.data.PointSet;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.MeasureOptions;
import io.lowland.measure.MeasureRegistry;
import io.lowland.measure.PlainNetwork;
import io.lowland.measure.ReferenceNetworks;
import io.lowland.measure.ReferenceNetworks.Reference;
import io.lowland.measure.TinyContexts;
import io.lowland.network.Architecture;
import io.lowland.network.Network;
import io.lowland.random.TorchRandom;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HessianTraceTest {

  static List<Reference> references() {
    return ReferenceNetworks.all();
  }

  @ParameterizedTest
  @MethodSource("references")
  void agreesWithDoublePrecisionAutomaticDifferentiation(Reference reference) {
    boolean old = reference.expected().has("exact_hessian_trace");
    double expected =
        reference.expected().get(old ? "exact_hessian_trace" : "exact_trace").doubleValue();
    assertThat(trace(reference.context())).isEqualTo(expected, within(1e-8 * expected));
  }

  @ParameterizedTest
  @MethodSource("references")
  void agreesWithTheFormulaInPlainCode(Reference reference) {
    MeasureContext context = reference.context();
    double expected = PlainTrace.of(context.network(), context.split().training().slice(0, 40));
    double actual =
        TraceShares.of(context.network(), context.split().training().slice(0, 40)).total();
    assertThat(actual).isEqualTo(expected, within(1e-7 * expected));
  }

  @Property(tries = 20)
  void isTheSumOfSecondDifferencesOfTheLoss(@ForAll long seed) {
    Architecture architecture = Architecture.of(6, 5, 4, 3);
    Network network = Network.initialise(architecture, new TorchRandom(seed));
    PointSet points = TinyContexts.of(network, 9, 2, 7, seed).split().training();
    // A ReLU that switches within a step would be a kink and not curvature.
    Assume.that(PlainNetwork.of(network).smallestHiddenPreActivation(points) > 1e-3);
    double[] parameters = PlainNetwork.parameters(network);
    double step = 1e-4;
    double loss = new PlainNetwork(architecture, parameters).loss(points);
    double[] byLayer = new double[architecture.layers()];
    for (int layer = 0; layer < byLayer.length; layer++) {
      for (int i = architecture.weightOffset(layer);
          i < architecture.weightOffset(layer + 1);
          i++) {
        double centre = parameters[i];
        parameters[i] = centre + step;
        double above = new PlainNetwork(architecture, parameters).loss(points);
        parameters[i] = centre - step;
        double below = new PlainNetwork(architecture, parameters).loss(points);
        parameters[i] = centre;
        byLayer[layer] += ((above - loss) + (below - loss)) / (step * step);
      }
    }
    assertThat(TraceShares.of(network, points).byLayer()).containsExactly(byLayer, within(2e-5));
  }

  @Test
  void theLayersSharesAddUpToTheTrace() {
    Network network = Network.initialise(Architecture.of(6, 5, 4, 3), new TorchRandom(3));
    MeasureContext context = TinyContexts.of(network);
    double sum = 0;
    for (int layer = 1; layer <= 3; layer++) {
      sum +=
          MeasureRegistry.load()
              .select(network.architecture(), List.of("hessian_trace_layer_" + layer))
              .getFirst()
              .measure(context)
              .value()
              .orElseThrow();
    }
    assertThat(sum).isCloseTo(trace(context), withinPercentage(1e-12));
  }

  @Test
  void keepsItsDigitsWhenTheNetworkIsAlmostCertain() {
    // One hidden unit that is off: only the output bias counts, and the trace is 1 − Σp².
    Architecture architecture = Architecture.of(1, 1, 2);
    float[] parameters = new float[architecture.parameterCount()];
    parameters[architecture.biasOffset(1)] = 60;
    Network network = new Network(architecture, parameters);
    double rare = Math.exp(-60) / (1 + Math.exp(-60));
    assertThat(trace(TinyContexts.of(network)))
        .isCloseTo(2 * rare * (1 - rare), withinPercentage(1e-10));
  }

  @Property(tries = 20)
  void sharesFollowAReparameterisationByAPowerOfTwoToTheLastBit(@ForAll long seed) {
    Architecture architecture = Architecture.of(6, 5, 4, 3);
    Network network = Network.initialise(architecture, new TorchRandom(seed));
    PointSet points = TinyContexts.of(network, 9, 2, 7, seed).split().training();
    // Signals a float could not hold: their squares are smaller by 2¹⁴⁰.
    Network scaled = scaled(network, 0x1p70f);
    double[] shares = TraceShares.of(network, points).byLayer();
    double[] scaledShares = TraceShares.of(scaled, points).byLayer();
    assertThat(scaledShares[0]).isEqualTo(shares[0] * 0x1p-140);
    assertThat(scaledShares[2]).isEqualTo(shares[2]);
  }

  // The first hidden layer by a factor, the weights that follow by its inverse.
  private static Network scaled(Network network, float factor) {
    Architecture architecture = network.architecture();
    float[] parameters = network.parameters().clone();
    for (int i = 0; i < architecture.weightOffset(1); i++) {
      parameters[i] *= factor;
    }
    for (int i = architecture.weightOffset(1); i < architecture.biasOffset(1); i++) {
      parameters[i] /= factor;
    }
    return new Network(architecture, parameters);
  }

  @Test
  void ofOneClassIsZero() {
    Network network = Network.initialise(Architecture.of(3, 2, 1), new TorchRandom(1));
    assertThat(trace(TinyContexts.of(network))).isZero();
  }

  @Test
  void ofANetworkWithNanWeightsHasAReason() {
    Architecture architecture = Architecture.of(2, 2, 2);
    float[] parameters = new float[architecture.parameterCount()];
    parameters[0] = Float.NaN;
    parameters[architecture.biasOffset(1)] = Float.NaN;
    MeasureContext context = TinyContexts.of(new Network(architecture, parameters));
    assertThat(new HessianTrace().measure(context).reason()).isPresent();
  }

  @Test
  void looksAtNoMorePointsThanTheOptionsSay() {
    Network network = Network.initialise(Architecture.of(4, 3, 3), new TorchRandom(1));
    MeasureContext context = TinyContexts.of(network);
    MeasureContext limited =
        new MeasureContext(network, context.split(), new MeasureOptions(100, 3));
    assertThat(trace(limited))
        .isEqualTo(TraceShares.of(network, context.split().training().slice(0, 3)).total());
    assertThat(new HessianTrace().measure(limited).details()).containsEntry("points", 3);
  }

  private static double trace(MeasureContext context) {
    return new HessianTrace().measure(context).value().orElseThrow();
  }
}
