package io.lowland.measure.weakness;

import io.lowland.data.PointSet;
import io.lowland.measure.linear.MatrixProduct;
import io.lowland.network.Architecture;
import io.lowland.network.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * Signs of pre-activations in double, one point at a time, and the count of those within float
 * rounding of zero. Decides the points that {@link FloatSigns} cannot. Sums run in the order of
 * {@link io.lowland.network.ForwardPass}, so that the bits are the same.
 */
final class DoubleSigns {
  /** Twice the unit roundoff of float. */
  private static final double FLOAT_ROUNDING = 0x1p-23;

  private final Network network;
  private final Architecture architecture;
  private final double[][] transposed; // by hidden layer, [fanIn][fanOut]
  private final double[][] rowNorms; // by hidden layer, [fanOut]
  private final long[] nearZero;
  private final float[] pixels;

  DoubleSigns(Network network) {
    this.network = network;
    this.architecture = network.architecture();
    int hidden = architecture.hiddenLayers();
    this.transposed = new double[hidden][];
    this.rowNorms = new double[hidden][];
    this.nearZero = new long[hidden];
    this.pixels = new float[architecture.inputs()];
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
   * Writes the patterns of the point at {@code position}, replacing what was there.
   *
   * @param layers modified: one table per hidden layer
   */
  void write(PointSet points, int position, List<PatternTable> layers) {
    points.scaledPixels(position, position + 1, pixels);
    double[] input = new double[pixels.length];
    for (int i = 0; i < input.length; i++) {
      input[i] = pixels[i];
    }
    for (int layer = 0; layer < transposed.length; layer++) {
      input = forward(layer, input, layers.get(layer), position);
    }
  }

  private double[] forward(int layer, double[] input, PatternTable table, int position) {
    int width = architecture.fanOut(layer);
    double[] output = new double[width];
    for (int o = 0; o < width; o++) {
      output[o] = network.bias(layer, o);
    }
    int[] list = new int[input.length];
    int length = 0;
    double squared = 0;
    for (int i = 0; i < input.length; i++) {
      if (input[i] != 0) {
        list[length++] = i;
        squared += input[i] * input[i];
      }
    }
    MatrixProduct.multiplyAdd(
        1, input, 0, input.length, list, length, transposed[layer], 0, width, output, 0);
    double inputNorm = Math.sqrt(squared);
    table.clear(position);
    for (int o = 0; o < width; o++) {
      if (isNearZero(layer, o, output[o], input, inputNorm)) {
        nearZero[layer]++;
      }
      if (output[o] > 0) {
        table.set(position, o, 1);
      } else {
        output[o] = 0;
      }
    }
    return output;
  }

  private boolean isNearZero(int layer, int out, double z, double[] input, double inputNorm) {
    double bias = Math.abs((double) network.bias(layer, out));
    // By Cauchy–Schwarz the exact sum of magnitudes is not larger; 1 + 1e-9 covers its rounding.
    double most = (bias + rowNorms[layer][out] * inputNorm) * (1 + 1e-9);
    if (Math.abs(z) > FLOAT_ROUNDING * most) {
      return false;
    }
    double magnitudes = bias;
    for (int i = 0; i < input.length; i++) {
      magnitudes += Math.abs(network.weight(layer, out, i) * input[i]);
    }
    return magnitudes > 0 && Math.abs(z) <= FLOAT_ROUNDING * magnitudes;
  }

  private void prepare(int layer) {
    int fanIn = architecture.fanIn(layer);
    int fanOut = architecture.fanOut(layer);
    double[] weights = new double[fanIn * fanOut];
    double[] norms = new double[fanOut];
    for (int o = 0; o < fanOut; o++) {
      for (int i = 0; i < fanIn; i++) {
        double weight = network.weight(layer, o, i);
        weights[i * fanOut + o] = weight;
        norms[o] += weight * weight;
      }
      norms[o] = Math.sqrt(norms[o]);
    }
    transposed[layer] = weights;
    rowNorms[layer] = norms;
  }
}
