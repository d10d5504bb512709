package io.lowland.network;

import io.lowland.data.PointSet;

/** The pixels of a block of points that are not zero, by rows, in buffers used again and again. */
final class PixelBlock {
  private static final float[] SCALED = new float[256];

  static {
    for (int i = 0; i < SCALED.length; i++) {
      SCALED[i] = i / 255f;
    }
  }

  private final int features;
  private final int[] starts;
  private final int[] inputs;
  private final double[] values;

  PixelBlock(int features, int rows) {
    this.features = features;
    starts = new int[rows + 1];
    inputs = new int[Math.addExact(Math.multiplyExact(rows, features), 1)];
    values = new double[inputs.length];
  }

  void read(PointSet points, int from, int count) {
    int entries = 0;
    for (int r = 0; r < count; r++) {
      starts[r] = entries;
      byte[] pixels = points.pixelArray(from + r);
      int offset = points.pixelOffset(from + r);
      for (int i = 0; i < features; i++) {
        int pixel = pixels[offset + i] & 0xff;
        // Written always and kept when not zero: cheaper than a branch no one can predict.
        inputs[entries] = i;
        values[entries] = SCALED[pixel];
        entries += pixel == 0 ? 0 : 1;
      }
      starts[r + 1] = entries;
    }
  }

  /** Where each row's entries start, and the last one's end. */
  int[] starts() {
    return starts;
  }

  /** Pixel of each entry. */
  int[] inputs() {
    return inputs;
  }

  /** Value of each entry, a float in (0, 1]. */
  double[] values() {
    return values;
  }
}
