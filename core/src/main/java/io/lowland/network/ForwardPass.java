package io.lowland.network;

import io.lowland.data.PointSet;

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

  private static final float[] SCALED = new float[256];

  static {
    for (int i = 0; i < SCALED.length; i++) {
      SCALED[i] = i / 255f;
    }
  }

  private final Network network;
  private final double[][] weights;

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
    for (int l = 0; l < architecture.layers(); l++) {
      int fanIn = architecture.fanIn(l);
      int fanOut = architecture.fanOut(l);
      weights[l] = new double[fanIn * fanOut];
      for (int o = 0; o < fanOut; o++) {
        for (int i = 0; i < fanIn; i++) {
          weights[l][i * fanOut + o] = network.weight(l, o, i);
        }
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
    if (architecture.inputs() != points.dataset().features()) {
      throw new IllegalArgumentException(
          "network %s takes %d inputs; images of %s have %d pixels"
              .formatted(
                  architecture,
                  architecture.inputs(),
                  points.dataset().name(),
                  points.dataset().features()));
    }
    double[][] activations = new double[architecture.layers() + 1][];
    activations[0] = new double[0];
    for (int l = 0; l < architecture.layers(); l++) {
      activations[l + 1] = new double[Math.min(BLOCK, points.count()) * architecture.fanOut(l)];
    }
    for (int from = 0; from < points.count(); from += BLOCK) {
      int count = Math.min(BLOCK, points.count() - from);
      for (int p = 0; p < count; p++) {
        evaluate(points, from + p, p, activations);
      }
      consumer.accept(from, count, activations);
    }
  }

  private void evaluate(PointSet points, int position, int row, double[][] activations) {
    Architecture architecture = network.architecture();
    for (int l = 0; l < architecture.layers(); l++) {
      int width = architecture.fanOut(l);
      double[] out = activations[l + 1];
      int at = row * width;
      for (int o = 0; o < width; o++) {
        out[at + o] = network.bias(l, o);
      }
      if (l == 0) {
        byte[] pixels = points.pixelArray(position);
        int offset = points.pixelOffset(position);
        for (int i = 0; i < architecture.inputs(); i++) {
          if (pixels[offset + i] != 0) {
            addRow(SCALED[pixels[offset + i] & 0xff], weights[0], i * width, out, at, width);
          }
        }
      } else {
        int fanIn = architecture.fanIn(l);
        for (int i = 0; i < fanIn; i++) {
          double x = activations[l][row * fanIn + i];
          if (x != 0) {
            addRow(x, weights[l], i * width, out, at, width);
          }
        }
      }
      if (l < architecture.hiddenLayers()) {
        for (int o = at; o < at + width; o++) {
          out[o] = Math.max(0, out[o]);
        }
      }
    }
  }

  private static void addRow(
      double x, double[] weights, int from, double[] out, int at, int width) {
    for (int o = 0; o < width; o++) {
      out[at + o] = Math.fma(x, weights[from + o], out[at + o]);
    }
  }
}
