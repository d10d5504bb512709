package io.lowland.measure.sharpness;

import io.lowland.data.PointSet;
import io.lowland.measure.Softmax;
import io.lowland.measure.linear.SquaredNorm;
import io.lowland.network.Architecture;
import io.lowland.network.ForwardPass;
import io.lowland.network.Network;

/**
 * The exact trace of the Hessian of the mean cross-entropy of a ReLU classifier.
 *
 * <p>Each logit is piecewise linear in every single weight, so the diagonal of the Hessian is that
 * of the Gauss–Newton matrix: tr H = (1/n) Σ_i tr(J_i C_i J_iᵀ), with J_i the Jacobian of the
 * logits at point i and C_i = diag(p) − p pᵀ (docs/measures.md). With C_i = Σ v vᵀ ({@link
 * SoftmaxCovariance}) this is a sum of squared norms of K − 1 back-propagated vectors, free of
 * cancellation. For an affine layer with input a, the gradient of such a vector is the outer
 * product of the back-propagated signal δ and (a, 1), whose squared norm is ‖δ‖² (‖a‖² + 1).
 *
 * <p>The forward pass, probabilities, factors and all norms are in double, the vectors on their way
 * back in float ({@link BackwardSignals}), where rounding errors of 2⁻²⁴ average out over thousands
 * of squares: on the reference networks the trace is off by less than 10⁻⁸ relative.
 *
 * <p>Cost per point: K − 1 back-propagations through the active units, without the first layer's
 * weights, and one forward pass.
 */
final class HessianTraceComputation implements ForwardPass.BlockConsumer {
  /** The squares of the scaled pixels, which are floats. */
  private static final double[] SQUARES = new double[256];

  static {
    for (int pixel = 0; pixel < SQUARES.length; pixel++) {
      SQUARES[pixel] = square(pixel / 255f);
    }
  }

  /** Points whose signals go back together, and stay in the second-level cache. */
  private static final int CHUNK = 32;

  private final Architecture architecture;
  private final PointSet points;
  private final Network network;
  private final LayerPanels[] panels; // by affine layer; none for the first
  private final double[] shares;
  private final double[] probabilities;
  private final double[] factor; // [K-1][K]
  private final BackwardSignals signals;

  HessianTraceComputation(Network network, PointSet points) {
    this.architecture = network.architecture();
    this.network = network;
    this.points = points;
    this.panels = new LayerPanels[architecture.layers()];
    for (int layer = 1; layer < architecture.layers(); layer++) {
      panels[layer] = LayerPanels.of(network, layer);
    }
    int classes = architecture.classes();
    int widest = architecture.widths().stream().skip(1).mapToInt(Integer::intValue).max().orElse(1);
    this.shares = new double[architecture.layers()];
    this.probabilities = new double[classes];
    this.factor = new double[(classes - 1) * classes];
    this.signals = new BackwardSignals(CHUNK, classes - 1, widest);
  }

  /** The trace's share of each affine layer. */
  double[] shares() {
    new ForwardPass(network).run(points, this);
    for (int layer = 0; layer < shares.length; layer++) {
      shares[layer] /= points.count();
    }
    return shares;
  }

  @Override
  public void accept(int from, int count, double[][] activations) {
    for (int first = 0; first < count; first += CHUNK) {
      int length = Math.min(CHUNK, count - first);
      start(first, length, activations[activations.length - 1]);
      for (int layer = architecture.layers() - 1; layer > 0; layer--) {
        passBack(layer, first, length, activations[layer]);
      }
      for (int i = 0; i < length; i++) {
        shares[0] += signals.squaredNorm(i) * (squaredPixels(points, from + first + i) + 1);
      }
    }
  }

  private void start(int first, int length, double[] logits) {
    int classes = architecture.classes();
    for (int i = 0; i < length; i++) {
      Softmax.probabilities(logits, (first + i) * classes, classes, probabilities);
      SoftmaxCovariance.factor(probabilities, classes, factor);
      signals.start(i, factor, classes);
    }
  }

  private void passBack(int layer, int first, int length, double[] input) {
    int fanIn = architecture.fanIn(layer);
    for (int i = 0; i < length; i++) {
      double squaredInput = SquaredNorm.of(input, (first + i) * fanIn, fanIn);
      shares[layer] += signals.squaredNorm(i) * (squaredInput + 1);
    }
    signals.pass(length, panels[layer], input, first * fanIn, layer == 1);
  }

  // Four sums side by side, since one would wait for itself.
  private static double squaredPixels(PointSet points, int position) {
    byte[] pixels = points.pixelArray(position);
    int from = points.pixelOffset(position);
    int end = from + points.dataset().features();
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = from;
    for (; i + 4 <= end; i += 4) {
      s0 += SQUARES[pixels[i] & 0xff];
      s1 += SQUARES[pixels[i + 1] & 0xff];
      s2 += SQUARES[pixels[i + 2] & 0xff];
      s3 += SQUARES[pixels[i + 3] & 0xff];
    }
    for (; i < end; i++) {
      s0 += SQUARES[pixels[i] & 0xff];
    }
    return (s0 + s1) + (s2 + s3);
  }

  private static double square(double value) {
    return value * value;
  }
}
