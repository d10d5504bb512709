package io.lowland.measure.sharpness;

import io.lowland.data.PointSet;
import io.lowland.measure.Softmax;
import io.lowland.measure.linear.MatrixProduct;
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
  private final int[] allPoints;
  private final double[][] weights; // [fanOut][fanIn]
  private final double[][] transposedWeights; // [fanIn][fanOut]
  private final double[][] outputs; // by layer, [n][fanOut], hidden ones after the ReLU
  private final double[][] signals; // by layer, [n][fanOut]: gradient at the pre-activations
  private final double[] probabilities; // [n][K]
  private double value;

  TrainingLoss(Architecture architecture, double[] parameters, PointSet set) {
    this(architecture, parameters, InputMatrix.of(set), set.labels());
  }

  private TrainingLoss(
      Architecture architecture, double[] parameters, InputMatrix input, int[] labels) {
    this.architecture = architecture;
    this.points = labels.length;
    this.layers = architecture.layers();
    this.input = input;
    this.labels = labels;
    this.allPoints = MatrixProduct.all(points);
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
    return new TrainingLoss(architecture, parameters, input, labels);
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
    double[][] tangents = new double[layers][]; // derivatives of the outputs
    double[] tangentSignal = forwardTangents(vector, tangents);
    for (int layer = layers - 1; layer >= 0; layer--) {
      addOuterProducts(layer, tangentSignal, layer == 0 ? null : outputs[layer - 1], product);
      addColumnSums(layer, tangentSignal, product);
      if (layer > 0) {
        addOuterProducts(layer, signals[layer], tangents[layer - 1], product);
        double[] next = new double[points * architecture.fanIn(layer)];
        multiplyAdd(tangentSignal, weights[layer], architecture.fanOut(layer), next);
        double[] direction =
            Arrays.copyOfRange(
                vector, architecture.weightOffset(layer), architecture.biasOffset(layer));
        multiplyAdd(signals[layer], direction, architecture.fanOut(layer), next);
        mask(next, outputs[layer - 1]);
        tangentSignal = next;
      }
    }
  }

  // Fills the tangents of the outputs and returns the tangent of the gradient at the logits.
  private double[] forwardTangents(double[] vector, double[][] tangents) {
    for (int layer = 0; layer < layers; layer++) {
      double[] direction = transposed(vector, layer);
      double[] tangent = repeatedBias(vector, layer);
      if (layer == 0) {
        input.multiplyAdd(direction, architecture.fanOut(0), tangent);
      } else {
        multiplyAdd(outputs[layer - 1], direction, architecture.fanIn(layer), tangent);
        multiplyAdd(
            tangents[layer - 1], transposedWeights[layer], architecture.fanIn(layer), tangent);
      }
      if (layer + 1 < layers) {
        mask(tangent, outputs[layer]);
      }
      tangents[layer] = tangent;
    }
    return softmaxTangent(tangents[layers - 1]);
  }

  // The derivative of p is diag(p) − p pᵀ times that of the logits.
  private double[] softmaxTangent(double[] logitTangents) {
    int classes = architecture.classes();
    double[] tangent = new double[logitTangents.length];
    for (int from = 0; from < tangent.length; from += classes) {
      double mean = 0;
      for (int k = 0; k < classes; k++) {
        mean += probabilities[from + k] * logitTangents[from + k];
      }
      for (int k = 0; k < classes; k++) {
        tangent[from + k] = probabilities[from + k] * (logitTangents[from + k] - mean) / points;
      }
    }
    return tangent;
  }

  private void forward(double[] parameters) {
    for (int layer = 0; layer < layers; layer++) {
      weights[layer] =
          Arrays.copyOfRange(
              parameters, architecture.weightOffset(layer), architecture.biasOffset(layer));
      transposedWeights[layer] = transposed(parameters, layer);
      double[] output = repeatedBias(parameters, layer);
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
    MatrixProduct.multiplyAdd(
        points, a, 0, inner, MatrixProduct.all(inner), inner, b, 0, columns, c, 0);
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
          allPoints,
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
    for (int i = 0; i < signal.length; i++) {
      parameters[offset + i % fanOut] += signal[i];
    }
  }

  private double[] transposed(double[] parameters, int layer) {
    int fanIn = architecture.fanIn(layer);
    int fanOut = architecture.fanOut(layer);
    double[] transposed = new double[fanIn * fanOut];
    MatrixProduct.transpose(
        fanOut, fanIn, parameters, architecture.weightOffset(layer), transposed);
    return transposed;
  }

  private double[] repeatedBias(double[] parameters, int layer) {
    int fanOut = architecture.fanOut(layer);
    double[] rows = new double[points * fanOut];
    for (int i = 0; i < points; i++) {
      System.arraycopy(parameters, architecture.biasOffset(layer), rows, i * fanOut, fanOut);
    }
    return rows;
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
