package io.lowland.measure.sharpness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lowland.data.PointSet;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.Measurement;
import io.lowland.measure.PlainNetwork;
import io.lowland.measure.ReferenceNetworks;
import io.lowland.measure.TinyContexts;
import io.lowland.network.Architecture;
import io.lowland.network.Network;
import io.lowland.random.TorchRandom;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.junit.jupiter.api.Test;

class TrainingLossTest {
  private static final Architecture ARCHITECTURE = Architecture.of(6, 37, 4, 3);

  @Property(tries = 15)
  void gradientIsThatOfFiniteDifferencesOfPlainCode(@ForAll long seed) {
    Network network = Network.initialise(ARCHITECTURE, new TorchRandom(seed));
    PointSet points = pointsAwayFromKinks(network, seed);
    double[] parameters = PlainNetwork.parameters(network);
    var loss = new TrainingLoss(ARCHITECTURE, parameters, points);
    assertThat(loss.value()).isEqualTo(PlainNetwork.of(network).loss(points), within(1e-12));
    double[] differences = new double[parameters.length];
    double step = 1e-6;
    for (int i = 0; i < parameters.length; i++) {
      double centre = parameters[i];
      parameters[i] = centre + step;
      differences[i] = new PlainNetwork(ARCHITECTURE, parameters).loss(points) / (2 * step);
      parameters[i] = centre - step;
      differences[i] -= new PlainNetwork(ARCHITECTURE, parameters).loss(points) / (2 * step);
      parameters[i] = centre;
    }
    assertThat(loss.gradient()).containsExactly(differences, within(1e-8));
  }

  @Property(tries = 15)
  void hessianVectorProductIsTheDifferenceOfGradients(@ForAll long seed) {
    Network network = Network.initialise(ARCHITECTURE, new TorchRandom(seed));
    PointSet points = pointsAwayFromKinks(network, seed);
    double[] parameters = PlainNetwork.parameters(network);
    var loss = new TrainingLoss(ARCHITECTURE, parameters, points);
    double[] vector = gaussian(parameters.length, seed);
    double[] product = new double[parameters.length];
    loss.hessianVectorProduct(vector, product);
    double step = 1e-5;
    double[] above = loss.at(moved(parameters, vector, step)).gradient();
    double[] below = loss.at(moved(parameters, vector, -step)).gradient();
    double[] differences = new double[parameters.length];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = (above[i] - below[i]) / (2 * step);
    }
    assertThat(product).containsExactly(differences, within(1e-7));
  }

  @Property(tries = 15)
  void theHessianIsSymmetric(@ForAll long seed) {
    Network network = Network.initialise(ARCHITECTURE, new TorchRandom(seed));
    MeasureContext context = TinyContexts.of(network);
    TrainingLoss loss = LossAtNetwork.of(context);
    int dimension = ARCHITECTURE.parameterCount();
    double[] v = gaussian(dimension, seed);
    double[] w = gaussian(dimension, seed + 1);
    double[] hv = new double[dimension];
    double[] hw = new double[dimension];
    loss.hessianVectorProduct(v, hv);
    loss.hessianVectorProduct(w, hw);
    assertThat(dot(v, hw)).isEqualTo(dot(w, hv), within(1e-10));
  }

  @Test
  void diagonalAndTopEigenvalueAreThoseOfTheWholeHessian() {
    Architecture small = Architecture.of(5, 4, 3);
    Network network = Network.initialise(small, new TorchRandom(4));
    MeasureContext context = TinyContexts.of(network);
    TrainingLoss loss = LossAtNetwork.of(context);
    int dimension = small.parameterCount();
    var hessian = new Array2DRowRealMatrix(dimension, dimension);
    for (int i = 0; i < dimension; i++) {
      double[] unit = new double[dimension];
      unit[i] = 1;
      double[] column = new double[dimension];
      loss.hessianVectorProduct(unit, column);
      hessian.setColumn(i, column);
    }
    double trace = new HessianTrace().measure(context).value().orElseThrow();
    // The trace takes its signals back in float.
    assertThat(hessian.getTrace()).isEqualTo(trace, within(1e-8 * trace));
    double largest = 0;
    for (double eigenvalue : new EigenDecompositionSymmetric(hessian).getEigenvalues()) {
      largest = Math.max(largest, eigenvalue);
    }
    double top = new HessianTopEigenvalue().measure(context).value().orElseThrow();
    assertThat(top).isEqualTo(largest, within(1e-6 * largest));
  }

  @Test
  void hutchinsonsEstimateLiesWithinItsErrorOfTheExactTrace() {
    MeasureContext context = ReferenceNetworks.named("mnist-784-64-8-10-n250-seed0").context();
    double exact = new HessianTrace().measure(context).value().orElseThrow();
    Measurement estimate = new HutchinsonTrace().measure(context);
    double error = estimate.standardError().orElseThrow();
    assertThat(estimate.value().orElseThrow()).isEqualTo(exact, within(4 * error));
    assertThat(error).isLessThan(0.2 * exact);
    assertThat(new HutchinsonTrace().measure(context)).isEqualTo(estimate);
    double top = new HessianTopEigenvalue().measure(context).value().orElseThrow();
    assertThat(top).isBetween(exact / 100, exact);
  }

  @Test
  void aNetworkOfZerosHasTheCurvatureOfItsOutputBiasesAlone() {
    // Only the output biases count: diag(1/3) − 1/9, with eigenvalues 1/3, 1/3 and 0.
    Architecture small = Architecture.of(2, 2, 3);
    MeasureContext context = TinyContexts.of(new Network(small, new float[small.parameterCount()]));
    assertThat(new HessianTopEigenvalue().measure(context).value().orElseThrow())
        .isEqualTo(1.0 / 3, within(1e-9));
    assertThat(new HutchinsonTrace().measure(context).value().orElseThrow())
        .isEqualTo(2.0 / 3, within(0.5));
  }

  @Test
  void parametersThatAreNotFiniteGiveAReason() {
    Architecture small = Architecture.of(2, 2, 3);
    float[] parameters = new float[small.parameterCount()];
    parameters[small.biasOffset(1)] = Float.NaN;
    MeasureContext context = TinyContexts.of(new Network(small, parameters));
    assertThat(new HessianTopEigenvalue().measure(context).reason()).isPresent();
    assertThat(new HutchinsonTrace().measure(context).reason()).isPresent();
  }

  private static PointSet pointsAwayFromKinks(Network network, long seed) {
    PointSet points = TinyContexts.of(network, 9, 2, 7, seed).split().training();
    Assume.that(PlainNetwork.of(network).smallestHiddenPreActivation(points) > 1e-3);
    return points;
  }

  private static double[] gaussian(int dimension, long seed) {
    var random = new Random(seed);
    double[] vector = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] = random.nextGaussian();
    }
    return vector;
  }

  private static double[] moved(double[] parameters, double[] vector, double step) {
    double[] moved = parameters.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += step * vector[i];
    }
    return moved;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
