package io.lowland.measure.weakness.patterns;

import io.lowland.measure.linear.FloatRowPair;

/**
 * The first layer's pre-activations of a block of points. Most pixels are zero and are skipped. The
 * weights are cut into tiles that fit a near cache, and all points of the block, two at a time,
 * pass a tile before the next one is looked at.
 *
 * <p>The terms of a stretch of inputs are summed from zero, then added to the bias and the
 * stretches before. So a pre-activation is off by at most γ_m (|b| + Σ|w_i x_i|), with m = (terms
 * of the fullest stretch) + (stretches) + 1 (Higham, "Accuracy and Stability of Numerical
 * Algorithms", 2nd ed., section 4.2).
 */
final class PixelLayer {
  private static final int STRETCH = PixelPairs.STRETCH;

  private final SignLayer layer;
  private final PixelEntries entries;
  private final float[][][] tiles; // [panels][stretches][stretch * width of panel]

  /**
   * Lays out a layer.
   *
   * @param points at most this many per block, an even number
   */
  PixelLayer(SignLayer layer, PixelPairs pairs, int points) {
    this.layer = layer;
    this.entries = new PixelEntries(pairs, points);
    int inputs = pairs.features();
    this.tiles =
        new float[Math.ceilDiv(layer.columns(), FloatRowPair.PANEL)][entries.stretches()][];
    for (int p = 0; p < tiles.length; p++) {
      for (int s = 0; s < entries.stretches(); s++) {
        int from = s * STRETCH;
        tiles[p][s] =
            tile(from, Math.min(STRETCH, inputs - from), p * FloatRowPair.PANEL, width(p));
      }
    }
  }

  private int width(int panel) {
    return Math.min(FloatRowPair.PANEL, layer.columns() - panel * FloatRowPair.PANEL);
  }

  private float[] tile(int input, int inputs, int column, int width) {
    float[] tile = new float[inputs * width];
    for (int i = 0; i < inputs; i++) {
      System.arraycopy(
          layer.weights(), (input + i) * layer.columns() + column, tile, i * width, width);
    }
    return tile;
  }

  /** The entries of the block; whoever fills them calls {@link #multiply} next. */
  PixelEntries entries() {
    return entries;
  }

  /** How many roundings, at most, stand between the terms of a point's sums and the sums. */
  int roundings(int point) {
    return entries.longest(point / 2) + entries.stretches() + 1;
  }

  /**
   * Computes the pre-activations of the block.
   *
   * @param output modified: {@code [count rounded up to even][columns]}
   */
  void multiply(int count, float[] output) {
    int columns = layer.columns();
    for (int i = 0; i < count + count % 2; i++) {
      System.arraycopy(layer.biases(), 0, output, i * columns, columns);
    }
    for (int p = 0; p < tiles.length; p++) {
      for (int s = 0; s < entries.stretches(); s++) {
        for (int i = 0; i < count; i += 2) {
          addProducts(i, p, s, output);
        }
      }
    }
  }

  private void addProducts(int point, int panel, int stretch, float[] output) {
    int from = entries.start(point / 2, stretch);
    int to = entries.end(point / 2, stretch);
    if (from < to) {
      int at = point * layer.columns() + panel * FloatRowPair.PANEL;
      FloatRowPair.addProducts(
          entries.firsts(),
          entries.seconds(),
          entries.inputs(),
          from,
          to,
          tiles[panel][stretch],
          width(panel),
          output,
          at,
          at + layer.columns());
    }
  }
}
