package io.lowland.measure.sharpness;

import io.lowland.kernel.NineVectors;
import java.util.Arrays;

/**
 * The signals of some points on their way back through a network: at each point a few vectors over
 * the units of the present layer, nine to a bundle ({@link NineVectors}); what a bundle lacks is
 * zero. Buffers are used again for the next points.
 *
 * <p>Signals are floats, multiples of a power of two that keeps their norm near 1; weights are
 * below 1 ({@link LayerPanels}). So nothing overflows, and what underflows is less than 2⁻⁶⁰ of the
 * point's largest signal. Norms are those of the true signals, in double.
 */
final class BackwardSignals {
  private static final int BUNDLE = NineVectors.BUNDLE;
  private static final int PANEL = NineVectors.PANEL;
  private static final int SUMS = NineVectors.SUMS;

  /** Squared norms between these are near enough to 1. */
  private static final double SMALL = 0x1p-40;

  private static final double LARGE = 0x1p40;

  private final int vectors;
  private final int bundles;
  private final int widest; // units of the widest layer, in whole panels
  private float[] signals; // [points][bundles], each of the widest layer's tiles
  private float[] next;
  private final int[] active; // [points][widest]: the units that let signals pass, ascending
  private final int[] activeCounts; // [points]
  private final float[] on; // [points][widest]: 1 where a unit is active
  private final double[] sums; // [points][SUMS]
  private final double[] units; // [points]: what a signal of 1 stands for
  private final double[] squaredNorms; // [points]

  /**
   * Room for {@code points} points with {@code vectors} signals each.
   *
   * @param widest units of the widest layer the signals come to
   */
  BackwardSignals(int points, int vectors, int widest) {
    this.vectors = vectors;
    this.bundles = Math.ceilDiv(vectors, BUNDLE);
    this.widest = NineVectors.panels(widest) * PANEL;
    this.signals = new float[points * bundles * this.widest * BUNDLE];
    this.next = new float[signals.length];
    this.active = new int[points * this.widest];
    this.activeCounts = new int[points];
    this.on = new float[points * this.widest];
    this.sums = new double[points * SUMS];
    this.units = new double[points];
    this.squaredNorms = new double[points];
  }

  /**
   * Starts a point.
   *
   * @param rows {@code [vectors][width]} row-major: its signals at the last layer
   */
  void start(int point, double[] rows, int width) {
    double squares = 0;
    for (double element : rows) {
      squares += element * element;
    }
    squaredNorms[point] = squares;
    units[point] = PowersOfTwo.above(Math.sqrt(squares));
    double factor = 1 / units[point];
    for (int v = 0; v < vectors; v++) {
      int to = at(point, v / BUNDLE);
      for (int u = 0; u < width; u++) {
        signals[to + NineVectors.index(v % BUNDLE, u)] = (float) (rows[v * width + u] * factor);
      }
    }
    for (int u = 0; u < width; u++) {
      active[point * widest + u] = u;
    }
    activeCounts[point] = width;
  }

  private int at(int point, int bundle) {
    return (point * bundles + bundle) * widest * BUNDLE;
  }

  /** The sum of the squares of a point's signals. */
  double squaredNorm(int point) {
    return squaredNorms[point];
  }

  /**
   * Passes the signals of the first {@code points} points back through a layer and the ReLU before
   * it.
   *
   * @param activations {@code [points][fanIn of the layer]} from {@code at} on: output of that ReLU
   * @param last whether the signals pass no further layer: only their norms are formed
   */
  void pass(int points, LayerPanels layer, double[] activations, int at, boolean last) {
    for (int i = 0; i < points; i++) {
      writeOn(i, activations, at + i * layer.fanIn(), layer.fanIn());
    }
    Arrays.fill(sums, 0);
    for (int first = 0; first < layer.fanIn(); first += PANEL) {
      for (int i = 0; i < points; i++) {
        for (int bundle = 0; bundle < bundles; bundle++) {
          // What will not be looked at again needs no place of its own.
          multiply(i, bundle, layer, first, last ? 0 : at(i, bundle) + first * BUNDLE);
        }
      }
    }
    for (int i = 0; i < points; i++) {
      double squares = 0;
      for (int s = i * SUMS; s < (i + 1) * SUMS; s++) {
        squares += sums[s];
      }
      units[i] *= layer.unit();
      squaredNorms[i] = squares * units[i] * units[i];
      if (!last) {
        listActive(i, layer.fanIn());
        normalise(i, squares);
      }
    }
    float[] swap = signals;
    signals = next;
    next = swap;
  }

  // The derivative of the ReLU at 0 is 0, as in PyTorch.
  private void writeOn(int point, double[] activations, int from, int width) {
    for (int u = 0; u < width; u++) {
      on[point * widest + u] = activations[from + u] > 0 ? 1 : 0;
    }
  }

  private void multiply(int point, int bundle, LayerPanels layer, int first, int tileAt) {
    int from = point * widest;
    NineVectors.multiply(
        signals,
        at(point, bundle),
        active,
        from,
        from + activeCounts[point],
        layer.weights(),
        first * layer.fanOut(),
        next,
        tileAt);
    NineVectors.addSquares(next, tileAt, on, from + first, sums, point * SUMS);
  }

  private void listActive(int point, int width) {
    int first = point * widest;
    int count = 0;
    for (int u = 0; u < width; u++) {
      // Written always and kept when active: cheaper than a branch that no one can predict.
      active[first + count] = u;
      count += (int) on[first + u];
    }
    activeCounts[point] = count;
  }

  // Also what belongs to units that are off, which is not looked at again.
  private void normalise(int point, double squares) {
    if (squares > SMALL && squares < LARGE) {
      return;
    }
    double unit = PowersOfTwo.above(Math.sqrt(squares));
    units[point] *= unit;
    for (int e = at(point, 0); e < at(point + 1, 0); e++) {
      next[e] = (float) (next[e] / unit);
    }
  }
}
