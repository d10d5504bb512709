package io.lowland.network;

import io.lowland.data.PointSet;
import io.lowland.kernel.SparseRows;

/**
 * The function of a network, evaluated in double arithmetic on its float parameters and float
 * pixels ({@code (float) byte / 255f}). This is the reference every measure is defined on: of two
 * signs, of two largest logits, the one found here counts.
 *
 * <p>The order of every sum is that of {@link DoubleLayers}.
 *
 * <p>Thread-safe; buffers belong to one call of {@link #run}.
 */
public final class ForwardPass {
  /** Points per block. */
  public static final int BLOCK = 128;

  private final Network network;
  private final DoubleLayers affine;

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
    affine = new DoubleLayers(network, network.architecture().layers());
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
      padded[l] = new double[rows * affine.columns(l)];
      activations[l + 1] = affine.columns(l) == width ? padded[l] : new double[rows * width];
    }
    SparseRows pixels = new SparseRows(rows, architecture.inputs());
    for (int from = 0; from < points.count(); from += BLOCK) {
      int count = Math.min(BLOCK, points.count() - from);
      DoubleLayers.read(points, from, count, pixels);
      evaluate(pixels, padded);
      for (int l = 0; l < layers; l++) {
        unpad(padded[l], affine.columns(l), architecture.fanOut(l), count, activations[l + 1]);
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

  private void evaluate(SparseRows pixels, double[][] out) {
    int hidden = network.architecture().hiddenLayers();
    affine.first(pixels, true, out[0]);
    for (int l = 1; l <= hidden; l++) {
      affine.next(l, out[l - 1], pixels.rowCount(), l < hidden, out[l]);
    }
  }

  private static void unpad(double[] from, int columns, int width, int rows, double[] into) {
    if (columns != width) {
      for (int r = 0; r < rows; r++) {
        System.arraycopy(from, r * columns, into, r * width, width);
      }
    }
  }
}
