package io.lowland.data;

import java.util.Objects;

/**
 * Images with one label each, as they stand in an IDX file pair: one unsigned byte per pixel,
 * row-major, image after image.
 *
 * @param rows pixels from top to bottom
 * @param columns pixels from left to right
 * @param pixels {@code [count][rows * columns]} unsigned bytes, row-major; not copied, not to be
 *     modified
 * @param labels {@code [count]} class of each image, 0-based; not copied, not to be modified
 */
public record LabelledImages(int rows, int columns, byte[] pixels, byte[] labels) {

  public LabelledImages {
    Objects.requireNonNull(pixels, "pixels");
    Objects.requireNonNull(labels, "labels");
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException(
          "images of %d x %d pixels; expected at least 1 x 1".formatted(rows, columns));
    }
    if ((long) labels.length * rows * columns != pixels.length) {
      throw new IllegalArgumentException(
          "%d pixel bytes for %d images of %d x %d; expected %d"
              .formatted(
                  pixels.length,
                  labels.length,
                  rows,
                  columns,
                  (long) labels.length * rows * columns));
    }
  }

  /** Number of images. */
  public int count() {
    return labels.length;
  }

  /** Pixels per image, the input width of a network on these images. */
  public int features() {
    return rows * columns;
  }

  /** The class of image {@code index}, 0-based. */
  public int label(int index) {
    return labels[index] & 0xff;
  }
}
