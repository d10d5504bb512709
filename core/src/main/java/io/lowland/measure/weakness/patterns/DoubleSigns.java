package io.lowland.measure.weakness.patterns;

import io.lowland.data.PointSet;
import io.lowland.kernel.DoubleAffine;
import io.lowland.kernel.Kernels;
import io.lowland.kernel.SparseDoubleAffine;
import io.lowland.network.Architecture;
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
  private static final int TILE = 16;

  private final Network network;
  private final Architecture architecture;
  private final double[][] weights; // by hidden layer, [fanIn][columns]
  private final double[][] biases; // by hidden layer, [columns]
  private final double[][] rowNorms; // by hidden layer, [fanOut]
  private final double[][] outputs; // by hidden layer, [BLOCK][columns]
  private final long[] nearZero;
  private final float[] pixels; // of one point
  private final double[] dense; // [BLOCK][inputs]
  private final int[] starts;
  private final int[] inputs;
  private final double[] values;

  DoubleSigns(Network network) {
    this.network = network;
    this.architecture = network.architecture();
    int hidden = architecture.hiddenLayers();
    this.weights = new double[hidden][];
    this.biases = new double[hidden][];
    this.rowNorms = new double[hidden][];
    this.outputs = new double[hidden][];
    this.nearZero = new long[hidden];
    this.pixels = new float[architecture.inputs()];
    this.dense = new double[BLOCK * architecture.inputs()];
    this.starts = new int[BLOCK + 1];
    this.inputs = new int[dense.length];
    this.values = new double[dense.length];
    for (int layer = 0; layer < hidden; layer++) {
      prepare(layer);
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
    for (int from = 0; from < positions.length; from += BLOCK) {
      writeBlock(points, positions, from, Math.min(BLOCK, positions.length - from), layers);
    }
  }

  private void writeBlock(
      PointSet points, int[] positions, int from, int count, List<PatternTable> layers) {
    read(points, positions, from, count);
    for (int layer = 0; layer < weights.length; layer++) {
      multiply(layer, count);
      double[] input = layer == 0 ? dense : outputs[layer - 1];
      for (int i = 0; i < count; i++) {
        writeSigns(layer, i, input, layers.get(layer), positions[from + i]);
      }
    }
  }

  private void read(PointSet points, int[] positions, int from, int count) {
    int length = 0;
    for (int i = 0; i < count; i++) {
      starts[i] = length;
      points.scaledPixels(positions[from + i], positions[from + i] + 1, pixels);
      for (int j = 0; j < pixels.length; j++) {
        dense[i * pixels.length + j] = pixels[j];
        if (pixels[j] != 0) {
          inputs[length] = j;
          values[length++] = pixels[j];
        }
      }
    }
    starts[count] = length;
  }

  private void multiply(int layer, int count) {
    int columns = biases[layer].length;
    if (layer == 0) {
      SparseDoubleAffine.sparse(
          starts, inputs, values, count, weights[0], biases[0], columns, false, outputs[0]);
    } else {
      DoubleAffine.dense(
          outputs[layer - 1],
          biases[layer - 1].length,
          count,
          architecture.fanIn(layer),
          weights[layer],
          biases[layer],
          columns,
          false,
          outputs[layer]);
    }
  }

  // Writes the signs of one point of the block and applies the ReLU.
  private void writeSigns(int layer, int i, double[] input, PatternTable table, int position) {
    int fanIn = architecture.fanIn(layer);
    int inputFrom = i * (layer == 0 ? fanIn : biases[layer - 1].length);
    int outputFrom = i * biases[layer].length;
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

  private void prepare(int layer) {
    int fanIn = architecture.fanIn(layer);
    int fanOut = architecture.fanOut(layer);
    int columns = Kernels.padded(fanOut);
    weights[layer] = new double[fanIn * columns];
    biases[layer] = new double[columns];
    rowNorms[layer] = new double[fanOut];
    outputs[layer] = new double[BLOCK * columns];
    // Tile by tile: a transposition column by column would miss the cache with every write.
    for (int first = 0; first < fanIn; first += TILE) {
      for (int o = 0; o < fanOut; o++) {
        for (int i = first; i < Math.min(fanIn, first + TILE); i++) {
          double weight = network.weight(layer, o, i);
          weights[layer][i * columns + o] = weight;
          rowNorms[layer][o] += weight * weight;
        }
      }
    }
    for (int o = 0; o < fanOut; o++) {
      biases[layer][o] = network.bias(layer, o);
      rowNorms[layer][o] = Math.sqrt(rowNorms[layer][o]);
    }
  }
}
