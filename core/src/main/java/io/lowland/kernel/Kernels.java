package io.lowland.kernel;

/**
 * The float kernels of forward and backward passes. {@link PlainKernels} states their meaning;
 * {@link VectorKernels} is the fast implementation, tested against it.
 *
 * <p>Activations and deltas are row-major. Weights stand as {@code [in][columns]} in {@link
 * Panels}, one row per input, so that a row is added to many outputs at once. {@code columns} is a
 * width padded by {@link #padded}; what stands in the padding of weights and biases is zero and
 * stays zero. Every output element is accumulated in the order of the inputs (of the points, for
 * outer products) by fused multiply-adds, whatever the tile it falls into: results are the same
 * bits for any vector length and any division into chunks of rows.
 */
public interface Kernels {

  /** Every padded width is a multiple of this. */
  int PADDING = 16;

  /** The width {@code columns} of a layer of {@code width} units. */
  static int padded(int width) {
    return Math.ceilDiv(width, PADDING) * PADDING;
  }

  /**
   * An affine layer: {@code out[r][c] = bias[c] + Σ_k x[r][k] · weights[k][c]}, then max(0, ·) if
   * {@code relu}.
   *
   * @param x {@code [rows][xStride]}, of which the first {@code inputs} columns count; not modified
   * @param weights {@code [inputs][columns]} in panels; not modified
   * @param bias {@code [columns]}; not modified
   * @param out {@code [rows][columns]}, modified
   */
  void affine(
      float[] x,
      int xStride,
      int rows,
      int inputs,
      float[] weights,
      float[] bias,
      int columns,
      boolean relu,
      float[] out);

  /**
   * {@link #affine} for inputs many of which are zero: rows {@code points[from] ... points[from +
   * rows - 1]}. Terms that are zero make no difference to a sum, so they may be left out. Rows that
   * follow each other are computed together, faster when they are alike.
   *
   * @param weights {@code [x.paddedCount()][columns]} in panels; not modified
   */
  void affine(
      PixelRows x,
      int[] points,
      int from,
      int rows,
      float[] weights,
      float[] bias,
      int columns,
      boolean relu,
      float[] out);

  /**
   * The signal passed back through an affine layer and the ReLU before it: {@code out[r][i] =
   * activation[r][i] > 0 ? Σ_k delta[r][k] · transposed[k][i] : 0}.
   *
   * @param delta {@code [rows][deltaStride]}, of which the first {@code units} columns count; not
   *     modified
   * @param transposed {@code [units][columns]} in panels, the layer's weights as (out, in); not
   *     modified
   * @param activation {@code [rows][columns]}, output of the ReLU; not modified
   * @param out {@code [rows][columns]}, modified
   */
  void backward(
      float[] delta,
      int deltaStride,
      int rows,
      int units,
      float[] transposed,
      float[] activation,
      int columns,
      float[] out);

  /**
   * Weight gradients: {@code into[i][c] += Σ_r x[r][i] · delta[r][c]}.
   *
   * @param x {@code [rows][xStride]}, of which the first {@code inputs} columns count; not modified
   * @param delta {@code [rows][columns]}; not modified
   * @param into {@code [inputs][columns]} in panels, modified
   */
  void addOuterProducts(
      float[] x, int xStride, int rows, int inputs, float[] delta, int columns, float[] into);

  /**
   * {@link #addOuterProducts} for sparse inputs, given by columns; {@code into} has a row for each
   * column of the padded images.
   */
  void addOuterProducts(BlockColumns x, float[] delta, int columns, float[] into);

  /** Bias gradients: {@code into[c] += Σ_r delta[r][c]}; {@code into} is modified. */
  void addColumnSums(float[] delta, int rows, int columns, float[] into);

  /**
   * Softmax cross-entropy and its scaled gradient with respect to the logits: {@code delta[r][k] =
   * scale · (softmax(logits[r])[k] − [k = labels[r]])}, zero in the padding.
   *
   * @param logits {@code [rows][columns]}, of which the first {@code classes} columns count; not
   *     modified
   * @param delta {@code [rows][columns]}, modified
   * @return the sum of the rows' losses; not finite if a logit is NaN or +∞
   */
  double softmaxCrossEntropy(
      float[] logits, int rows, int classes, int columns, int[] labels, float scale, float[] delta);

  /** {@code into[i] += from[i]} for the first {@code length} elements; {@code into} is modified. */
  void add(float[] from, int length, float[] into);
}
