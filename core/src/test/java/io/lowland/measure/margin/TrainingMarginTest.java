package io.lowland.measure.margin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lowland.data.PointSet;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.PlainNetwork;
import io.lowland.measure.TinyContexts;
import io.lowland.network.Architecture;
import io.lowland.network.Network;
import io.lowland.random.TorchRandom;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TrainingMarginTest {
  private static final Architecture ARCHITECTURE = Architecture.of(6, 5, 4, 3);

  @Property(tries = 30)
  void isTheTenthPercentileOfPlainMargins(@ForAll long seed) {
    Network network = Network.initialise(ARCHITECTURE, new TorchRandom(seed));
    MeasureContext context = TinyContexts.of(network, 40, 2, 35, seed);
    PointSet points = context.split().training();
    double[] margins = new double[points.count()];
    for (int i = 0; i < margins.length; i++) {
      double[] logits = PlainNetwork.of(network).logits(PlainNetwork.pixels(points, i));
      double ofLabel = logits[points.label(i)];
      logits[points.label(i)] = Double.NEGATIVE_INFINITY;
      margins[i] = ofLabel - Arrays.stream(logits).max().orElseThrow();
    }
    Arrays.sort(margins);
    // Of 35 points the third smallest.
    assertThat(new Margin().measure(context).value().orElseThrow())
        .isEqualTo(margins[2], within(1e-12));
    assertThat((double) new Margin().measure(context).details().get("smallest"))
        .isEqualTo(margins[0], within(1e-12));
    if (margins[2] > 0) {
      assertThat(new InverseMargin().measure(context).value().orElseThrow())
          .isEqualTo(1 / (margins[2] * margins[2]), within(1e-9 / (margins[2] * margins[2])));
    } else {
      assertThat(new InverseMargin().measure(context).reason()).isPresent();
    }
  }

  @Test
  void aNetworkOfZerosHasAMarginOfZeroAndNoInverse() {
    MeasureContext context =
        TinyContexts.of(new Network(ARCHITECTURE, new float[ARCHITECTURE.parameterCount()]));
    assertThat(new Margin().measure(context).value()).hasValue(0);
    assertThat(new InverseMargin().measure(context).reason().orElseThrow()).contains("margin");
  }

  @Test
  void logitsThatAreNotFiniteGiveAReason() {
    float[] parameters = new float[ARCHITECTURE.parameterCount()];
    parameters[ARCHITECTURE.biasOffset(2)] = Float.NaN;
    MeasureContext context = TinyContexts.of(new Network(ARCHITECTURE, parameters));
    assertThat(new Margin().measure(context).reason()).isPresent();
    assertThat(new InverseMargin().measure(context).reason()).isPresent();
  }
}
