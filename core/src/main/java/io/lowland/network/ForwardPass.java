package io.lowland.network;

import io.lowland.data.PointSet;
import io.lowland.kernel.DoubleAffine;
import io.lowland.kernel.Kernels;
import io.lowland.kernel.SparseDoubleAffine;

/**
 * The function of a network, evaluated in double arithmetic on its float parameters and float
 * pixels ({@code (float) byte / 255f}). This is the reference every measure is defined on: of two
 * signs, of two largest logits, the one found here counts.
 *
 * <p>Every sum starts with the bias and runs over the inputs in ascending order by fused
 * multiply-adds. Terms of zero inputs are skipped, which changes nothing.
 *
 * <p>Thread-safe; buffers belong to one call of {@link #run}.
 */
public final class ForwardPass {
  /** Points per block. */
  public static final int BLOCK = 256;

  private final Network network;
  private final double[][] weights;
  private final double[][] biases;

  /** Receives the activations of consecutive blocks of points. */
  @FunctionalInterface
  public interface BlockConsumer {
    /**
     * Looks at one block.
     *
     * @param from position of the block's first point in the point set
     * @param count points in the block
     * @param activations {@code [layers + 1]}: element {@code l} is the output of affine layer
     *     {@code l}, 1-based, as {@code [count][width]} row-major, for hidden layers after the
     *     ReLU; the last are the logits; element 0 is empty. Used again for the next block
     */
    void accept(int from, int count, double[][] activations);
  }

  public ForwardPass(Network network) {
    this.network = network;
    Architecture architecture = network.architecture();
    weights = new double[architecture.layers()][];
    biases = new double[architecture.layers()][];
    for (int l = 0; l < architecture.layers(); l++) {
      int fanIn = architecture.fanIn(l);
      int columns = Kernels.padded(architecture.fanOut(l));
      weights[l] = new double[fanIn * columns];
      biases[l] = new double[columns];
      for (int o = 0; o < architecture.fanOut(l); o++) {
        for (int i = 0; i < fanIn; i++) {
          weights[l][i * columns + o] = network.weight(l, o, i);
        }
        biases[l][o] = network.bias(l, o);
      }
    }
  }

  public Network network() {
    return network;
  }

  /**
   * Evaluates the network on every point, block after block in order.
   *
   * @throws IllegalArgumentException if the network does not take the points' pixels
   */
  public void run(PointSet points, BlockConsumer consumer) {
    Architecture architecture = network.architecture();
    checkInputs(points);
    int layers = architecture.layers();
    int rows = Math.min(BLOCK, points.count());
    double[][] padded = new double[layers][];
    double[][] activations = new double[layers + 1][];
    activations[0] = new double[0];
    for (int l = 0; l < layers; l++) {
      int width = architecture.fanOut(l);
      padded[l] = new double[rows * Kernels.padded(width)];
      activations[l + 1] = Kernels.padded(width) == width ? padded[l] : new double[rows * width];
    }
    PixelBlock pixels = new PixelBlock(architecture.inputs(), rows);
    for (int from = 0; from < points.count(); from += BLOCK) {
      int count = Math.min(BLOCK, points.count() - from);
      pixels.read(points, from, count);
      evaluate(pixels, count, padded);
      for (int l = 0; l < layers; l++) {
        unpad(padded[l], architecture.fanOut(l), count, activations[l + 1]);
      }
      consumer.accept(from, count, activations);
    }
  }

  private void checkInputs(PointSet points) {
    Architecture architecture = network.architecture();
    if (architecture.inputs() != points.dataset().features()) {
      throw new IllegalArgumentException(
          "network %s takes %d inputs; images of %s have %d pixels"
              .formatted(
                  architecture,
                  architecture.inputs(),
                  points.dataset().name(),
                  points.dataset().features()));
    }
  }

  private void evaluate(PixelBlock pixels, int count, double[][] out) {
    Architecture architecture = network.architecture();
    int hidden = architecture.hiddenLayers();
    SparseDoubleAffine.sparse(
        pixels.starts(),
        pixels.inputs(),
        pixels.values(),
        count,
        weights[0],
        biases[0],
        biases[0].length,
        true,
        out[0]);
    for (int l = 1; l <= hidden; l++) {
      DoubleAffine.dense(
          out[l - 1],
          biases[l - 1].length,
          count,
          architecture.fanIn(l),
          weights[l],
          biases[l],
          biases[l].length,
          l < hidden,
          out[l]);
    }
  }

  private static void unpad(double[] from, int width, int rows, double[] into) {
    int columns = Kernels.padded(width);
    if (columns != width) {
      for (int r = 0; r < rows; r++) {
        System.arraycopy(from, r * columns, into, r * width, width);
      }
    }
  }
}
