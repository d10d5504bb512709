package io.lowland.training;

import io.lowland.data.PointSet;
import io.lowland.kernel.DenseRows;
import io.lowland.kernel.SparseRows;
import java.util.Arrays;

/**
 * The points of a training set as the kernels want them. Pixels that are zero in every point are
 * left out when they may: their weights get a gradient of exactly zero.
 *
 * @param pixels the pixels that are not left out, ascending; column {@code c} of {@code rows} is
 *     pixel {@code pixels[c]}
 * @param rows the points, scaled to [0, 1]
 * @param inputs the same points with their zeros
 * @param labels class of each point
 */
record TrainingPoints(int[] pixels, SparseRows rows, DenseRows inputs, int[] labels) {

  /**
   * The points of {@code points}.
   *
   * @param allPixels whether pixels that are zero in every point are kept, too
   */
  static TrainingPoints of(PointSet points, boolean allPixels) {
    int features = points.dataset().features();
    int n = points.count();
    boolean[] used = new boolean[features];
    Arrays.fill(used, allPixels);
    int[] starts = new int[n + 1];
    for (int p = 0; p < n; p++) {
      byte[] bytes = points.pixelArray(p);
      int offset = points.pixelOffset(p);
      int entries = starts[p];
      for (int i = 0; i < features; i++) {
        if (bytes[offset + i] != 0) {
          used[i] = true;
          entries++;
        }
      }
      starts[p + 1] = entries;
    }
    int[] pixels = new int[features];
    int[] columnOf = new int[features];
    int active = 0;
    for (int i = 0; i < features; i++) {
      if (used[i]) {
        columnOf[i] = active;
        pixels[active++] = i;
      }
    }
    int[] columns = new int[starts[n]];
    float[] values = new float[starts[n]];
    fill(points, columnOf, columns, values);
    SparseRows rows = new SparseRows(active, starts, columns, values);
    return new TrainingPoints(
        Arrays.copyOf(pixels, active), rows, DenseRows.of(rows), points.labels());
  }

  private static void fill(PointSet points, int[] columnOf, int[] columns, float[] values) {
    int features = points.dataset().features();
    int entry = 0;
    for (int p = 0; p < points.count(); p++) {
      byte[] bytes = points.pixelArray(p);
      int offset = points.pixelOffset(p);
      for (int i = 0; i < features; i++) {
        if (bytes[offset + i] != 0) {
          columns[entry] = columnOf[i];
          values[entry++] = (bytes[offset + i] & 0xff) / 255f;
        }
      }
    }
  }

  int count() {
    return labels.length;
  }
}
