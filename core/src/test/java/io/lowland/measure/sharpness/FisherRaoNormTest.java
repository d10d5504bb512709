package io.lowland.measure.sharpness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lowland.data.PointSet;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.PlainNetwork;
import io.lowland.measure.TinyContexts;
import io.lowland.network.Architecture;
import io.lowland.network.Network;
import io.lowland.random.TorchRandom;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FisherRaoNormTest {

  @Property(tries = 20)
  void isTheSpreadOfTheLogitsWhenAllParametersGrowTogether(@ForAll long seed) {
    Architecture architecture = Architecture.of(6, 9, 5, 4, 3);
    Network network = Network.initialise(architecture, new TorchRandom(seed));
    MeasureContext context = TinyContexts.of(network, 9, 2, 7, seed);
    PointSet points = context.split().training();
    Assume.that(PlainNetwork.of(network).smallestHiddenPreActivation(points) > 1e-3);
    double step = 1e-5;
    double sum = 0;
    for (int i = 0; i < points.count(); i++) {
      double[] pixels = PlainNetwork.pixels(points, i);
      double[] above = grown(network, step).logits(pixels);
      double[] below = grown(network, -step).logits(pixels);
      double[] logits = PlainNetwork.of(network).logits(pixels);
      double normaliser = 0;
      for (double logit : logits) {
        normaliser += Math.exp(logit);
      }
      double mean = 0;
      double squares = 0;
      for (int k = 0; k < logits.length; k++) {
        double derivative = (above[k] - below[k]) / (2 * step);
        mean += Math.exp(logits[k]) / normaliser * derivative;
        squares += Math.exp(logits[k]) / normaliser * derivative * derivative;
      }
      sum += squares - mean * mean;
    }
    assertThat(new FisherRaoNorm().measure(context).value().orElseThrow())
        .isEqualTo(Math.sqrt(sum / points.count()), within(1e-7));
  }

  @Test
  void ofANetworkOfZerosIsZero() {
    Architecture architecture = Architecture.of(2, 2, 3);
    MeasureContext context =
        TinyContexts.of(new Network(architecture, new float[architecture.parameterCount()]));
    assertThat(new FisherRaoNorm().measure(context).value()).hasValue(0);
  }

  @Test
  void logitsThatAreNotFiniteGiveAReason() {
    Architecture architecture = Architecture.of(2, 2, 3);
    float[] parameters = new float[architecture.parameterCount()];
    parameters[architecture.biasOffset(1)] = Float.NaN;
    MeasureContext context = TinyContexts.of(new Network(architecture, parameters));
    assertThat(new FisherRaoNorm().measure(context).reason()).isPresent();
  }

  private static PlainNetwork grown(Network network, double step) {
    double[] parameters = PlainNetwork.parameters(network);
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] *= 1 + step;
    }
    return new PlainNetwork(network.architecture(), parameters);
  }
}
