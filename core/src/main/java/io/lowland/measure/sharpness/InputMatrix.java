package io.lowland.measure.sharpness;

import io.lowland.data.PointSet;
import io.lowland.kernel.MatrixProduct;
import java.util.Arrays;

/**
 * The pixels of a set of points in double, by point and by pixel, with the lists of those that are
 * not zero: most pixels of an image are.
 *
 * @param points n
 * @param features pixels per point
 * @param byPoint {@code [n][features]} row-major
 * @param byPixel {@code [features][n]} row-major, its transpose
 * @param pixelsOfPoint for each point the pixels that are not zero, ascending
 * @param pointsOfPixel for each pixel the points where it is not zero, ascending
 */
record InputMatrix(
    int points,
    int features,
    double[] byPoint,
    double[] byPixel,
    int[][] pixelsOfPoint,
    int[][] pointsOfPixel) {

  static InputMatrix of(PointSet set) {
    int points = set.count();
    int features = set.dataset().features();
    float[] pixels = new float[features];
    double[] byPoint = new double[Math.multiplyExact(points, features)];
    for (int i = 0; i < points; i++) {
      set.scaledPixels(i, i + 1, pixels);
      for (int j = 0; j < features; j++) {
        byPoint[i * features + j] = pixels[j];
      }
    }
    double[] byPixel = new double[byPoint.length];
    MatrixProduct.transpose(points, features, byPoint, 0, byPixel);
    return new InputMatrix(
        points,
        features,
        byPoint,
        byPixel,
        nonZeros(points, features, byPoint),
        nonZeros(features, points, byPixel));
  }

  private static int[][] nonZeros(int rows, int columns, double[] matrix) {
    int[][] lists = new int[rows][];
    int[] list = new int[columns];
    for (int r = 0; r < rows; r++) {
      int length = 0;
      for (int c = 0; c < columns; c++) {
        if (matrix[r * columns + c] != 0) {
          list[length++] = c;
        }
      }
      lists[r] = Arrays.copyOf(list, length);
    }
    return lists;
  }

  /** C += X·B. */
  void multiplyAdd(double[] b, int columns, double[] c) {
    for (int i = 0; i < points; i++) {
      int[] list = pixelsOfPoint[i];
      MatrixProduct.multiplyAdd(
          1, byPoint, i * features, features, list, list.length, b, 0, columns, c, i * columns);
    }
  }

  /** C += Xᵀ·B. */
  void transposedMultiplyAdd(double[] b, int columns, double[] c) {
    for (int j = 0; j < features; j++) {
      int[] list = pointsOfPixel[j];
      MatrixProduct.multiplyAdd(
          1, byPixel, j * points, points, list, list.length, b, 0, columns, c, j * columns);
    }
  }
}
