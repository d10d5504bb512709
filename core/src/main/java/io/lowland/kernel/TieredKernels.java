package io.lowland.kernel;

/**
 * {@link VectorKernels} for all but the largest dense products, ND4J's BLAS for those. Which one is
 * taken depends on the sizes alone, so results are the same bits every time; the two differ in the
 * last bits, because BLAS adds in an order of its own. Not thread-safe.
 */
public final class TieredKernels implements Kernels {
  /**
   * Multiply-adds from which BLAS is taken: 1,024 points through a layer of 1,024 × 1,024. Measured
   * on one core: below, the vector kernels are faster, copies to native memory included; above,
   * BLAS is, as it blocks for every cache (docs/performance.md).
   */
  public static final long LARGE = 1L << 30;

  private final Kernels vector = new VectorKernels();
  private final long large;
  // ND4J takes seconds and hundreds of megabytes to start: only when something is large.
  private BlasProduct blas;
  private float[] product = new float[0];
  private float[] matrix = new float[0];

  public TieredKernels() {
    this(LARGE);
  }

  TieredKernels(long large) {
    this.large = large;
  }

  private boolean isLarge(int rows, int inner, int columns) {
    return (long) rows * inner * columns >= large && rows > 0 && inner > 0;
  }

  private BlasProduct blas() {
    if (blas == null) {
      blas = new BlasProduct();
    }
    return blas;
  }

  @Override
  public void affine(
      float[] x,
      int xStride,
      int rows,
      int inputs,
      float[] weights,
      float[] bias,
      int columns,
      boolean relu,
      float[] out) {
    if (!isLarge(rows, inputs, columns)) {
      vector.affine(x, xStride, rows, inputs, weights, bias, columns, relu, out);
      return;
    }
    blas().multiply(x, xStride, rows, inputs, rowMajor(weights, inputs, columns), columns, out);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        float sum = out[r * columns + c] + bias[c];
        out[r * columns + c] = relu ? Math.max(0, sum) : sum;
      }
    }
  }

  @Override
  public void affine(
      PixelRows x,
      int[] points,
      int from,
      int rows,
      float[] weights,
      float[] bias,
      int columns,
      boolean relu,
      float[] out) {
    vector.affine(x, points, from, rows, weights, bias, columns, relu, out);
  }

  @Override
  public void backward(
      float[] delta,
      int deltaStride,
      int rows,
      int units,
      float[] transposed,
      float[] activation,
      int columns,
      float[] out) {
    if (!isLarge(rows, units, columns)) {
      vector.backward(delta, deltaStride, rows, units, transposed, activation, columns, out);
      return;
    }
    blas()
        .multiply(
            delta, deltaStride, rows, units, rowMajor(transposed, units, columns), columns, out);
    for (int i = 0; i < rows * columns; i++) {
      out[i] = activation[i] > 0 ? out[i] : 0;
    }
  }

  @Override
  public void addOuterProducts(
      float[] x, int xStride, int rows, int inputs, float[] delta, int columns, float[] into) {
    if (!isLarge(rows, inputs, columns)) {
      vector.addOuterProducts(x, xStride, rows, inputs, delta, columns, into);
      return;
    }
    if (product.length < inputs * columns) {
      product = new float[inputs * columns];
    }
    blas().multiplyTransposed(x, xStride, rows, inputs, delta, columns, product);
    addPanels(product, inputs, columns, into);
  }

  /** A matrix in panels as a row-major one, in a buffer that the next call uses again. */
  private float[] rowMajor(float[] panels, int rows, int columns) {
    if (matrix.length < rows * columns) {
      matrix = new float[rows * columns];
    }
    for (int c = 0; c < columns; c += Panels.WIDTH) {
      int width = Panels.width(columns, c);
      for (int r = 0; r < rows; r++) {
        System.arraycopy(panels, c * rows + r * width, matrix, r * columns + c, width);
      }
    }
    return matrix;
  }

  /** Adds a row-major matrix to one in panels. */
  private static void addPanels(float[] matrix, int rows, int columns, float[] into) {
    for (int c = 0; c < columns; c += Panels.WIDTH) {
      int width = Panels.width(columns, c);
      for (int r = 0; r < rows; r++) {
        int at = c * rows + r * width;
        for (int i = 0; i < width; i++) {
          into[at + i] += matrix[r * columns + c + i];
        }
      }
    }
  }

  @Override
  public void addOuterProducts(BlockColumns x, float[] delta, int columns, float[] into) {
    vector.addOuterProducts(x, delta, columns, into);
  }

  @Override
  public void addColumnSums(float[] delta, int rows, int columns, float[] into) {
    vector.addColumnSums(delta, rows, columns, into);
  }

  @Override
  public double softmaxCrossEntropy(
      float[] logits,
      int rows,
      int classes,
      int columns,
      int[] labels,
      float scale,
      float[] delta) {
    return vector.softmaxCrossEntropy(logits, rows, classes, columns, labels, scale, delta);
  }

  @Override
  public void add(float[] from, int length, float[] into) {
    vector.add(from, length, into);
  }
}
