package io.lowland.network;

import io.lowland.data.PointSet;
import io.lowland.kernel.DoubleAffine;
import io.lowland.kernel.Kernels;
import io.lowland.kernel.Panels;
import io.lowland.kernel.SparseDoubleAffine;
import io.lowland.kernel.SparseRows;

/**
 * The affine layers of a network in double arithmetic on its float parameters. Every sum starts
 * with the bias and runs over the inputs in ascending order by fused multiply-adds. Terms of zero
 * inputs are skipped, which changes nothing. Layers are numbered from 0.
 */
public final class DoubleLayers {
  /** Inputs that are transposed together: whole columns at once would miss the cache. */
  private static final int TILE = 16;

  private final Network network;
  private final double[][] weights; // [fanIn][columns], of the first layer in panels
  private final double[][] biases; // [columns]

  /** The first {@code count} layers of {@code network}. */
  public DoubleLayers(Network network, int count) {
    this.network = network;
    this.weights = new double[count][];
    this.biases = new double[count][];
    for (int layer = 0; layer < count; layer++) {
      prepare(layer);
    }
  }

  private void prepare(int layer) {
    int fanIn = network.architecture().fanIn(layer);
    int fanOut = network.architecture().fanOut(layer);
    int columns = Kernels.padded(fanOut);
    double[] transposed = new double[Math.multiplyExact(fanIn, columns)];
    float[] parameters = network.parameters();
    int offset = network.architecture().weightOffset(layer);
    for (int first = 0; first < fanIn; first += TILE) {
      int end = Math.min(fanIn, first + TILE);
      for (int o = 0; o < fanOut; o++) {
        int at = layer == 0 ? Panels.index(fanIn, columns, 0, o) : o;
        int step = layer == 0 ? Panels.width(columns, o / Panels.WIDTH * Panels.WIDTH) : columns;
        for (int i = first; i < end; i++) {
          transposed[at + i * step] = parameters[offset + o * fanIn + i];
        }
      }
    }
    weights[layer] = transposed;
    biases[layer] = new double[columns];
    for (int o = 0; o < fanOut; o++) {
      biases[layer][o] = network.bias(layer, o);
    }
  }

  /**
   * Reads the points at positions {@code from ... from + count - 1}.
   *
   * @param into modified: those points and no others
   */
  public static void read(PointSet points, int from, int count, SparseRows into) {
    into.clear();
    int end = from + count;
    int i = from;
    for (; i + 2 <= end; i += 2) {
      into.append(
          points.pixelArray(i),
          points.pixelOffset(i),
          points.pixelArray(i + 1),
          points.pixelOffset(i + 1));
    }
    if (i < end) {
      into.appendLast(points.pixelArray(i), points.pixelOffset(i));
    }
  }

  /** The outputs of {@code layer} with their padding, a multiple of {@link Kernels#PADDING}. */
  public int columns(int layer) {
    return biases[layer].length;
  }

  /**
   * Evaluates the first layer.
   *
   * @param relu whether max(0, ·) follows
   * @param out modified: {@code [rows of x][columns]}
   */
  public void first(SparseRows x, boolean relu, double[] out) {
    SparseDoubleAffine.sparse(x, weights[0], biases[0], columns(0), relu, out);
  }

  /**
   * Evaluates a layer beyond the first.
   *
   * @param x {@code [rows][columns of the layer before]}
   * @param relu whether max(0, ·) follows
   * @param out modified: {@code [rows][columns]}
   */
  public void next(int layer, double[] x, int rows, boolean relu, double[] out) {
    DoubleAffine.dense(
        x,
        columns(layer - 1),
        rows,
        network.architecture().fanIn(layer),
        weights[layer],
        biases[layer],
        columns(layer),
        relu,
        out);
  }
}
