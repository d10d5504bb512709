package io.lowland.measure.sharpness;

import io.lowland.data.PointSet;
import io.lowland.measure.PlainNetwork;
import io.lowland.network.Architecture;
import io.lowland.network.Network;

/**
 * The exact Hessian trace straight from its formula, (1/n) Σ_i [Σ_k p_k ‖∂f_k‖² − ‖Σ_k p_k ∂f_k‖²],
 * in the plainest double code.
 */
final class PlainTrace {

  private PlainTrace() {}

  static double of(Network network, PointSet points) {
    Architecture architecture = network.architecture();
    int classes = architecture.classes();
    double sum = 0;
    for (int i = 0; i < points.count(); i++) {
      double[] pixels = PlainNetwork.pixels(points, i);
      double[] p = softmax(PlainNetwork.of(network).logits(pixels));
      for (int k = 0; k < classes; k++) {
        double[] unit = new double[classes];
        unit[k] = 1;
        sum += p[k] * squaredGradient(network, pixels, unit);
      }
      sum -= squaredGradient(network, pixels, p);
    }
    return sum / points.count();
  }

  private static double squaredGradient(Network network, double[] pixels, double[] outputs) {
    Architecture architecture = network.architecture();
    PlainNetwork plain = PlainNetwork.of(network);
    double[] delta = outputs;
    double total = 0;
    for (int layer = architecture.layers() - 1; layer >= 0; layer--) {
      double[] before = layer == 0 ? null : plain.preActivation(layer - 1, pixels);
      double input = 1;
      for (int j = 0; j < architecture.fanIn(layer); j++) {
        double a = layer == 0 ? pixels[j] : Math.max(0, before[j]);
        input += a * a;
      }
      double norm = 0;
      for (double d : delta) {
        norm += d * d;
      }
      total += norm * input;
      if (layer > 0) {
        double[] next = new double[architecture.fanIn(layer)];
        for (int j = 0; j < next.length; j++) {
          for (int o = 0; before[j] > 0 && o < delta.length; o++) {
            next[j] += delta[o] * network.weight(layer, o, j);
          }
        }
        delta = next;
      }
    }
    return total;
  }

  private static double[] softmax(double[] logits) {
    double sum = 0;
    for (double logit : logits) {
      sum += Math.exp(logit);
    }
    double[] p = new double[logits.length];
    for (int k = 0; k < p.length; k++) {
      p[k] = Math.exp(logits[k]) / sum;
    }
    return p;
  }
}
