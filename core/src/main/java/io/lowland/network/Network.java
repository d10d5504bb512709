package io.lowland.network;

import io.lowland.random.TorchRandom;
import java.util.Objects;

/**
 * A ReLU classifier: an {@link Architecture} and its parameters.
 *
 * @param architecture the widths
 * @param parameters flat, in the order {@link Architecture} states; not copied, so whoever passes
 *     the array on must not modify it afterwards
 */
public record Network(Architecture architecture, float[] parameters) {

  public Network {
    Objects.requireNonNull(architecture, "architecture");
    if (parameters.length != architecture.parameterCount()) {
      throw new IllegalArgumentException(
          "%d parameters for architecture %s; expected %d"
              .formatted(parameters.length, architecture, architecture.parameterCount()));
    }
  }

  /**
   * Draws initial parameters as PyTorch's {@code nn.Linear} does: per layer the weight, then the
   * bias, each uniform in ±1/sqrt(fanIn).
   *
   * @param random advanced by one draw per parameter
   */
  public static Network initialise(Architecture architecture, TorchRandom random) {
    float[] parameters = new float[architecture.parameterCount()];
    for (int layer = 0; layer < architecture.layers(); layer++) {
      float bound = (float) (1 / Math.sqrt(architecture.fanIn(layer)));
      int end = architecture.biasOffset(layer) + architecture.fanOut(layer);
      for (int i = architecture.weightOffset(layer); i < end; i++) {
        parameters[i] = random.uniform(-bound, bound);
      }
    }
    return new Network(architecture, parameters);
  }

  /** The weight of affine layer {@code layer} from input {@code in} to output {@code out}. */
  public float weight(int layer, int out, int in) {
    return parameters[architecture.weightOffset(layer) + out * architecture.fanIn(layer) + in];
  }

  /** The bias of output {@code out} of affine layer {@code layer}. */
  public float bias(int layer, int out) {
    return parameters[architecture.biasOffset(layer) + out];
  }

  /** Whether no parameter is infinite or no number. */
  public boolean isFinite() {
    for (float parameter : parameters) {
      if (!Float.isFinite(parameter)) {
        return false;
      }
    }
    return true;
  }
}
