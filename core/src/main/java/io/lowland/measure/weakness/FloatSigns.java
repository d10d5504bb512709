package io.lowland.measure.weakness;

import io.lowland.data.PointSet;
import io.lowland.measure.linear.FloatRow;
import io.lowland.network.Architecture;
import io.lowland.network.Network;
import java.util.Arrays;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Signs of pre-activations in float, with a proof. A sum of n products and a bias by fused
 * multiply-adds is off by at most γ_{n+1} (|b| + Σ|w_i a_i|), γ_n = n u / (1 − n u), u = 2⁻²⁴
 * (Higham, "Accuracy and Stability of Numerical Algorithms", 2nd ed., section 3.1). With
 * Cauchy–Schwarz and the error ‖e‖ of the layer's input, unit j is off by at most
 *
 * <pre>  γ (|b_j| + ‖w_j‖ (‖a‖ + ‖e‖)) + ‖w_j‖ ‖e‖.</pre>
 *
 * A point with a pre-activation below that bound (widened so that everything within float rounding
 * of zero is below it, too) is left to {@link DoubleSigns}. Typically those are a few in a hundred.
 */
final class FloatSigns {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final double UNIT_ROUNDOFF = 0x1p-24;

  /** Twice the band that {@link DoubleSigns} counts as near zero. */
  private static final double NEAR_ZERO = 0x1p-22;

  /** Below this a bound says nothing, because products may have underflowed. */
  private static final float SMALLEST_BOUND = 1e-30f;

  private static final float[] SCALED = scaledBytes();

  private final Architecture architecture;
  private final Layer[] layers;
  private final int[] list;
  private float[] input;
  private float[] output;

  FloatSigns(Network network) {
    this.architecture = network.architecture();
    this.layers = new Layer[architecture.hiddenLayers()];
    for (int layer = 0; layer < layers.length; layer++) {
      layers[layer] = Layer.of(network, layer);
    }
    int widest = architecture.widths().stream().mapToInt(Integer::intValue).max().orElseThrow();
    this.list = new int[widest];
    this.input = new float[FloatRow.padded(widest)];
    this.output = new float[FloatRow.padded(widest)];
  }

  /**
   * Writes the patterns of {@code points}.
   *
   * @param tables modified: one empty table per hidden layer
   * @return the positions of points some sign of which is not certain; their patterns are void
   */
  int[] write(PointSet points, List<PatternTable> tables) {
    int[] uncertain = new int[points.count()];
    int count = 0;
    for (int position = 0; position < points.count(); position++) {
      if (!writePoint(points, position, tables)) {
        uncertain[count++] = position;
      }
    }
    return Arrays.copyOf(uncertain, count);
  }

  private boolean writePoint(PointSet points, int position, List<PatternTable> tables) {
    int length = listPixels(points, position);
    double error = 0;
    for (int l = 0; l < layers.length; l++) {
      Layer layer = layers[l];
      double norm = norm(length);
      FloatRow.multiply(input, list, length, layer.transposed, layer.columns, layer.biases, output);
      double terms = (length + 2) * UNIT_ROUNDOFF;
      double gamma = terms / (1 - terms);
      double perNorm = (gamma + NEAR_ZERO) * (norm + error) + error;
      double perBias = gamma + NEAR_ZERO;
      if (!writeSigns(layer, perNorm, perBias, tables.get(l), position)) {
        return false;
      }
      error = gamma * (layer.biasNorm + layer.norm * (norm + error)) + layer.norm * error;
      length = listActive(layer.width);
      float[] swap = input;
      input = output;
      output = swap;
    }
    return true;
  }

  private boolean writeSigns(
      Layer layer, double perNorm, double perBias, PatternTable table, int position) {
    // The factor covers the rounding of the bound itself.
    var normFactor = FloatVector.broadcast(SPECIES, (float) (perNorm * (1 + 1e-5)));
    var biasFactor = FloatVector.broadcast(SPECIES, (float) (perBias * (1 + 1e-5)));
    for (int j = 0; j < layer.columns; j += FloatRow.LANES) {
      var z = FloatVector.fromArray(SPECIES, output, j);
      var bound =
          normFactor.fma(
              FloatVector.fromArray(SPECIES, layer.rowNorms, j),
              biasFactor.mul(FloatVector.fromArray(SPECIES, layer.absoluteBiases, j)));
      var size = z.abs();
      VectorMask<Float> certain =
          size.compare(VectorOperators.GT, bound.max(SMALLEST_BOUND))
              .and(size.compare(VectorOperators.LE, Float.MAX_VALUE))
              // Nothing was added up: the pre-activation is exactly zero.
              .or(bound.compare(VectorOperators.EQ, 0f).and(z.compare(VectorOperators.EQ, 0f)));
      if (!certain.allTrue()) {
        return false;
      }
      long bits = z.compare(VectorOperators.GT, 0f).toLong();
      if (bits != 0) {
        table.set(position, j, bits);
      }
    }
    return true;
  }

  private int listPixels(PointSet points, int position) {
    byte[] pixels = points.pixelArray(position);
    int offset = points.pixelOffset(position);
    int length = 0;
    for (int i = 0; i < architecture.inputs(); i++) {
      byte pixel = pixels[offset + i];
      if (pixel != 0) {
        input[i] = SCALED[pixel & 0xff];
        list[length++] = i;
      }
    }
    return length;
  }

  private int listActive(int width) {
    int length = 0;
    for (int i = 0; i < width; i++) {
      if (output[i] > 0) {
        list[length++] = i;
      }
    }
    return length;
  }

  private double norm(int length) {
    double sum = 0;
    for (int t = 0; t < length; t++) {
      double value = input[list[t]];
      sum += value * value;
    }
    return Math.sqrt(sum);
  }

  private static float[] scaledBytes() {
    float[] scaled = new float[256];
    for (int pixel = 0; pixel < scaled.length; pixel++) {
      scaled[pixel] = pixel / 255f;
    }
    return scaled;
  }

  /** An affine layer laid out for {@link FloatRow}, with the norms its bounds need. */
  private record Layer(
      int width,
      int columns,
      float[] transposed,
      float[] biases,
      float[] absoluteBiases,
      float[] rowNorms,
      double norm,
      double biasNorm) {

    static Layer of(Network network, int layer) {
      int fanIn = network.architecture().fanIn(layer);
      int width = network.architecture().fanOut(layer);
      int columns = FloatRow.padded(width);
      float[] transposed = new float[Math.multiplyExact(fanIn, columns)];
      float[] biases = new float[columns];
      float[] absoluteBiases = new float[columns];
      float[] rowNorms = new float[columns];
      double squared = 0;
      double biasSquared = 0;
      for (int o = 0; o < width; o++) {
        double row = 0;
        for (int i = 0; i < fanIn; i++) {
          float weight = network.weight(layer, o, i);
          transposed[i * columns + o] = weight;
          row += (double) weight * weight;
        }
        biases[o] = network.bias(layer, o);
        absoluteBiases[o] = Math.abs(biases[o]);
        rowNorms[o] = (float) Math.sqrt(row);
        squared += row;
        biasSquared += (double) biases[o] * biases[o];
      }
      return new Layer(
          width,
          columns,
          transposed,
          biases,
          absoluteBiases,
          rowNorms,
          Math.sqrt(squared),
          Math.sqrt(biasSquared));
    }
  }
}
