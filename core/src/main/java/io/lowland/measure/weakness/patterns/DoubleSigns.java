package io.lowland.measure.weakness.patterns;

import io.lowland.data.PointSet;
import io.lowland.kernel.SparseRows;
import io.lowland.network.Architecture;
import io.lowland.network.DoubleLayers;
import io.lowland.network.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * Signs of pre-activations in double, and the count of those within float rounding of zero. Decides
 * the points that {@link FloatSigns} cannot. Sums run in the order of {@link
 * io.lowland.network.ForwardPass}, so that the bits are the same.
 */
final class DoubleSigns {
  /** Twice the unit roundoff of float. */
  private static final double FLOAT_ROUNDING = 0x1p-23;

  private static final int BLOCK = 64;

  private final Network network;
  private final Architecture architecture;
  private final DoubleLayers affine;
  private final double[][] rowNorms; // by hidden layer, [fanOut]
  private final double[][] outputs; // by hidden layer, [BLOCK][columns]
  private final long[] nearZero;
  private final SparseRows pixels;
  private final double[] dense; // [BLOCK][inputs]: the pixels with their zeros

  DoubleSigns(Network network) {
    this.network = network;
    this.architecture = network.architecture();
    int hidden = architecture.hiddenLayers();
    this.affine = new DoubleLayers(network, hidden);
    this.rowNorms = new double[hidden][];
    this.outputs = new double[hidden][];
    this.nearZero = new long[hidden];
    this.pixels = new SparseRows(BLOCK, architecture.inputs());
    this.dense = new double[BLOCK * architecture.inputs()];
    for (int layer = 0; layer < hidden; layer++) {
      rowNorms[layer] = rowNorms(layer);
      outputs[layer] = new double[BLOCK * affine.columns(layer)];
    }
  }

  /** How many (point, unit) pre-activations per hidden layer lie within float rounding of zero. */
  List<Long> nearZero() {
    List<Long> counts = new ArrayList<>();
    for (long count : nearZero) {
      counts.add(count);
    }
    return List.copyOf(counts);
  }

  /**
   * Writes the patterns of the points at {@code positions}, replacing what was there.
   *
   * @param layers modified: one table per hidden layer
   */
  void write(PointSet points, int[] positions, List<PatternTable> layers) {
    PointSet chosen = points.select(positions);
    for (int from = 0; from < positions.length; from += BLOCK) {
      writeBlock(chosen, positions, from, Math.min(BLOCK, positions.length - from), layers);
    }
  }

  private void writeBlock(
      PointSet points, int[] positions, int from, int count, List<PatternTable> layers) {
    read(points, from, count);
    for (int layer = 0; layer < outputs.length; layer++) {
      multiply(layer, count);
      double[] input = layer == 0 ? dense : outputs[layer - 1];
      for (int i = 0; i < count; i++) {
        writeSigns(layer, i, input, layers.get(layer), positions[from + i]);
      }
    }
  }

  private void read(PointSet points, int from, int count) {
    DoubleLayers.read(points, from, count, pixels);
    for (int i = 0; i < count; i++) {
      pixels.expand(i, dense, i * architecture.inputs());
    }
  }

  private void multiply(int layer, int count) {
    if (layer == 0) {
      affine.first(pixels, false, outputs[0]);
    } else {
      affine.next(layer, outputs[layer - 1], count, false, outputs[layer]);
    }
  }

  // Writes the signs of one point of the block and applies the ReLU.
  private void writeSigns(int layer, int i, double[] input, PatternTable table, int position) {
    int fanIn = architecture.fanIn(layer);
    int inputFrom = i * (layer == 0 ? fanIn : affine.columns(layer - 1));
    int outputFrom = i * affine.columns(layer);
    double[] output = outputs[layer];
    double inputNorm = norm(input, inputFrom, fanIn);
    table.clear(position);
    for (int o = 0; o < architecture.fanOut(layer); o++) {
      double z = output[outputFrom + o];
      if (isNearZero(layer, o, z, input, inputFrom, inputNorm)) {
        nearZero[layer]++;
      }
      if (z > 0) {
        table.set(position, o, 1);
      } else {
        output[outputFrom + o] = 0;
      }
    }
  }

  private boolean isNearZero(
      int layer, int out, double z, double[] input, int inputFrom, double inputNorm) {
    double bias = Math.abs((double) network.bias(layer, out));
    // By Cauchy–Schwarz the exact sum of magnitudes is not larger; 1 + 1e-9 covers its rounding.
    double most = (bias + rowNorms[layer][out] * inputNorm) * (1 + 1e-9);
    if (Math.abs(z) > FLOAT_ROUNDING * most) {
      return false;
    }
    double magnitudes = bias;
    for (int i = 0; i < architecture.fanIn(layer); i++) {
      magnitudes += Math.abs(network.weight(layer, out, i) * input[inputFrom + i]);
    }
    return magnitudes > 0 && Math.abs(z) <= FLOAT_ROUNDING * magnitudes;
  }

  private static double norm(double[] values, int from, int length) {
    double squared = 0;
    for (int i = from; i < from + length; i++) {
      squared += values[i] * values[i];
    }
    return Math.sqrt(squared);
  }

  private double[] rowNorms(int layer) {
    double[] norms = new double[architecture.fanOut(layer)];
    for (int o = 0; o < norms.length; o++) {
      for (int i = 0; i < architecture.fanIn(layer); i++) {
        double weight = network.weight(layer, o, i);
        norms[o] += weight * weight;
      }
      norms[o] = Math.sqrt(norms[o]);
    }
    return norms;
  }
}
