package io.lowland.measure.weakness.patterns;

import io.lowland.kernel.Kernels;
import io.lowland.kernel.Panels;
import io.lowland.network.Network;

/**
 * An affine layer laid out for {@link FloatSigns}, with the norms its bounds need. Norms are
 * rounded to float.
 *
 * @param columns fanOut padded by {@link Kernels#padded}; the columns added are zero
 * @param weights the transposed weights, {@code [fanIn][columns]}: of the first layer, which {@link
 *     PixelLayer} computes, row by row; of the others, which {@link Kernels} do, in {@link Panels}
 * @param biases {@code [columns]}
 * @param absoluteBiases {@code [columns]}
 * @param rowNorms {@code [columns]} Euclidean norm of each unit's weights
 * @param norm Frobenius norm of the weights
 * @param biasNorm Euclidean norm of the biases
 */
@SuppressWarnings("ArrayRecordComponent") // internal to one package, never compared
record SignLayer(
    int columns,
    float[] weights,
    float[] biases,
    float[] absoluteBiases,
    float[] rowNorms,
    double norm,
    double biasNorm) {

  static SignLayer of(Network network, int layer) {
    int fanIn = network.architecture().fanIn(layer);
    int fanOut = network.architecture().fanOut(layer);
    int columns = Kernels.padded(fanOut);
    float[] weights = new float[Math.multiplyExact(fanIn, columns)];
    float[] biases = new float[columns];
    float[] absoluteBiases = new float[columns];
    float[] rowNorms = new float[columns];
    double squares = 0;
    double biasSquares = 0;
    for (int o = 0; o < fanOut; o++) {
      double row = 0;
      for (int i = 0; i < fanIn; i++) {
        float weight = network.weight(layer, o, i);
        weights[layer == 0 ? i * columns + o : Panels.index(fanIn, columns, i, o)] = weight;
        row += (double) weight * weight;
      }
      biases[o] = network.bias(layer, o);
      absoluteBiases[o] = Math.abs(biases[o]);
      rowNorms[o] = (float) Math.sqrt(row);
      squares += row;
      biasSquares += (double) biases[o] * biases[o];
    }
    return new SignLayer(
        columns,
        weights,
        biases,
        absoluteBiases,
        rowNorms,
        Math.sqrt(squares),
        Math.sqrt(biasSquares));
  }
}
