package io.lowland.training;

import io.lowland.kernel.Kernels;
import io.lowland.kernel.Panels;
import io.lowland.network.Architecture;
import io.lowland.network.Network;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * Parameters in the layout the kernels want: per affine layer the weights as {@code [in][columns]}
 * in {@link Panels} with padded columns, of the first layer only the rows of pixels that occur.
 */
final class TrainableParameters {
  private final Architecture architecture;
  private final int[] pixels;
  private final int firstRows;
  final float[][] weights;
  final float[][] biases;

  /** Zeros for networks of {@code architecture} on the pixels of {@code points}. */
  TrainableParameters(Architecture architecture, TrainingPoints points) {
    this(architecture, points.pixels(), points.rows().paddedCount());
  }

  private TrainableParameters(Architecture architecture, int[] pixels, int firstRows) {
    this.architecture = architecture;
    this.pixels = pixels;
    this.firstRows = firstRows;
    weights = new float[architecture.layers()][];
    biases = new float[architecture.layers()][];
    for (int l = 0; l < architecture.layers(); l++) {
      weights[l] = new float[Math.multiplyExact(rows(l), columns(l))];
      biases[l] = new float[columns(l)];
    }
  }

  /** Inputs of affine layer {@code layer} that are computed with. */
  int inputs(int layer) {
    return layer == 0 ? pixels.length : architecture.fanIn(layer);
  }

  /** Rows of the weights of affine layer {@code layer}; those beyond the inputs stay zero. */
  private int rows(int layer) {
    return layer == 0 ? firstRows : architecture.fanIn(layer);
  }

  /** Padded outputs of affine layer {@code layer}. */
  int columns(int layer) {
    return Kernels.padded(architecture.fanOut(layer));
  }

  /** Zeros in the shape of these. */
  TrainableParameters zeros() {
    return new TrainableParameters(architecture, pixels, firstRows);
  }

  void copyFrom(TrainableParameters other) {
    for (int l = 0; l < weights.length; l++) {
      System.arraycopy(other.weights[l], 0, weights[l], 0, weights[l].length);
      System.arraycopy(other.biases[l], 0, biases[l], 0, biases[l].length);
    }
  }

  void copyFrom(Network network) {
    float[] flat = network.parameters();
    for (int l = 0; l < architecture.layers(); l++) {
      IntUnaryOperator input = inputOf(l);
      int columns = columns(l);
      int fanIn = architecture.fanIn(l);
      int from = architecture.weightOffset(l);
      for (int o = 0; o < architecture.fanOut(l); o++) {
        for (int i = 0; i < inputs(l); i++) {
          weights[l][Panels.index(rows(l), columns, i, o)] =
              flat[from + o * fanIn + input.applyAsInt(i)];
        }
        biases[l][o] = flat[architecture.biasOffset(l) + o];
      }
    }
  }

  /** Overwrites the flat parameters with these; those of pixels left out stay as they are. */
  void copyTo(float[] flat) {
    for (int l = 0; l < architecture.layers(); l++) {
      IntUnaryOperator input = inputOf(l);
      int columns = columns(l);
      int fanIn = architecture.fanIn(l);
      int to = architecture.weightOffset(l);
      for (int o = 0; o < architecture.fanOut(l); o++) {
        for (int i = 0; i < inputs(l); i++) {
          flat[to + o * fanIn + input.applyAsInt(i)] =
              weights[l][Panels.index(rows(l), columns, i, o)];
        }
        flat[architecture.biasOffset(l) + o] = biases[l][o];
      }
    }
  }

  private IntUnaryOperator inputOf(int layer) {
    return layer == 0 ? i -> pixels[i] : i -> i;
  }

  /**
   * Writes the weights of {@code layer}, which is not the first, as {@code [out][padded in]} in
   * panels to {@code into}, whose padding is left alone.
   */
  void transposeTo(int layer, float[] into) {
    int inputs = architecture.fanIn(layer);
    int outputs = architecture.fanOut(layer);
    for (int i = 0; i < inputs; i += Panels.WIDTH) {
      for (int o = 0; o < outputs; o += Panels.WIDTH) {
        transposePanels(layer, i, o, into);
      }
    }
  }

  private void transposePanels(int layer, int firstInput, int firstOutput, float[] into) {
    int inputs = architecture.fanIn(layer);
    int outputs = architecture.fanOut(layer);
    int columns = columns(layer);
    int fromWidth = Panels.width(columns, firstOutput);
    int toWidth = Panels.width(Kernels.padded(inputs), firstInput);
    float[] from = weights[layer];
    int count = Math.min(Panels.WIDTH, inputs - firstInput);
    int at = firstOutput * inputs + firstInput * fromWidth;
    int to = firstInput * outputs + firstOutput * toWidth;
    int end = Math.min(Panels.WIDTH, outputs - firstOutput);
    for (int o = 0; o < end; o++) {
      for (int i = 0; i < count; i++) {
        into[to + o * toWidth + i] = from[at + i * fromWidth + o];
      }
    }
  }

  void add(Kernels kernels, TrainableParameters gradient) {
    for (int l = 0; l < weights.length; l++) {
      kernels.add(gradient.weights[l], weights[l].length, weights[l]);
      kernels.add(gradient.biases[l], biases[l].length, biases[l]);
    }
  }

  void clear() {
    for (int l = 0; l < weights.length; l++) {
      Arrays.fill(weights[l], 0);
      Arrays.fill(biases[l], 0);
    }
  }

  /** {@link Sam}'s step away from the minimum: adds rho times the normalised gradient. */
  void ascend(TrainableParameters gradient, double rho) {
    double squares = 0;
    for (int l = 0; l < weights.length; l++) {
      squares += Ascent.squares(gradient.weights[l]) + Ascent.squares(gradient.biases[l]);
    }
    float step = Ascent.step(rho, squares);
    for (int l = 0; l < weights.length; l++) {
      Ascent.ascend(weights[l], gradient.weights[l], step);
      Ascent.ascend(biases[l], gradient.biases[l], step);
    }
  }

  /** {@link Asam}'s step away from the minimum. */
  void ascendAdaptively(TrainableParameters gradient, double rho, float eta) {
    double squares = 0;
    for (int l = 0; l < weights.length; l++) {
      squares +=
          Ascent.scaledSquares(weights[l], gradient.weights[l], eta)
              + Ascent.scaledSquares(biases[l], gradient.biases[l], eta);
    }
    float step = Ascent.step(rho, squares);
    for (int l = 0; l < weights.length; l++) {
      Ascent.ascendAdaptively(weights[l], gradient.weights[l], eta, step);
      Ascent.ascendAdaptively(biases[l], gradient.biases[l], eta, step);
    }
  }

  /** The step at the top of {@link Optimiser}; {@code velocity} is modified. */
  void descend(
      TrainableParameters gradient,
      TrainableParameters velocity,
      float rate,
      float momentum,
      float decay) {
    for (int l = 0; l < weights.length; l++) {
      descend(weights[l], gradient.weights[l], velocity.weights[l], rate, momentum, decay);
      descend(biases[l], gradient.biases[l], velocity.biases[l], rate, momentum, decay);
    }
  }

  private static void descend(
      float[] w, float[] gradient, float[] velocity, float rate, float momentum, float decay) {
    for (int i = 0; i < w.length; i++) {
      float g = gradient[i] + decay * w[i];
      float v = momentum * velocity[i] + g;
      velocity[i] = v;
      w[i] -= rate * v;
    }
  }
}
