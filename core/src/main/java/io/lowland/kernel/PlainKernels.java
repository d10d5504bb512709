package io.lowland.kernel;

/**
 * The meaning of {@link Kernels}, in plain loops; some thirty times slower than {@link
 * VectorKernels}.
 */
public final class PlainKernels implements Kernels {

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
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        float sum = bias[c];
        for (int k = 0; k < inputs; k++) {
          sum = Math.fma(x[r * xStride + k], weights[Panels.index(inputs, columns, k, c)], sum);
        }
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
    for (int r = 0; r < rows; r++) {
      int point = points[from + r];
      for (int c = 0; c < columns; c++) {
        float sum = bias[c];
        for (int k = 0; k < x.columnCount(); k++) {
          float weight = weights[Panels.index(x.paddedCount(), columns, k, c)];
          sum = Math.fma(x.value(point, k), weight, sum);
        }
        out[r * columns + c] = relu ? Math.max(0, sum) : sum;
      }
    }
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
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < columns; i++) {
        float sum = 0;
        for (int k = 0; k < units; k++) {
          float weight = transposed[Panels.index(units, columns, k, i)];
          sum = Math.fma(delta[r * deltaStride + k], weight, sum);
        }
        out[r * columns + i] = activation[r * columns + i] > 0 ? sum : 0;
      }
    }
  }

  @Override
  public void addOuterProducts(
      float[] x, int xStride, int rows, int inputs, float[] delta, int columns, float[] into) {
    for (int i = 0; i < inputs; i++) {
      for (int c = 0; c < columns; c++) {
        float sum = 0;
        for (int r = 0; r < rows; r++) {
          sum = Math.fma(x[r * xStride + i], delta[r * columns + c], sum);
        }
        into[Panels.index(inputs, columns, i, c)] += sum;
      }
    }
  }

  @Override
  public void addOuterProducts(BlockColumns x, float[] delta, int columns, float[] into) {
    for (int i = 0; i < x.columnCount(); i++) {
      for (int c = 0; c < columns; c++) {
        float sum = 0;
        int block = i / BlockColumns.WIDTH;
        for (int e = x.start(block); e < x.end(block); e++) {
          float value = x.value(e, i % BlockColumns.WIDTH);
          sum = Math.fma(value, delta[x.rows()[e] * columns + c], sum);
        }
        into[Panels.index(x.columnCount(), columns, i, c)] += sum;
      }
    }
  }

  @Override
  public void addColumnSums(float[] delta, int rows, int columns, float[] into) {
    for (int c = 0; c < columns; c++) {
      float sum = 0;
      for (int r = 0; r < rows; r++) {
        sum += delta[r * columns + c];
      }
      into[c] += sum;
    }
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
    LossSum loss = new LossSum();
    for (int r = 0; r < rows; r++) {
      int at = r * columns;
      float max = logits[at];
      for (int k = 1; k < classes; k++) {
        max = Math.max(max, logits[at + k]);
      }
      float sum = 0;
      for (int k = 0; k < columns; k++) {
        delta[at + k] = k < classes ? Exponential.exp(logits[at + k] - max) : 0;
        sum += delta[at + k];
      }
      loss.addLog(sum);
      loss.add((double) max - logits[at + labels[r]]);
      float factor = scale / sum;
      for (int k = 0; k < columns; k++) {
        delta[at + k] *= factor;
      }
      delta[at + labels[r]] -= scale;
    }
    return loss.value();
  }

  @Override
  public void add(float[] from, int length, float[] into) {
    for (int i = 0; i < length; i++) {
      into[i] += from[i];
    }
  }
}
