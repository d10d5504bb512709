package io.lowland.training;

import io.lowland.data.PointSet;
import io.lowland.kernel.PixelRows;
import java.util.Arrays;

/**
 * The points of a training set as the kernels want them. Pixels that are zero in every point are
 * left out when they may: their weights get a gradient of exactly zero. Points that are alike stand
 * next to each other.
 *
 * @param pixels the pixels that are not left out, ascending; column {@code c} of {@code rows} is
 *     pixel {@code pixels[c]}
 * @param rows the points
 * @param labels class of each row
 * @param places {@code places[p]} is the row of the training set's point {@code p}
 */
record TrainingPoints(int[] pixels, PixelRows rows, int[] labels, int[] places) {

  /**
   * The points of {@code points}.
   *
   * @param allPixels whether pixels that are zero in every point are kept, too
   */
  static TrainingPoints of(PointSet points, boolean allPixels) {
    int[] pixels = pixels(points, allPixels);
    PixelRows rows = new PixelRows(points.count(), pixels.length);
    for (int p = 0; p < points.count(); p++) {
      rows.put(p, points.pixelArray(p), points.pixelOffset(p), pixels);
    }
    int[] order = rows.similarityOrder();
    int[] labels = new int[order.length];
    int[] places = new int[order.length];
    for (int r = 0; r < order.length; r++) {
      labels[r] = points.labels()[order[r]];
      places[order[r]] = r;
    }
    return new TrainingPoints(pixels, rows.arranged(order), labels, places);
  }

  private static int[] pixels(PointSet points, boolean all) {
    byte[] seen = new byte[points.dataset().features()];
    Arrays.fill(seen, all ? (byte) 1 : 0);
    for (int p = 0; p < points.count(); p++) {
      byte[] bytes = points.pixelArray(p);
      int offset = points.pixelOffset(p);
      for (int i = 0; i < seen.length; i++) {
        seen[i] |= bytes[offset + i];
      }
    }
    int[] pixels = new int[seen.length];
    int count = 0;
    for (int i = 0; i < seen.length; i++) {
      if (seen[i] != 0) {
        pixels[count++] = i;
      }
    }
    return Arrays.copyOf(pixels, count);
  }

  int count() {
    return labels.length;
  }

  /** Rows of the first {@code count} points of the training set, ascending. */
  int[] first(int count) {
    int[] first = Arrays.copyOf(places, count);
    Arrays.sort(first);
    return first;
  }
}
