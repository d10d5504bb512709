package io.lowland.measure.simplicity;

import io.lowland.measure.Measure;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.MeasureFamily;
import io.lowland.measure.Measurement;
import io.lowland.network.Architecture;
import io.lowland.network.Network;
import java.util.Arrays;

/**
 * The ℓ₂ path norm: the root of the sum, over all paths from an input or a bias to an output, of
 * the product of squared parameters along it. It is the root of the summed outputs of the network
 * with squared parameters at the all-ones input (Neyshabur et al. 2015, "Norm-based capacity
 * control in neural networks"; with biases as in Jiang et al. 2019, "Fantastic generalization
 * measures and where to find them", appendix C.4).
 */
public final class PathNorm implements Measure {

  @Override
  public String name() {
    return "path_norm";
  }

  @Override
  public MeasureFamily family() {
    return MeasureFamily.SIMPLICITY;
  }

  // Every path through a hidden unit enters it once (β) and leaves it once (1/β).
  @Override
  public boolean reparameterisationInvariant() {
    return true;
  }

  @Override
  public Measurement measure(MeasureContext context) {
    return Measurement.of(name(), of(context.network()));
  }

  /** The path norm of {@code network}. */
  public static double of(Network network) {
    Architecture architecture = network.architecture();
    double[] paths = new double[architecture.inputs()];
    Arrays.fill(paths, 1);
    for (int layer = 0; layer < architecture.layers(); layer++) {
      paths = pathsThrough(network, layer, paths);
    }
    return Math.sqrt(Arrays.stream(paths).sum());
  }

  private static double[] pathsThrough(Network network, int layer, double[] input) {
    double[] output = new double[network.architecture().fanOut(layer)];
    for (int o = 0; o < output.length; o++) {
      double bias = network.bias(layer, o);
      output[o] = bias * bias;
      for (int i = 0; i < input.length; i++) {
        double weight = network.weight(layer, o, i);
        output[o] += weight * weight * input[i];
      }
    }
    return output;
  }
}
