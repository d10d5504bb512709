package io.lowland.measure.bounds;

import io.lowland.data.PointSet;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.Softmax;
import io.lowland.network.Architecture;
import io.lowland.network.ForwardPass;
import io.lowland.network.Network;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The largest σ such that Gaussian noise of that size costs at most {@value #DROP} of the accuracy
 * on the training points, on average over {@value #VECTORS} seeded noise vectors (Jiang et al.
 * 2019, appendix C.5; Dziugaite et al. 2020, appendix C.6). The same vectors serve every σ.
 * Doubling brackets σ, bisection narrows the bracket to a relative 2⁻¹⁰.
 */
final class NoiseTolerance {
  static final int VECTORS = 10;
  static final double DROP = 0.1;

  /** The magnitude-aware noise of parameter θ has the variance σ²θ² + ε². */
  static final double EPSILON = 1e-3;

  private static final double SMALLEST = 0x1p-14;
  private static final double LARGEST = 0x1p14;
  private static final int BISECTIONS = 10;

  private final Network network;
  private final PointSet points;
  private final DoubleBinaryOperator deviation;
  private final float[][] noise;
  private final int correct;

  private NoiseTolerance(Network network, PointSet points, DoubleBinaryOperator deviation) {
    this.network = network;
    this.points = points;
    this.deviation = deviation;
    this.noise = noise(network.parameters().length);
    this.correct = correct(network, points);
  }

  /** The tolerance to the same noise everywhere: the standard deviation is σ. */
  static Optional<Tolerated> uniform(MeasureContext context) {
    return context
        .shared(
            new MeasureContext.Key<>("noise tolerance", Shared.class),
            () -> new Shared(search(context, (sigma, parameter) -> sigma)))
        .tolerated();
  }

  /** The tolerance to noise in proportion to each parameter. */
  static Optional<Tolerated> magnitudeAware(MeasureContext context) {
    return context
        .shared(
            new MeasureContext.Key<>("magnitude-aware noise tolerance", Shared.class),
            () ->
                new Shared(
                    search(context, (sigma, parameter) -> Math.hypot(sigma * parameter, EPSILON))))
        .tolerated();
  }

  /**
   * What was found.
   *
   * @param sigma the largest size of noise known to be tolerated
   * @param beyond the smallest one known not to be
   */
  record Tolerated(double sigma, double beyond) {}

  private record Shared(Optional<Tolerated> tolerated) {}

  /** The first training points, as many as the Hessian is taken over. */
  static PointSet points(MeasureContext context) {
    PointSet training = context.split().training();
    return training.slice(0, Math.min(training.count(), context.options().hessianPoints()));
  }

  private static Optional<Tolerated> search(
      MeasureContext context, DoubleBinaryOperator deviation) {
    var search = new NoiseTolerance(context.network(), points(context), deviation);
    double within = SMALLEST;
    if (!search.tolerates(within)) {
      return Optional.empty();
    }
    double beyond = 2 * within;
    while (search.tolerates(beyond)) {
      if (beyond >= LARGEST) {
        return Optional.empty();
      }
      within = beyond;
      beyond *= 2;
    }
    for (int step = 0; step < BISECTIONS; step++) {
      double middle = (within + beyond) / 2;
      if (search.tolerates(middle)) {
        within = middle;
      } else {
        beyond = middle;
      }
    }
    return Optional.of(new Tolerated(within, beyond));
  }

  private boolean tolerates(double sigma) {
    int lost = 0;
    for (float[] vector : noise) {
      lost += correct - correct(perturbed(sigma, vector), points);
    }
    return lost <= DROP * noise.length * points.count();
  }

  private Network perturbed(double sigma, float[] vector) {
    float[] parameters = network.parameters().clone();
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] += (float) (deviation.applyAsDouble(sigma, parameters[i]) * vector[i]);
    }
    return new Network(network.architecture(), parameters);
  }

  private static int correct(Network network, PointSet points) {
    Architecture architecture = network.architecture();
    int classes = architecture.classes();
    int[] correct = new int[1];
    new ForwardPass(network)
        .run(
            points,
            (from, count, activations) -> {
              double[] logits = activations[architecture.layers()];
              for (int i = 0; i < count; i++) {
                boolean right =
                    Softmax.argmax(logits, i * classes, classes) == points.label(from + i);
                correct[0] += right ? 1 : 0;
              }
            });
    return correct[0];
  }

  private static float[][] noise(int length) {
    float[][] noise = new float[VECTORS][length];
    for (int seed = 0; seed < VECTORS; seed++) {
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
      for (int i = 0; i < length; i++) {
        noise[seed][i] = (float) random.nextGaussian();
      }
    }
    return noise;
  }
}
