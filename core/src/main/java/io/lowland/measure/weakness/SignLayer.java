package io.lowland.measure.weakness;

import io.lowland.measure.linear.FloatRow;
import io.lowland.network.Network;

/**
 * An affine layer laid out for {@link FloatSigns}, with the norms its bounds need.
 *
 * @param columns fanOut rounded up to whole vectors; the columns added are zero
 * @param panels the transposed weights, {@code [fanIn][at most PANEL]} each
 * @param biases {@code [columns]}
 * @param absoluteBiases {@code [columns]}
 * @param rowNorms {@code [columns]} Euclidean norm of each unit's weights
 * @param norm Frobenius norm of the weights
 * @param biasNorm Euclidean norm of the biases
 */
@SuppressWarnings("ArrayRecordComponent") // internal to one package, never compared
record SignLayer(
    int columns,
    float[][] panels,
    float[] biases,
    float[] absoluteBiases,
    float[] rowNorms,
    double norm,
    double biasNorm) {

  static SignLayer of(Network network, int layer) {
    int fanOut = network.architecture().fanOut(layer);
    int columns = FloatRow.padded(fanOut);
    float[] biases = new float[columns];
    float[] absoluteBiases = new float[columns];
    float[] rowNorms = new float[columns];
    double squares = 0;
    double biasSquares = 0;
    for (int o = 0; o < fanOut; o++) {
      double row = 0;
      for (int i = 0; i < network.architecture().fanIn(layer); i++) {
        double weight = network.weight(layer, o, i);
        row += weight * weight;
      }
      biases[o] = network.bias(layer, o);
      absoluteBiases[o] = Math.abs(biases[o]);
      rowNorms[o] = (float) Math.sqrt(row);
      squares += row;
      biasSquares += (double) biases[o] * biases[o];
    }
    return new SignLayer(
        columns,
        panels(network, layer, columns),
        biases,
        absoluteBiases,
        rowNorms,
        Math.sqrt(squares),
        Math.sqrt(biasSquares));
  }

  private static float[][] panels(Network network, int layer, int columns) {
    int fanIn = network.architecture().fanIn(layer);
    int fanOut = network.architecture().fanOut(layer);
    float[][] panels = new float[(columns + FloatRow.PANEL - 1) / FloatRow.PANEL][];
    for (int p = 0; p < panels.length; p++) {
      int from = p * FloatRow.PANEL;
      int width = Math.min(FloatRow.PANEL, columns - from);
      panels[p] = new float[Math.multiplyExact(fanIn, width)];
      for (int o = from; o < Math.min(fanOut, from + width); o++) {
        for (int i = 0; i < fanIn; i++) {
          panels[p][i * width + o - from] = network.weight(layer, o, i);
        }
      }
    }
    return panels;
  }
}
