package io.lowland.measure.sharpness;

import io.lowland.kernel.NineVectors;
import io.lowland.network.Network;

/**
 * The weights of an affine layer for {@link BackwardSignals}, as multiples of a power of two that
 * none reaches.
 *
 * @param weights {@code [fanOut][fanIn]} in the panels of {@link NineVectors}, below 1 in magnitude
 * @param unit what a weight of 1 stands for
 */
@SuppressWarnings("ArrayRecordComponent") // internal to one package, never compared
record LayerPanels(int fanOut, int fanIn, float[] weights, double unit) {

  static LayerPanels of(Network network, int layer) {
    int fanOut = network.architecture().fanOut(layer);
    int fanIn = network.architecture().fanIn(layer);
    int offset = network.architecture().weightOffset(layer);
    float largest = 0;
    for (int i = offset; i < offset + fanOut * fanIn; i++) {
      largest = Math.max(largest, Math.abs(network.parameters()[i]));
    }
    double unit = PowersOfTwo.above(largest);
    float[] weights = NineVectors.toPanels(network.parameters(), offset, fanOut, fanIn, 1 / unit);
    return new LayerPanels(fanOut, fanIn, weights, unit);
  }
}
