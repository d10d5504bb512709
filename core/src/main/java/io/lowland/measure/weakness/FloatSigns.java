package io.lowland.measure.weakness;

import io.lowland.data.PointSet;
import io.lowland.measure.linear.FloatRow;
import io.lowland.network.Architecture;
import io.lowland.network.Network;
import java.util.Arrays;
import java.util.List;
import jdk.incubator.vector.ByteVector;
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
 *
 * <p>Points go through a layer in blocks, so that a panel of weights stays in the cache.
 */
final class FloatSigns {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_PREFERRED;
  private static final int BLOCK = 64;
  private static final double UNIT_ROUNDOFF = 0x1p-24;

  /** Twice the band that {@link DoubleSigns} counts as near zero. */
  private static final double NEAR_ZERO = 0x1p-22;

  /** Covers the rounding of the bounds and of the norms of activations themselves. */
  private static final double SLACK = 1 + 1e-4;

  /** Below this a bound says nothing, because products may have underflowed. */
  private static final float SMALLEST_BOUND = 1e-30f;

  /** Above this, squares that underflow a float do not count. */
  private static final double SMALLEST_NORM = 1e-15;

  private static final float[] SCALED = scaledBytes();

  private final int inputs;
  private final SignLayer[] layers;
  private final int stride;
  private final int[][] lists; // for each point of the block the inputs that are not zero
  private final int[] lengths;
  private final double[] norms; // of each point's input to the present layer
  private final double[] errors; // bound on the error of that input, Euclidean
  private final boolean[] certain;
  private float[] input; // [BLOCK][stride]
  private float[] output;

  FloatSigns(Network network) {
    Architecture architecture = network.architecture();
    this.inputs = architecture.inputs();
    this.layers = new SignLayer[architecture.hiddenLayers()];
    for (int layer = 0; layer < layers.length; layer++) {
      layers[layer] = SignLayer.of(network, layer);
    }
    int widest = architecture.widths().stream().mapToInt(Integer::intValue).max().orElseThrow();
    this.stride = FloatRow.padded(widest);
    this.lists = new int[BLOCK][widest];
    this.lengths = new int[BLOCK];
    this.norms = new double[BLOCK];
    this.errors = new double[BLOCK];
    this.certain = new boolean[BLOCK];
    this.input = new float[BLOCK * stride];
    this.output = new float[BLOCK * stride];
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
    for (int from = 0; from < points.count(); from += BLOCK) {
      int block = Math.min(BLOCK, points.count() - from);
      writeBlock(points, from, block, tables);
      for (int i = 0; i < block; i++) {
        if (!certain[i]) {
          uncertain[count++] = from + i;
        }
      }
    }
    return Arrays.copyOf(uncertain, count);
  }

  private void writeBlock(PointSet points, int from, int block, List<PatternTable> tables) {
    for (int i = 0; i < block; i++) {
      listPixels(points, from + i, i);
      errors[i] = 0;
      certain[i] = true;
    }
    for (int l = 0; l < layers.length; l++) {
      multiply(layers[l], block);
      for (int i = 0; i < block; i++) {
        certain[i] &= writeSigns(layers[l], i, tables.get(l), from + i);
      }
      float[] swap = input;
      input = output;
      output = swap;
    }
  }

  private void multiply(SignLayer layer, int block) {
    for (int p = 0; p < layer.panels().length; p++) {
      int column = p * FloatRow.PANEL;
      int columns = Math.min(FloatRow.PANEL, layer.columns() - column);
      for (int i = 0; i < block; i++) {
        FloatRow.multiply(
            input,
            i * stride,
            lists[i],
            lengths[i],
            layer.panels()[p],
            columns,
            layer.biases(),
            column,
            output,
            i * stride + column);
      }
    }
  }

  // Writes the signs of a point of the block, and what the next layer needs to know of it.
  private boolean writeSigns(SignLayer layer, int i, PatternTable table, int position) {
    double terms = (lengths[i] + 2) * UNIT_ROUNDOFF;
    double gamma = terms / (1 - terms);
    double size = norms[i] * SLACK + errors[i];
    double perNorm = ((gamma + NEAR_ZERO) * size + errors[i]) * SLACK;
    var normFactor = FloatVector.broadcast(SPECIES, (float) perNorm);
    var biasFactor = FloatVector.broadcast(SPECIES, (float) ((gamma + NEAR_ZERO) * SLACK));
    var squares = FloatVector.zero(SPECIES);
    int[] list = lists[i];
    int length = 0;
    boolean allCertain = true;
    for (int j = 0; j < layer.columns(); j += FloatRow.LANES) {
      var z = FloatVector.fromArray(SPECIES, output, i * stride + j);
      var bound =
          normFactor.fma(
              FloatVector.fromArray(SPECIES, layer.rowNorms(), j),
              biasFactor.mul(FloatVector.fromArray(SPECIES, layer.absoluteBiases(), j)));
      allCertain &= areCertain(z, bound);
      var activation = z.max(0f);
      squares = activation.fma(activation, squares);
      long bits = z.compare(VectorOperators.GT, 0f).toLong();
      if (bits != 0) {
        table.set(position, j, bits);
        for (long rest = bits; rest != 0; rest &= rest - 1) {
          list[length++] = j + Long.numberOfTrailingZeros(rest);
        }
      }
    }
    errors[i] =
        (gamma * (layer.biasNorm() + layer.norm() * size) + layer.norm() * errors[i]) * SLACK;
    lengths[i] = length;
    double norm = Math.sqrt(squares.reduceLanes(VectorOperators.ADD));
    norms[i] = norm > SMALLEST_NORM ? norm : outputNorm(i);
    return allCertain;
  }

  // In double, for activations so small that their squares underflow a float.
  private double outputNorm(int i) {
    double squares = 0;
    for (int t = 0; t < lengths[i]; t++) {
      double activation = output[i * stride + lists[i][t]];
      squares += activation * activation;
    }
    return Math.sqrt(squares);
  }

  private static boolean areCertain(FloatVector z, FloatVector bound) {
    var size = z.abs();
    VectorMask<Float> beyond =
        size.compare(VectorOperators.GT, bound.max(SMALLEST_BOUND))
            .and(size.compare(VectorOperators.LE, Float.MAX_VALUE));
    if (beyond.allTrue()) {
      return true;
    }
    // Where nothing was added up, the pre-activation is exactly zero.
    return beyond
        .or(bound.compare(VectorOperators.EQ, 0f).and(z.compare(VectorOperators.EQ, 0f)))
        .allTrue();
  }

  private void listPixels(PointSet points, int position, int i) {
    byte[] pixels = points.pixelArray(position);
    int offset = points.pixelOffset(position);
    int[] list = lists[i];
    int length = 0;
    int j = 0;
    for (; j + BYTES.length() <= inputs; j += BYTES.length()) {
      long bits =
          ByteVector.fromArray(BYTES, pixels, offset + j)
              .compare(VectorOperators.NE, (byte) 0)
              .toLong();
      for (; bits != 0; bits &= bits - 1) {
        list[length++] = j + Long.numberOfTrailingZeros(bits);
      }
    }
    for (; j < inputs; j++) {
      if (pixels[offset + j] != 0) {
        list[length++] = j;
      }
    }
    long squares = 0;
    for (int t = 0; t < length; t++) {
      int pixel = pixels[offset + list[t]] & 0xff;
      input[i * stride + list[t]] = SCALED[pixel];
      squares += (long) pixel * pixel;
    }
    norms[i] = Math.sqrt(squares) / 255;
    lengths[i] = length;
  }

  private static float[] scaledBytes() {
    float[] scaled = new float[256];
    for (int pixel = 0; pixel < scaled.length; pixel++) {
      scaled[pixel] = pixel / 255f;
    }
    return scaled;
  }
}
