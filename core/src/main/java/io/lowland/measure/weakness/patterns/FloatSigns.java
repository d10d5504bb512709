package io.lowland.measure.weakness.patterns;

import io.lowland.data.PointSet;
import io.lowland.kernel.Kernels;
import io.lowland.kernel.VectorKernels;
import io.lowland.network.Architecture;
import io.lowland.network.Network;
import java.util.Arrays;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Signs of pre-activations in float, with a proof. A sum of products and a bias through m roundings
 * is off by at most γ_m (|b| + Σ|w_i a_i|), γ_m = m u / (1 − m u), u = 2⁻²⁴ (Higham, "Accuracy and
 * Stability of Numerical Algorithms", 2nd ed., section 3.1); terms that are exactly zero round
 * nothing. With Cauchy–Schwarz and the error ‖e‖ of the layer's input, unit j is off by at most
 *
 * <pre>  β_j = γ (|b_j| + ‖w_j‖ (‖a‖ + ‖e‖)) + ‖w_j‖ ‖e‖.</pre>
 *
 * A point with a pre-activation below that bound (widened so that everything within float rounding
 * of zero is below it, too) is left to {@link DoubleSigns}. A unit that is certainly off passes no
 * error on: the error of the next layer's input is at most the root of the sum of β_j² over the
 * active units.
 *
 * <p>Points go through the layers in blocks: the first layer by {@link PixelLayer}, the others by
 * dense products.
 */
final class FloatSigns {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int BLOCK = 128;
  private static final double UNIT_ROUNDOFF = 0x1p-24;

  /** Twice the band that {@link DoubleSigns} counts as near zero. */
  private static final double NEAR_ZERO = 0x1p-22;

  /** Covers the rounding of the bounds and of the float norms themselves. */
  private static final double SLACK = 1 + 1e-3;

  /** Below this a bound says nothing, because products may have underflowed. */
  private static final float SMALLEST_BOUND = 1e-30f;

  /** Above this, squares that underflow a float do not count. */
  private static final double SMALLEST_NORM = 1e-15;

  private final Kernels kernels = new VectorKernels();
  private final SignLayer[] layers;
  private final PixelPairs pairs;
  private final PixelLayer first;
  private final int[] roundings; // of each point's sums in the present layer
  private final double[] norms; // of each point's input to the present layer
  private final double[] errors; // bound on the error of that input, Euclidean
  private final boolean[] certain;
  private final float[][] outputs; // by layer, [BLOCK][columns]

  /** Signs of {@code network} on {@code points}. */
  FloatSigns(Network network, PointSet points) {
    Architecture architecture = network.architecture();
    this.layers = new SignLayer[architecture.hiddenLayers()];
    this.outputs = new float[layers.length][];
    for (int layer = 0; layer < layers.length; layer++) {
      layers[layer] = SignLayer.of(network, layer);
      outputs[layer] = new float[BLOCK * layers[layer].columns()];
    }
    this.pairs = PixelPairs.of(points);
    this.first = new PixelLayer(layers[0], pairs, BLOCK);
    this.roundings = new int[BLOCK];
    this.norms = new double[BLOCK];
    this.errors = new double[BLOCK];
    this.certain = new boolean[BLOCK];
  }

  /**
   * Writes the patterns of the points.
   *
   * @param tables modified: one empty table per hidden layer
   * @return the positions of points some sign of which is not certain; their patterns are void
   */
  int[] write(List<PatternTable> tables) {
    int[] order = pairs.order();
    int[] uncertain = new int[order.length];
    int count = 0;
    for (int from = 0; from < order.length; from += BLOCK) {
      int block = Math.min(BLOCK, order.length - from);
      writeBlock(from, block, tables);
      for (int i = 0; i < block; i++) {
        if (!certain[i]) {
          uncertain[count++] = order[from + i];
        }
      }
    }
    return Arrays.copyOf(uncertain, count);
  }

  private void writeBlock(int from, int block, List<PatternTable> tables) {
    first.entries().read(from, block);
    first.multiply(block, outputs[0]);
    for (int i = 0; i < block; i++) {
      roundings[i] = first.roundings(i);
      norms[i] = first.entries().norm(i);
      errors[i] = 0;
      certain[i] = true;
    }
    for (int l = 0; l < layers.length; l++) {
      if (l > 0) {
        multiply(l, block);
      }
      for (int i = 0; i < block; i++) {
        certain[i] &= writeSigns(l, i, tables.get(l), pairs.order()[from + i]);
      }
    }
  }

  private void multiply(int l, int block) {
    SignLayer layer = layers[l];
    int inputColumns = layers[l - 1].columns();
    kernels.affine(
        outputs[l - 1],
        inputColumns,
        block,
        layer.weights().length / layer.columns(),
        layer.weights(),
        layer.biases(),
        layer.columns(),
        false,
        outputs[l]);
  }

  // Writes the signs of a point of the block, applies the ReLU, and notes what the next layer needs
  // to know of it.
  private boolean writeSigns(int l, int i, PatternTable table, int position) {
    SignLayer layer = layers[l];
    float[] output = outputs[l];
    double gamma = roundings[i] * UNIT_ROUNDOFF / (1 - roundings[i] * UNIT_ROUNDOFF);
    double size = norms[i] * SLACK + errors[i];
    double perNorm = ((gamma + NEAR_ZERO) * size + errors[i]) * SLACK;
    var normFactor = FloatVector.broadcast(SPECIES, (float) perNorm);
    var biasFactor = FloatVector.broadcast(SPECIES, (float) ((gamma + NEAR_ZERO) * SLACK));
    var squares = FloatVector.zero(SPECIES);
    var squaredBounds = FloatVector.zero(SPECIES);
    int active = 0;
    boolean allCertain = true;
    for (int j = 0; j < layer.columns(); j += LANES) {
      int at = i * layer.columns() + j;
      var z = FloatVector.fromArray(SPECIES, output, at);
      var bound =
          normFactor.fma(
              FloatVector.fromArray(SPECIES, layer.rowNorms(), j),
              biasFactor.mul(FloatVector.fromArray(SPECIES, layer.absoluteBiases(), j)));
      allCertain &= areCertain(z, bound);
      VectorMask<Float> on = z.compare(VectorOperators.GT, 0f);
      var activation = z.max(0f);
      activation.intoArray(output, at);
      squares = activation.fma(activation, squares);
      squaredBounds = bound.blend(0f, on.not()).fma(bound, squaredBounds);
      long bits = on.toLong();
      active += Long.bitCount(bits);
      table.set(position, j, bits);
    }
    double crudeError = gamma * (layer.biasNorm() + layer.norm() * size) + layer.norm() * errors[i];
    double error = Math.sqrt(squaredBounds.reduceLanes(VectorOperators.ADD));
    errors[i] = (error > SMALLEST_NORM ? error : crudeError) * SLACK;
    double norm = Math.sqrt(squares.reduceLanes(VectorOperators.ADD));
    norms[i] = norm > SMALLEST_NORM ? norm : outputNorm(output, i * layer.columns(), layer);
    roundings[i] = active + 2;
    return allCertain;
  }

  // In double, for activations so small that their squares underflow a float.
  private static double outputNorm(float[] output, int from, SignLayer layer) {
    double squares = 0;
    for (int j = 0; j < layer.columns(); j++) {
      squares = Math.fma((double) output[from + j], output[from + j], squares);
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
}
