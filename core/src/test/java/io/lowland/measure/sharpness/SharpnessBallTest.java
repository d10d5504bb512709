package io.lowland.measure.sharpness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lowland.data.PointSet;
import io.lowland.measure.Measure;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.PlainNetwork;
import io.lowland.measure.ReferenceNetworks;
import io.lowland.measure.TinyContexts;
import io.lowland.measure.linear.Lanczos;
import io.lowland.network.Architecture;
import io.lowland.network.Network;
import io.lowland.random.TorchRandom;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SharpnessBallTest {
  private static final Architecture ARCHITECTURE = Architecture.of(6, 5, 4, 3);

  @Property(tries = 10)
  void theAscentFindsMoreThanRandomPointsOfTheBall(@ForAll long seed) {
    Network network = Network.initialise(ARCHITECTURE, new TorchRandom(seed));
    MeasureContext context = TinyContexts.of(network, 9, 2, 7, seed);
    double[] parameters = PlainNetwork.parameters(network);
    for (boolean adaptive : new boolean[] {false, true}) {
      Measure measure = adaptive ? new AdaptiveSharpness() : new SamSharpness();
      double radius = adaptive ? AdaptiveSharpness.RADIUS : SamSharpness.RADIUS;
      double found = value(measure, context);
      assertThat(found)
          .isGreaterThanOrEqualTo(
              largestOfRandomRises(parameters, adaptive, radius, context, seed) - 1e-12);
    }
  }

  // The same rise in plain code, at random points on the surface of the ball.
  private static double largestOfRandomRises(
      double[] parameters, boolean adaptive, double radius, MeasureContext context, long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    PointSet points = context.split().training();
    double loss = new PlainNetwork(ARCHITECTURE, parameters).loss(points);
    double largest = 0;
    for (int sample = 0; sample < 50; sample++) {
      double[] direction = random.doubles(parameters.length, -1, 1).toArray();
      double norm = Math.sqrt(Arrays.stream(direction).map(x -> x * x).sum());
      double[] moved = parameters.clone();
      for (int i = 0; i < moved.length; i++) {
        double scale = adaptive ? Math.abs(parameters[i]) : 1;
        moved[i] += scale * radius / norm * direction[i];
      }
      largest = Math.max(largest, new PlainNetwork(ARCHITECTURE, moved).loss(points) - loss);
    }
    return largest;
  }

  @Test
  void overAQuadraticValleyTheRiseIsThatOfTheSteepestDirection() {
    // Only the output biases count when all weights are zero: the loss is that of a softmax.
    Architecture architecture = Architecture.of(2, 1, 2);
    Network network = new Network(architecture, new float[architecture.parameterCount()]);
    MeasureContext context = TinyContexts.of(network);
    long ones =
        Arrays.stream(context.split().training().labels()).filter(label -> label == 1).count();
    double share = ones / (double) context.split().training().count();
    double tilt = Math.abs(share - 0.5) > 0 ? SamSharpness.RADIUS * Math.sqrt(2) : 0;
    double more = Math.max(share, 1 - share);
    double expected =
        more * Math.log1p(Math.exp(tilt)) + (1 - more) * Math.log1p(Math.exp(-tilt)) - Math.log(2);
    assertThat(value(new SamSharpness(), context)).isEqualTo(expected, within(1e-9));
    assertThat(value(new AdaptiveSharpness(), context)).isZero();
  }

  @Property(tries = 20)
  void relativeFlatnessIsTheContractionOfTheHessianByFiniteDifferences(@ForAll long seed) {
    Network network = Network.initialise(ARCHITECTURE, new TorchRandom(seed));
    MeasureContext context = TinyContexts.of(network, 9, 2, 7, seed);
    PointSet points = context.split().training();
    int features = 4;
    double expected = 0;
    for (int s = 0; s < 3; s++) {
      for (int other = 0; other < 3; other++) {
        double product = 0;
        double trace = 0;
        for (int t = 0; t < features; t++) {
          product += (double) network.weight(2, s, t) * network.weight(2, other, t);
          trace += secondDerivative(network, points, s * features + t, other * features + t);
        }
        expected += product * trace;
      }
    }
    assertThat(value(new RelativeFlatness(), context)).isEqualTo(expected, within(1e-6));
  }

  private static double secondDerivative(Network network, PointSet points, int a, int b) {
    double step = 1e-3;
    int offset = network.architecture().weightOffset(2);
    double sum = 0;
    for (int first = -1; first <= 1; first += 2) {
      for (int second = -1; second <= 1; second += 2) {
        double[] moved = PlainNetwork.parameters(network);
        moved[offset + a] += first * step;
        moved[offset + b] += second * step;
        sum += first * second * new PlainNetwork(network.architecture(), moved).loss(points);
      }
    }
    return sum / (4 * step * step);
  }

  @Test
  void theQuadratureHasTheMomentsOfADiagonalOperator() {
    double[] eigenvalues = {-1, 0, 0.5, 2, 7};
    var quadrature =
        Lanczos.quadrature(
            (x, y) -> Arrays.setAll(y, i -> eigenvalues[i] * x[i]), eigenvalues.length, 3, 40);
    double[] nodes = quadrature.nodes().clone();
    Arrays.sort(nodes);
    assertThat(nodes).containsExactly(eigenvalues, within(1e-9));
    assertThat(Arrays.stream(quadrature.weights()).sum()).isEqualTo(1, within(1e-12));
  }

  @Test
  @SuppressWarnings("unchecked")
  void theLargestNodeOfTheSpectralDensityIsTheTopEigenvalue() {
    MeasureContext context = ReferenceNetworks.named("mnist-784-64-8-10-n250-seed0").context();
    double top = value(new HessianTopEigenvalue(), context);
    var density = new HessianSpectralDensity().measure(context);
    assertThat(density.value().orElseThrow()).isEqualTo(top, within(1e-4 * top));
    var weights = (List<List<Double>>) density.details().get("weights");
    for (List<Double> ofVector : weights) {
      assertThat(ofVector.stream().mapToDouble(Double::doubleValue).sum())
          .isEqualTo(1, within(1e-9));
    }
  }

  @Test
  void parametersThatAreNotFiniteGiveAReason() {
    Architecture architecture = Architecture.of(2, 2, 3);
    float[] parameters = new float[architecture.parameterCount()];
    parameters[architecture.biasOffset(1)] = Float.NaN;
    MeasureContext context = TinyContexts.of(new Network(architecture, parameters));
    for (Measure measure :
        List.of(
            new SamSharpness(),
            new AdaptiveSharpness(),
            new RelativeFlatness(),
            new HessianSpectralDensity())) {
      assertThat(measure.measure(context).reason()).as(measure.name()).isPresent();
    }
  }

  private static double value(Measure measure, MeasureContext context) {
    return measure.measure(context).value().orElseThrow();
  }
}
