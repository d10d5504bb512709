package io.lowland.network;

/**
 * The transformation T_β between two successive layers (Bennett 2026, Table 6; Dinh et al. 2017,
 * "Sharp minima can generalize for deep nets", section 4): weights and biases of hidden layer l are
 * multiplied by β and the weights that leave it are divided by β. Since the ReLU is positively
 * homogeneous, the function stays the same. In floats that holds bit for bit when β is a power of
 * two and nothing over- or underflows.
 *
 * @param hiddenLayer l, 1-based; for two hidden layers, 1 is the paper's T_β and 2 its T_γ
 * @param factor β, positive and finite
 */
public record Reparameterisation(int hiddenLayer, double factor) {

  public Reparameterisation {
    if (hiddenLayer < 1) {
      throw new IllegalArgumentException(
          "hidden layer: %d; expected at least 1".formatted(hiddenLayer));
    }
    if (!(factor > 0) || Double.isInfinite(factor)) {
      throw new IllegalArgumentException(
          "factor: %s; expected a positive finite number".formatted(factor));
    }
  }

  /**
   * The transformed network; {@code network} is not modified. Each new parameter is the float
   * nearest to the exact product or quotient by β.
   *
   * @throws IllegalArgumentException if the network does not have that hidden layer
   */
  public Network apply(Network network) {
    Architecture architecture = network.architecture();
    if (hiddenLayer > architecture.hiddenLayers()) {
      throw new IllegalArgumentException(
          "hidden layer: %d; network %s has %d"
              .formatted(hiddenLayer, architecture, architecture.hiddenLayers()));
    }
    float[] parameters = network.parameters().clone();
    int scaledTo = architecture.weightOffset(hiddenLayer);
    for (int i = architecture.weightOffset(hiddenLayer - 1); i < scaledTo; i++) {
      parameters[i] = (float) (parameters[i] * factor);
    }
    for (int i = scaledTo; i < architecture.biasOffset(hiddenLayer); i++) {
      parameters[i] = (float) (parameters[i] / factor);
    }
    return new Network(architecture, parameters);
  }
}
