package io.lowland.measure.sharpness;

import io.lowland.data.PointSet;
import io.lowland.measure.Softmax;
import io.lowland.measure.linear.MatrixProduct;
import io.lowland.measure.linear.SquaredNorm;
import io.lowland.network.Architecture;
import io.lowland.network.ForwardPass;
import io.lowland.network.Network;
import java.util.Arrays;

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

  private final Architecture architecture;
  private final PointSet points;
  private final Network network;
  private final double[][] weights; // by affine layer, [fanOut][fanIn]; none for the first
  private final double[] shares;
  private final double[] probabilities;
  private final int[] active;
  private double[] signals; // [K-1][width of the layer]
  private double[] next;

  HessianTraceComputation(Network network, PointSet points) {
    this.architecture = network.architecture();
    this.network = network;
    this.points = points;
    this.weights = new double[architecture.layers()][];
    for (int layer = 1; layer < architecture.layers(); layer++) {
      weights[layer] = weightsOf(network, layer);
    }
    int widest = architecture.widths().stream().skip(1).mapToInt(Integer::intValue).max().orElse(1);
    this.shares = new double[architecture.layers()];
    this.probabilities = new double[architecture.classes()];
    this.active = new int[widest];
    this.signals = new double[Math.max(1, architecture.classes() - 1) * widest];
    this.next = new double[signals.length];
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
    for (int i = 0; i < count; i++) {
      addPoint(i, activations, squaredPixels(points, from + i));
    }
  }

  private void addPoint(int point, double[][] activations, double squaredInput) {
    int vectors = architecture.classes() - 1;
    int width = architecture.classes();
    Softmax.probabilities(activations[activations.length - 1], point * width, width, probabilities);
    SoftmaxCovariance.factor(probabilities, width, signals);
    for (int i = 0; i < width; i++) {
      active[i] = i;
    }
    int activeCount = width;
    double squaredSignals = SquaredNorm.of(signals, 0, vectors * width);
    for (int layer = architecture.layers() - 1; layer > 0; layer--) {
      int fanIn = architecture.fanIn(layer);
      double[] input = activations[layer];
      int inputFrom = point * fanIn;
      shares[layer] += squaredSignals * (SquaredNorm.of(input, inputFrom, fanIn) + 1);
      Arrays.fill(next, 0, vectors * fanIn, 0);
      MatrixProduct.multiplyAdd(
          vectors, signals, 0, width, active, activeCount, weights[layer], 0, fanIn, next, 0);
      double[] swap = signals;
      signals = next;
      next = swap;
      width = fanIn;
      squaredSignals = SquaredNorm.ofColumns(signals, vectors, width, input, inputFrom);
      activeCount = listActive(input, inputFrom, fanIn);
    }
    shares[0] += squaredSignals * (squaredInput + 1);
  }

  // The derivative of the ReLU at 0 is 0, as in PyTorch.
  private int listActive(double[] activation, int from, int width) {
    int count = 0;
    for (int i = 0; i < width; i++) {
      // Written always and kept when active: cheaper than a branch that no one can predict.
      active[count] = i;
      count += activation[from + i] > 0 ? 1 : 0;
    }
    return count;
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

  private static double[] weightsOf(Network network, int layer) {
    Architecture architecture = network.architecture();
    double[] weights = new double[architecture.fanOut(layer) * architecture.fanIn(layer)];
    int offset = architecture.weightOffset(layer);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = network.parameters()[offset + i];
    }
    return weights;
  }
}
