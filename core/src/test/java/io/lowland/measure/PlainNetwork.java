package io.lowland.measure;

import io.lowland.data.PointSet;
import io.lowland.network.Architecture;
import io.lowland.network.Network;

/**
 * A ReLU classifier in the plainest double code, with double parameters so that finite differences
 * can be taken. It shares nothing with the measures that are checked against it.
 */
public final class PlainNetwork {
  private final Architecture architecture;
  private final double[] parameters;

  public PlainNetwork(Architecture architecture, double[] parameters) {
    this.architecture = architecture;
    this.parameters = parameters;
  }

  public static PlainNetwork of(Network network) {
    return new PlainNetwork(network.architecture(), parameters(network));
  }

  public static double[] parameters(Network network) {
    double[] parameters = new double[network.parameters().length];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = network.parameters()[i];
    }
    return parameters;
  }

  /** Output of affine layer {@code layer} before any ReLU. */
  public double[] preActivation(int layer, double[] pixels) {
    double[] input = pixels;
    for (int l = 0; ; l++) {
      double[] output = new double[architecture.fanOut(l)];
      for (int o = 0; o < output.length; o++) {
        output[o] = parameters[architecture.biasOffset(l) + o];
        for (int i = 0; i < input.length; i++) {
          output[o] += parameters[architecture.weightOffset(l) + o * input.length + i] * input[i];
        }
      }
      if (l == layer) {
        return output;
      }
      for (int o = 0; o < output.length; o++) {
        output[o] = Math.max(0, output[o]);
      }
      input = output;
    }
  }

  public double[] logits(double[] pixels) {
    return preActivation(architecture.layers() - 1, pixels);
  }

  /** The smallest magnitude of a hidden pre-activation over {@code points}. */
  public double smallestHiddenPreActivation(PointSet points) {
    double smallest = Double.MAX_VALUE;
    for (int i = 0; i < points.count(); i++) {
      for (int layer = 0; layer < architecture.hiddenLayers(); layer++) {
        for (double z : preActivation(layer, pixels(points, i))) {
          smallest = Math.min(smallest, Math.abs(z));
        }
      }
    }
    return smallest;
  }

  /** Mean cross-entropy over {@code points}. */
  public double loss(PointSet points) {
    double sum = 0;
    for (int i = 0; i < points.count(); i++) {
      double[] logits = logits(pixels(points, i));
      double exponentials = 0;
      for (double logit : logits) {
        exponentials += Math.exp(logit);
      }
      sum += Math.log(exponentials) - logits[points.label(i)];
    }
    return sum / points.count();
  }

  public static double[] pixels(PointSet points, int position) {
    double[] pixels = new double[points.dataset().features()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (points.pixelArray(position)[points.pixelOffset(position) + i] & 0xff) / 255f;
    }
    return pixels;
  }
}
