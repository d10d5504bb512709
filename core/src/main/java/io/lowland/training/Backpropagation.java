package io.lowland.training;

import io.lowland.kernel.BlockColumns;
import io.lowland.kernel.Kernels;
import io.lowland.network.Architecture;

/**
 * Forward and backward passes over chunks of training points, in buffers allocated once. Not
 * thread-safe: one belongs to one training.
 */
final class Backpropagation {
  /**
   * Points per chunk: a panel of the chunk's signals, 64 columns wide, stays in the first-level
   * cache while it is multiplied with all inputs.
   */
  private static final int CHUNK = 96;

  /**
   * Points per chunk of wide networks, whose weights do not: each weight read serves more points.
   */
  private static final int WIDE_CHUNK = 1024;

  /** A layer of this many weights makes a network wide: 1,024 × 1,024. */
  private static final long WIDE_LAYER = 1 << 20;

  private final Kernels kernels;
  private final Architecture architecture;
  private final TrainingPoints points;
  private final TrainableParameters parameters;
  private final BlockColumns columns;
  private final float[][] activations;
  private final float[][] deltas;
  private final float[][] transposed;
  private final int[] labels;
  private final int chunk;

  Backpropagation(
      Kernels kernels,
      Architecture architecture,
      TrainingPoints points,
      TrainableParameters parameters,
      int batchSize) {
    this.kernels = kernels;
    this.architecture = architecture;
    this.points = points;
    this.parameters = parameters;
    chunk = chunk(architecture);
    int rows = Math.min(chunk, points.count());
    columns = new BlockColumns(points.rows(), Math.min(rows, batchSize));
    int layers = architecture.layers();
    activations = new float[layers][];
    deltas = new float[layers][];
    transposed = new float[layers][];
    for (int l = 0; l < layers; l++) {
      activations[l] = new float[Math.multiplyExact(rows, parameters.columns(l))];
      deltas[l] = new float[rows * parameters.columns(l)];
      if (l > 0) {
        transposed[l] = new float[architecture.fanOut(l) * Kernels.padded(architecture.fanIn(l))];
      }
    }
    labels = new int[rows];
  }

  private static int chunk(Architecture architecture) {
    for (int l = 1; l < architecture.layers(); l++) {
      if ((long) architecture.fanIn(l) * architecture.fanOut(l) >= WIDE_LAYER) {
        return WIDE_CHUNK;
      }
    }
    return CHUNK;
  }

  /** The most points that {@link #accumulate} and the other passes take at once. */
  int chunk() {
    return chunk;
  }

  /** Must be called after the parameters have changed, before {@link #accumulate}. */
  void parametersChanged() {
    for (int l = 1; l < architecture.layers(); l++) {
      parameters.transposeTo(l, transposed[l]);
    }
  }

  /** Computes the activations of the points {@code order[from] ... order[from + rows - 1]}. */
  private void forward(int[] order, int from, int rows) {
    int last = architecture.layers() - 1;
    for (int r = 0; r < rows; r++) {
      labels[r] = points.labels()[order[from + r]];
    }
    firstLayer(order, from, rows);
    for (int l = 1; l <= last; l++) {
      kernels.affine(
          activations[l - 1],
          parameters.columns(l - 1),
          rows,
          architecture.fanIn(l),
          parameters.weights[l],
          parameters.biases[l],
          parameters.columns(l),
          l < last,
          activations[l]);
    }
  }

  private void firstLayer(int[] order, int from, int rows) {
    float[] weights = parameters.weights[0];
    float[] biases = parameters.biases[0];
    int width = parameters.columns(0);
    kernels.affine(points.rows(), order, from, rows, weights, biases, width, true, activations[0]);
  }

  /**
   * Adds {@code scale} times the gradient of the summed cross-entropy of the points {@code
   * order[from] ... order[from + rows - 1]} to {@code into}, which may be the parameters
   * themselves.
   *
   * @param rows at most {@link #chunk}
   * @return the summed cross-entropy
   */
  double accumulate(int[] order, int from, int rows, float scale, TrainableParameters into) {
    int last = architecture.layers() - 1;
    forward(order, from, rows);
    double loss =
        kernels.softmaxCrossEntropy(
            activations[last],
            rows,
            architecture.classes(),
            parameters.columns(last),
            labels,
            scale,
            deltas[last]);
    for (int l = last; l > 0; l--) {
      kernels.backward(
          deltas[l],
          parameters.columns(l),
          rows,
          architecture.fanOut(l),
          transposed[l],
          activations[l - 1],
          parameters.columns(l - 1),
          deltas[l - 1]);
    }
    for (int l = last; l > 0; l--) {
      kernels.addOuterProducts(
          activations[l - 1],
          parameters.columns(l - 1),
          rows,
          architecture.fanIn(l),
          deltas[l],
          parameters.columns(l),
          into.weights[l]);
      kernels.addColumnSums(deltas[l], rows, parameters.columns(l), into.biases[l]);
    }
    columns.select(order, from, rows);
    kernels.addOuterProducts(columns, deltas[0], parameters.columns(0), into.weights[0]);
    kernels.addColumnSums(deltas[0], rows, parameters.columns(0), into.biases[0]);
    return loss;
  }

  /** Loss and accuracy of the points {@code order[from] ...}, at most {@link #chunk}. */
  Fit fit(int[] order, int from, int rows) {
    forward(order, from, rows);
    int last = architecture.layers() - 1;
    double loss =
        kernels.softmaxCrossEntropy(
            activations[last],
            rows,
            architecture.classes(),
            parameters.columns(last),
            labels,
            1,
            deltas[last]);
    return new Fit(correct(rows), loss);
  }

  /** Number of rows whose label has the largest logit; ties go to the first. */
  private int correct(int rows) {
    int last = architecture.layers() - 1;
    int stride = parameters.columns(last);
    int correct = 0;
    for (int r = 0; r < rows; r++) {
      int best = 0;
      for (int k = 1; k < architecture.classes(); k++) {
        if (activations[last][r * stride + k] > activations[last][r * stride + best]) {
          best = k;
        }
      }
      if (best == labels[r]) {
        correct++;
      }
    }
    return correct;
  }

  /**
   * How well points are fitted.
   *
   * @param correct number of points classified correctly
   * @param loss summed cross-entropy
   */
  record Fit(int correct, double loss) {}
}
