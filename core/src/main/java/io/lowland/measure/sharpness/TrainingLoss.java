package io.lowland.measure.sharpness;

import io.lowland.data.PointSet;
import io.lowland.kernel.MatrixProduct;
import io.lowland.measure.Softmax;
import io.lowland.network.Architecture;
import java.util.Arrays;

/**
 * The mean cross-entropy of a ReLU classifier over fixed points as a function of its parameters, in
 * double: value, gradient and exact Hessian–vector products.
 *
 * <p>The products use the R-operator (Pearlmutter 1994, "Fast exact multiplication by the
 * Hessian"): the derivative, in the direction of the vector, of every step of back-propagation. A
 * ReLU's second derivative is taken as 0, its derivative at 0 as 0, as in PyTorch.
 *
 * <p>Parameters stand in the order of {@link Architecture}. Not thread-safe.
 */
final class TrainingLoss {
  private final Architecture architecture;
  private final int points;
  private final int layers;
  private final InputMatrix input;
  private final int[] labels;
  private final int[] identity; // 0, 1, …: all of an inner dimension
  private final double[][] weights; // [fanOut][fanIn]
  private final double[][] transposedWeights; // [fanIn][fanOut]
  private final double[][] outputs; // by layer, [n][fanOut], hidden ones after the ReLU
  private final double[][] signals; // by layer, [n][fanOut]: gradient at the pre-activations
  private final double[] probabilities; // [n][K]
  private final Tangents tangents; // used again for every Hessian–vector product
  private double value;

  /** Derivatives in the direction of a vector, and the vector by layer. */
  private static final class Tangents {
    final double[][] outputs; // [n][fanOut]
    final double[][] signals; // [n][fanOut]
    final double[][] directions; // [fanOut][fanIn]; none for the first layer
    final double[][] transposedDirections; // [fanIn][fanOut]

    Tangents(Architecture architecture, int points) {
      int layers = architecture.layers();
      outputs = new double[layers][];
      signals = new double[layers][];
      directions = new double[layers][];
      transposedDirections = new double[layers][];
      for (int layer = 0; layer < layers; layer++) {
        int weights = architecture.fanIn(layer) * architecture.fanOut(layer);
        outputs[layer] = new double[points * architecture.fanOut(layer)];
        signals[layer] = new double[points * architecture.fanOut(layer)];
        directions[layer] = new double[layer == 0 ? 0 : weights];
        transposedDirections[layer] = new double[weights];
      }
    }
  }

  TrainingLoss(Architecture architecture, double[] parameters, PointSet set) {
    this(
        architecture,
        parameters,
        InputMatrix.of(set),
        set.labels(),
        new Tangents(architecture, set.count()));
  }

  private TrainingLoss(
      Architecture architecture,
      double[] parameters,
      InputMatrix input,
      int[] labels,
      Tangents tangents) {
    this.architecture = architecture;
    this.points = labels.length;
    this.layers = architecture.layers();
    this.input = input;
    this.labels = labels;
    this.tangents = tangents;
    this.identity = MatrixProduct.all(Math.max(points, widest(architecture)));
    this.weights = new double[layers][];
    this.transposedWeights = new double[layers][];
    this.outputs = new double[layers][];
    this.signals = new double[layers][];
    this.probabilities = new double[points * architecture.classes()];
    forward(parameters);
    backward();
  }

  /** The same loss at other parameters. */
  TrainingLoss at(double[] parameters) {
    return new TrainingLoss(architecture, parameters, input, labels, tangents);
  }

  /** The mean cross-entropy. */
  double value() {
    return value;
  }

  /** The gradient with respect to all parameters. */
  double[] gradient() {
    double[] gradient = new double[architecture.parameterCount()];
    for (int layer = 0; layer < layers; layer++) {
      addOuterProducts(layer, signals[layer], layer == 0 ? null : outputs[layer - 1], gradient);
      addColumnSums(layer, signals[layer], gradient);
    }
    return gradient;
  }

  /**
   * The Hessian times {@code vector}.
   *
   * @param product modified, overwritten
   */
  void hessianVectorProduct(double[] vector, double[] product) {
    Arrays.fill(product, 0);
    forwardTangents(vector);
    for (int layer = layers - 1; layer >= 0; layer--) {
      double[] tangentSignal = tangents.signals[layer];
      addOuterProducts(layer, tangentSignal, layer == 0 ? null : outputs[layer - 1], product);
      addColumnSums(layer, tangentSignal, product);
      if (layer > 0) {
        addOuterProducts(layer, signals[layer], tangents.outputs[layer - 1], product);
        backwardTangents(vector, layer);
      }
    }
  }

  // Fills the tangents of the signals one layer down.
  private void backwardTangents(double[] vector, int layer) {
    int fanOut = architecture.fanOut(layer);
    double[] direction = tangents.directions[layer];
    System.arraycopy(vector, architecture.weightOffset(layer), direction, 0, direction.length);
    double[] next = tangents.signals[layer - 1];
    Arrays.fill(next, 0);
    multiplyAdd(tangents.signals[layer], weights[layer], fanOut, next);
    multiplyAdd(signals[layer], direction, fanOut, next);
    mask(next, outputs[layer - 1]);
  }

  // Fills the tangents of the outputs and of the gradient at the logits.
  private void forwardTangents(double[] vector) {
    for (int layer = 0; layer < layers; layer++) {
      double[] direction = tangents.transposedDirections[layer];
      transpose(vector, layer, direction);
      double[] tangent = tangents.outputs[layer];
      repeatBias(vector, layer, tangent);
      if (layer == 0) {
        input.multiplyAdd(direction, architecture.fanOut(0), tangent);
      } else {
        multiplyAdd(outputs[layer - 1], direction, architecture.fanIn(layer), tangent);
        multiplyAdd(
            tangents.outputs[layer - 1],
            transposedWeights[layer],
            architecture.fanIn(layer),
            tangent);
      }
      if (layer + 1 < layers) {
        mask(tangent, outputs[layer]);
      }
    }
    writeSoftmaxTangent(tangents.outputs[layers - 1], tangents.signals[layers - 1]);
  }

  // The derivative of p is diag(p) − p pᵀ times that of the logits.
  private void writeSoftmaxTangent(double[] logitTangents, double[] tangent) {
    int classes = architecture.classes();
    for (int from = 0; from < tangent.length; from += classes) {
      double mean = 0;
      for (int k = 0; k < classes; k++) {
        mean += probabilities[from + k] * logitTangents[from + k];
      }
      for (int k = 0; k < classes; k++) {
        tangent[from + k] = probabilities[from + k] * (logitTangents[from + k] - mean) / points;
      }
    }
  }

  private void forward(double[] parameters) {
    for (int layer = 0; layer < layers; layer++) {
      weights[layer] =
          Arrays.copyOfRange(
              parameters, architecture.weightOffset(layer), architecture.biasOffset(layer));
      transposedWeights[layer] = new double[weights[layer].length];
      transpose(parameters, layer, transposedWeights[layer]);
      double[] output = new double[points * architecture.fanOut(layer)];
      repeatBias(parameters, layer, output);
      if (layer == 0) {
        input.multiplyAdd(transposedWeights[0], architecture.fanOut(0), output);
      } else {
        multiplyAdd(
            outputs[layer - 1], transposedWeights[layer], architecture.fanIn(layer), output);
      }
      if (layer + 1 < layers) {
        mask(output, output);
      }
      outputs[layer] = output;
    }
  }

  private void backward() {
    int classes = architecture.classes();
    double[] logits = outputs[layers - 1];
    double[] row = new double[classes];
    double[] signal = new double[logits.length];
    double loss = 0;
    for (int i = 0; i < points; i++) {
      int from = i * classes;
      loss += Softmax.crossEntropy(logits, from, classes, labels[i]);
      Softmax.probabilities(logits, from, classes, row);
      System.arraycopy(row, 0, probabilities, from, classes);
      for (int k = 0; k < classes; k++) {
        signal[from + k] = (row[k] - (k == labels[i] ? 1 : 0)) / points;
      }
    }
    value = loss / points;
    signals[layers - 1] = signal;
    for (int layer = layers - 1; layer > 0; layer--) {
      double[] next = new double[points * architecture.fanIn(layer)];
      multiplyAdd(signals[layer], weights[layer], architecture.fanOut(layer), next);
      mask(next, outputs[layer - 1]);
      signals[layer - 1] = next;
    }
  }

  // C += A·B over the points' rows of A, {@code inner} wide.
  private void multiplyAdd(double[] a, double[] b, int inner, double[] c) {
    int columns = b.length / inner;
    MatrixProduct.multiplyAdd(points, a, 0, inner, identity, inner, b, 0, columns, c, 0);
  }

  // Adds Σ_i signal_i ⊗ activation_i to the weights' part; no activations mean the input's.
  private void addOuterProducts(
      int layer, double[] signal, double[] activations, double[] parameters) {
    int fanIn = architecture.fanIn(layer);
    int fanOut = architecture.fanOut(layer);
    int offset = architecture.weightOffset(layer);
    if (activations == null) {
      double[] transposed = new double[fanIn * fanOut];
      input.transposedMultiplyAdd(signal, fanOut, transposed);
      for (int i = 0; i < fanIn; i++) {
        for (int o = 0; o < fanOut; o++) {
          parameters[offset + o * fanIn + i] += transposed[i * fanOut + o];
        }
      }
    } else {
      double[] transposed = new double[signal.length];
      MatrixProduct.transpose(points, fanOut, signal, 0, transposed);
      MatrixProduct.multiplyAdd(
          fanOut,
          transposed,
          0,
          points,
          identity,
          points,
          activations,
          0,
          fanIn,
          parameters,
          offset);
    }
  }

  private void addColumnSums(int layer, double[] signal, double[] parameters) {
    int fanOut = architecture.fanOut(layer);
    int offset = architecture.biasOffset(layer);
    for (int from = 0; from < signal.length; from += fanOut) {
      for (int o = 0; o < fanOut; o++) {
        parameters[offset + o] += signal[from + o];
      }
    }
  }

  private void transpose(double[] parameters, int layer, double[] into) {
    MatrixProduct.transpose(
        architecture.fanOut(layer),
        architecture.fanIn(layer),
        parameters,
        architecture.weightOffset(layer),
        into);
  }

  private void repeatBias(double[] parameters, int layer, double[] rows) {
    int fanOut = architecture.fanOut(layer);
    for (int i = 0; i < points; i++) {
      System.arraycopy(parameters, architecture.biasOffset(layer), rows, i * fanOut, fanOut);
    }
  }

  private static int widest(Architecture architecture) {
    return architecture.widths().stream().mapToInt(Integer::intValue).max().orElseThrow();
  }

  // Zero where the unit is not active.
  private static void mask(double[] values, double[] activations) {
    for (int i = 0; i < values.length; i++) {
      if (!(activations[i] > 0)) {
        values[i] = 0;
      }
    }
  }
}
