package io.lowland.data;

import java.util.Arrays;

/**
 * An ordered selection of points of a {@link Dataset}. Points are numbered over training and test
 * images together: {@code 0 ... train.count()-1} are the training images, the rest the test images.
 */
public final class PointSet {
  private final Dataset dataset;
  private final int[] points;

  PointSet(Dataset dataset, int[] points) {
    this.dataset = dataset;
    this.points = points;
  }

  /** The points of {@code dataset} numbered {@code points}, in that order. */
  public static PointSet of(Dataset dataset, int... points) {
    for (int point : points) {
      if (point < 0 || point >= dataset.count()) {
        throw new IllegalArgumentException(
            "point %d of %s; expected 0 to %d"
                .formatted(point, dataset.name(), dataset.count() - 1));
      }
    }
    return new PointSet(dataset, points.clone());
  }

  public Dataset dataset() {
    return dataset;
  }

  /** Number of points. */
  public int count() {
    return points.length;
  }

  /** The number in the data set of the point at {@code position}. */
  public int point(int position) {
    return points[position];
  }

  /** The class of the point at {@code position}. */
  public int label(int position) {
    int point = points[position];
    int trainCount = dataset.train().count();
    return point < trainCount
        ? dataset.train().label(point)
        : dataset.test().label(point - trainCount);
  }

  /** The classes of all points, in order. */
  public int[] labels() {
    int[] labels = new int[points.length];
    Arrays.setAll(labels, this::label);
    return labels;
  }

  /** The raw bytes that hold the point at {@code position}; it starts at {@link #pixelOffset}. */
  public byte[] pixelArray(int position) {
    return points[position] < dataset.train().count()
        ? dataset.train().pixels()
        : dataset.test().pixels();
  }

  /** Where in {@link #pixelArray} the point at {@code position} starts. */
  public int pixelOffset(int position) {
    int point = points[position];
    int trainCount = dataset.train().count();
    return (point < trainCount ? point : point - trainCount) * dataset.features();
  }

  /** The points at positions {@code from} (inclusive) to {@code to} (exclusive). */
  public PointSet slice(int from, int to) {
    return new PointSet(dataset, Arrays.copyOfRange(points, from, to));
  }

  /** The points at {@code positions}, in that order. */
  public PointSet select(int... positions) {
    return new PointSet(
        dataset, Arrays.stream(positions).map(position -> points[position]).toArray());
  }

  /**
   * Writes the pixels of the points at positions {@code from} to {@code to} (exclusive), scaled to
   * [0, 1] as {@code (float) byte / 255f}, to {@code into} as {@code [to - from][features]}
   * row-major.
   *
   * @param into modified
   */
  public void scaledPixels(int from, int to, float[] into) {
    int features = dataset.features();
    for (int position = from, at = 0; position < to; position++) {
      byte[] pixels = pixelArray(position);
      int offset = pixelOffset(position);
      for (int i = 0; i < features; i++) {
        into[at++] = (pixels[offset + i] & 0xff) / 255f;
      }
    }
  }
}
