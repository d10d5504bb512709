package io.lowland.kernel;

import java.util.Arrays;

/**
 * An order of images in which neighbours are alike, so that four of them share most of the pixels
 * that are not zero. The images are halved again and again: by which of two images far from each
 * other they are nearer to. Alike is what differs in few pixels' being zero or not.
 */
final class SimilarRows {
  private final PixelRows images;
  private final int[] order;

  /** Sort keys: how much nearer to the second image, then the row. */
  private final long[] keys;

  private SimilarRows(PixelRows images) {
    this.images = images;
    order = new int[images.rowCount()];
    Arrays.setAll(order, r -> r);
    keys = new long[order.length];
  }

  /** The rows 0, 1, ... of {@code images}, like ones next to each other. */
  static int[] order(PixelRows images) {
    SimilarRows rows = new SimilarRows(images);
    rows.arrange(0, rows.order.length);
    return rows.order;
  }

  /** Arranges the part {@code from ... to - 1}, starting with what is like the row before it. */
  private void arrange(int from, int to) {
    if (to - from <= 2) {
      return;
    }
    int first = farthest(order[from], from, to);
    int second = farthest(first, from, to);
    if (from > 0 && isNearer(order[from - 1], second, first)) {
      int swap = first;
      first = second;
      second = swap;
    }
    for (int i = from; i < to; i++) {
      long key = images.differences(order[i], first) - images.differences(order[i], second);
      keys[i] = key << Integer.SIZE | order[i];
    }
    Arrays.sort(keys, from, to);
    for (int i = from; i < to; i++) {
      order[i] = (int) keys[i];
    }
    int middle = (from + to) >>> 1;
    arrange(from, middle);
    arrange(middle, to);
  }

  private boolean isNearer(int row, int one, int other) {
    return images.differences(row, one) < images.differences(row, other);
  }

  /** The row of a part that differs most from {@code row}. */
  private int farthest(int row, int from, int to) {
    int farthest = order[from];
    int most = -1;
    for (int i = from; i < to; i++) {
      int differences = images.differences(row, order[i]);
      if (differences > most) {
        most = differences;
        farthest = order[i];
      }
    }
    return farthest;
  }
}
