package io.lowland.measure.simplicity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lowland.measure.MeasureContext;
import io.lowland.measure.ReferenceNetworks;
import io.lowland.measure.ReferenceNetworks.Reference;
import io.lowland.measure.TinyContexts;
import io.lowland.network.Architecture;
import io.lowland.network.Network;
import io.lowland.random.TorchRandom;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SimplicityTest {

  static List<Reference> references() {
    return ReferenceNetworks.all().stream()
        .filter(reference -> reference.expected().has("weight_l2"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("references")
  void weightNormsAgreeWithPyTorch(Reference reference) {
    double l2 = reference.expected().get("weight_l2").doubleValue();
    double l1 = reference.expected().get("weight_l1").doubleValue();
    float[] parameters = reference.network().parameters();
    assertThat(WeightNorms.l2(parameters)).isEqualTo(l2, within(1e-6 * l2));
    assertThat(WeightNorms.l1(parameters)).isEqualTo(l1, within(1e-6 * l1));
  }

  @Property(tries = 30)
  void pathNormIsTheSumOverPathsWrittenOut(@ForAll long seed) {
    Architecture architecture = Architecture.of(3, 2, 2, 2);
    Network network = Network.initialise(architecture, new TorchRandom(seed));
    double sum = 0;
    for (int k = 0; k < 2; k++) {
      sum += square(network.bias(2, k));
      for (int b = 0; b < 2; b++) {
        double last = square(network.weight(2, k, b));
        sum += last * square(network.bias(1, b));
        for (int a = 0; a < 2; a++) {
          double middle = last * square(network.weight(1, b, a));
          sum += middle * square(network.bias(0, a));
          for (int i = 0; i < 3; i++) {
            sum += middle * square(network.weight(0, a, i));
          }
        }
      }
    }
    assertThat(PathNorm.of(network)).isEqualTo(Math.sqrt(sum), within(1e-12));
  }

  @Property(tries = 30)
  void spectralNormIsTheLargestSingularValue(@ForAll long seed) {
    Architecture architecture = Architecture.of(12, 17, 4, 9);
    Network network = Network.initialise(architecture, new TorchRandom(seed));
    for (int layer = 0; layer < architecture.layers(); layer++) {
      var matrix = new Array2DRowRealMatrix(architecture.fanOut(layer), architecture.fanIn(layer));
      for (int o = 0; o < architecture.fanOut(layer); o++) {
        for (int i = 0; i < architecture.fanIn(layer); i++) {
          matrix.setEntry(o, i, network.weight(layer, o, i));
        }
      }
      double expected = new SingularValueDecomposition(matrix).getNorm();
      assertThat(SpectralNorm.of(network, layer)).isEqualTo(expected, within(1e-9 * expected));
    }
  }

  @Test
  void aNetworkOfZerosIsAsSimpleAsCanBe() {
    Architecture architecture = Architecture.of(50, 40, 3);
    MeasureContext context =
        TinyContexts.of(new Network(architecture, new float[architecture.parameterCount()]));
    assertThat(new PathNorm().measure(context).value()).hasValue(0);
    assertThat(new SpectralNormProduct().measure(context).value()).hasValue(0);
    assertThat(new DescriptionLength().measure(context).value().orElseThrow()).isLessThan(100);
  }

  @Test
  void descriptionLengthTellsRandomFromRepeatedParameters() {
    Architecture architecture = Architecture.of(50, 40, 3);
    Network random = Network.initialise(architecture, new TorchRandom(1));
    float[] repeated = new float[architecture.parameterCount()];
    for (int i = 0; i < repeated.length; i++) {
      repeated[i] = random.parameters()[i % 7];
    }
    double ofRandom = length(random);
    assertThat(ofRandom).isBetween(1.0 * repeated.length, 2.0 * repeated.length + 64);
    assertThat(length(new Network(architecture, repeated))).isLessThan(ofRandom / 10);
  }

  @Test
  void quantisationIsToTheNearestFloat16LittleEndian() {
    assertThat(DescriptionLength.quantised(new float[] {1, -2, 1 + 0x1p-12f}))
        .containsExactly(0, 0x3c, 0, 0xc0, 0, 0x3c);
  }

  @Test
  void parametersThatAreNotFiniteGiveAReason() {
    Architecture architecture = Architecture.of(2, 2, 2);
    float[] parameters = new float[architecture.parameterCount()];
    parameters[1] = Float.NaN;
    MeasureContext context = TinyContexts.of(new Network(architecture, parameters));
    assertThat(new PathNorm().measure(context).reason()).isPresent();
    assertThat(new SpectralNormProduct().measure(context).reason()).isPresent();
    assertThat(new WeightL1().measure(context).reason()).isPresent();
    assertThat(new WeightL2().measure(context).reason()).isPresent();
  }

  private static double length(Network network) {
    return new DescriptionLength().measure(TinyContexts.of(network)).value().orElseThrow();
  }

  private static double square(double value) {
    return value * value;
  }
}
