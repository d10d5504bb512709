package io.lowland.kernel;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Matrix products by ND4J's BLAS on one thread. The right one for large products: BLAS blocks for
 * every cache, but each call copies its matrices out of the heap and back and costs some 40 µs on
 * top. Native matrices are kept by size and used again. Not thread-safe.
 */
final class BlasProduct {
  static {
    // A training is one thread; several run side by side.
    Nd4j.factory().blas().setMaxThreads(1);
  }

  private record Size(String role, int rows, int columns) {}

  private final Map<Size, INDArray> matrices = new HashMap<>();

  /**
   * {@code out[r][c] = Σ_k x[r][k] · b[k][c]}.
   *
   * @param x {@code [rows][xStride]}, of which the first {@code inner} columns count
   * @param b {@code [inner][columns]}
   * @param out {@code [rows][columns]}, modified
   */
  void multiply(float[] x, int xStride, int rows, int inner, float[] b, int columns, float[] out) {
    INDArray left = matrix("left", rows, inner);
    put(x, xStride, rows, inner, left);
    INDArray right = matrix("right", inner, columns);
    put(b, columns, inner, columns, right);
    INDArray product = matrix("product", rows, columns);
    // Row-major arrays are BLAS's column-major ones transposed: outᵀ = bᵀ xᵀ without a copy.
    right.transpose().mmuli(left.transpose(), product.transpose());
    pointer(product).get(out, 0, rows * columns);
  }

  /**
   * {@code out[i][c] = Σ_r x[r][i] · delta[r][c]}.
   *
   * @param x {@code [rows][xStride]}, of which the first {@code inputs} columns count
   * @param delta {@code [rows][columns]}
   * @param out {@code [inputs][columns]}, modified
   */
  void multiplyTransposed(
      float[] x, int xStride, int rows, int inputs, float[] delta, int columns, float[] out) {
    INDArray left = matrix("left", rows, inputs);
    put(x, xStride, rows, inputs, left);
    INDArray right = matrix("right", rows, columns);
    put(delta, columns, rows, columns, right);
    INDArray product = matrix("product", inputs, columns);
    right.transpose().mmuli(left, product.transpose());
    pointer(product).get(out, 0, inputs * columns);
  }

  private INDArray matrix(String role, int rows, int columns) {
    return matrices.computeIfAbsent(
        new Size(role, rows, columns),
        size -> Nd4j.createUninitialized(DataType.FLOAT, new long[] {rows, columns}, 'c'));
  }

  private static void put(float[] from, int stride, int rows, int columns, INDArray into) {
    FloatPointer pointer = pointer(into);
    if (stride == columns) {
      pointer.put(from, 0, rows * columns);
      return;
    }
    for (int r = 0; r < rows; r++) {
      pointer.position((long) r * columns).put(from, r * stride, columns);
    }
  }

  private static FloatPointer pointer(INDArray matrix) {
    return new FloatPointer(matrix.data().pointer());
  }
}
