package io.lowland.measure.simplicity;

import io.lowland.measure.MeasureContext;
import io.lowland.network.Architecture;
import io.lowland.network.Network;

/**
 * Norms of the weight matrix of each affine layer, biases left out; NaN where weights are not
 * finite. Scaling a layer by a power of two scales its norms exactly.
 *
 * @param spectral {@code [layers]} largest singular values
 * @param frobenius {@code [layers]} roots of the summed squares
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record LayerNorms(double[] spectral, double[] frobenius) {
  private static final MeasureContext.Key<LayerNorms> KEY =
      new MeasureContext.Key<>("norms by layer", LayerNorms.class);

  /** The norms of the network of {@code context}, computed once per context. */
  public static LayerNorms of(MeasureContext context) {
    return context.shared(KEY, () -> of(context.network()));
  }

  static LayerNorms of(Network network) {
    int layers = network.architecture().layers();
    double[] spectral = new double[layers];
    double[] frobenius = new double[layers];
    for (int layer = 0; layer < layers; layer++) {
      spectral[layer] = SpectralNorm.of(network, layer);
      frobenius[layer] = frobenius(network, layer);
    }
    return new LayerNorms(spectral, frobenius);
  }

  private static double frobenius(Network network, int layer) {
    Architecture architecture = network.architecture();
    double squares = 0;
    for (int i = architecture.weightOffset(layer); i < architecture.biasOffset(layer); i++) {
      squares += (double) network.parameters()[i] * network.parameters()[i];
    }
    return Math.sqrt(squares);
  }
}
