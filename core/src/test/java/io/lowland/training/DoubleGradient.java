package io.lowland.training;

import io.lowland.data.PointSet;
import io.lowland.network.Architecture;

/** Loss and gradient of a network in plain double loops, the oracle of the training tests. */
final class DoubleGradient {
  private final Architecture architecture;
  private final PointSet points;

  DoubleGradient(Architecture architecture, PointSet points) {
    this.architecture = architecture;
    this.points = points;
  }

  /** Mean cross-entropy over {@code order[from] ... order[from + count - 1]}. */
  double loss(double[] parameters, int[] order, int from, int count) {
    double loss = 0;
    for (int p = from; p < from + count; p++) {
      double[][] activations = activations(parameters, order[p]);
      double[] probabilities = softmax(activations[architecture.layers()]);
      loss -= Math.log(probabilities[points.label(order[p])]);
    }
    return loss / count;
  }

  /** Gradient of {@link #loss}, flat as the parameters. */
  double[] gradient(double[] parameters, int[] order, int from, int count) {
    double[] gradient = new double[parameters.length];
    for (int p = from; p < from + count; p++) {
      double[][] activations = activations(parameters, order[p]);
      double[] delta = softmax(activations[architecture.layers()]);
      delta[points.label(order[p])] -= 1;
      for (int l = architecture.layers() - 1; l >= 0; l--) {
        delta = layer(parameters, gradient, l, activations[l], delta, 1.0 / count);
      }
    }
    return gradient;
  }

  /** Adds one layer's gradient and returns the signal for the layer before. */
  private double[] layer(
      double[] parameters, double[] gradient, int l, double[] input, double[] delta, double scale) {
    int fanIn = architecture.fanIn(l);
    double[] back = new double[fanIn];
    for (int o = 0; o < delta.length; o++) {
      int row = architecture.weightOffset(l) + o * fanIn;
      gradient[architecture.biasOffset(l) + o] += scale * delta[o];
      for (int i = 0; i < fanIn; i++) {
        gradient[row + i] += scale * delta[o] * input[i];
        back[i] += input[i] > 0 ? delta[o] * parameters[row + i] : 0;
      }
    }
    return back;
  }

  private double[][] activations(double[] parameters, int position) {
    double[][] activations = new double[architecture.layers() + 1][];
    activations[0] = new double[architecture.inputs()];
    for (int i = 0; i < architecture.inputs(); i++) {
      int pixel = points.pixelArray(position)[points.pixelOffset(position) + i] & 0xff;
      activations[0][i] = pixel / 255f;
    }
    for (int l = 0; l < architecture.layers(); l++) {
      int fanIn = architecture.fanIn(l);
      double[] out = new double[architecture.fanOut(l)];
      for (int o = 0; o < out.length; o++) {
        double sum = parameters[architecture.biasOffset(l) + o];
        for (int i = 0; i < fanIn; i++) {
          sum += parameters[architecture.weightOffset(l) + o * fanIn + i] * activations[l][i];
        }
        out[o] = l < architecture.hiddenLayers() ? Math.max(0, sum) : sum;
      }
      activations[l + 1] = out;
    }
    return activations;
  }

  private static double[] softmax(double[] logits) {
    double max = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      max = Math.max(max, logit);
    }
    double[] p = new double[logits.length];
    double sum = 0;
    for (int k = 0; k < p.length; k++) {
      p[k] = Math.exp(logits[k] - max);
      sum += p[k];
    }
    for (int k = 0; k < p.length; k++) {
      p[k] /= sum;
    }
    return p;
  }
}
