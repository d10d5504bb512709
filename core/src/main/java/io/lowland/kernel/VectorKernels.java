package io.lowland.kernel;

import static jdk.incubator.vector.VectorOperators.F2I;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Kernels} by the Vector API in the machine's preferred vector length; the same bits as
 * {@link PlainKernels}. Not thread-safe.
 */
public final class VectorKernels implements Kernels {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LENGTH = SPECIES.length();

  static {
    if (PADDING % LENGTH != 0) {
      throw new IllegalStateException(
          "vectors of %d floats; expected a length that divides %d; start with -XX:MaxVectorSize=64"
              .formatted(LENGTH, PADDING));
    }
  }

  private final float[] panelZeros = new float[Panels.WIDTH];
  private final float[] tile = new float[Product.TILE];
  private final PixelQuad quad = new PixelQuad();
  private int[] counting = new int[0];
  private float[] panel = new float[0];

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
    for (int c = 0; c < columns; c += Panels.WIDTH) {
      int width = Panels.width(columns, c);
      new Product(x, xStride, 1, counting(inputs), weights, width)
          .store(rows, 0, inputs, c * inputs, bias, c, out, c, columns);
    }
    if (relu) {
      rectify(out, rows * columns);
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
    int last = from + rows - 1;
    for (int r = 0; r < rows; r += PixelQuad.ROWS) {
      int at = from + r;
      // The last row is repeated until there are four.
      quad.select(
          x,
          points[at],
          points[Math.min(at + 1, last)],
          points[Math.min(at + 2, last)],
          points[Math.min(at + 3, last)]);
      if (r + PixelQuad.ROWS <= rows) {
        multiplyQuad(weights, x.paddedCount(), bias, columns, out, r * columns);
      } else {
        float[] four = new float[PixelQuad.ROWS * columns];
        multiplyQuad(weights, x.paddedCount(), bias, columns, four, 0);
        System.arraycopy(four, 0, out, r * columns, (rows - r) * columns);
      }
    }
    if (relu) {
      rectify(out, rows * columns);
    }
  }

  /** The selected quad times all panels. */
  private void multiplyQuad(
      float[] weights, int inputs, float[] bias, int columns, float[] out, int outAt) {
    for (int c = 0; c < columns; c += Panels.WIDTH) {
      int width = Panels.width(columns, c);
      new Product(quad.values(), quad.step(), 1, quad.columns(), weights, width)
          .store(PixelQuad.ROWS, 0, quad.count(), c * inputs, bias, c, out, outAt + c, columns);
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
    for (int c = 0; c < columns; c += Panels.WIDTH) {
      int width = Panels.width(columns, c);
      new Product(delta, deltaStride, 1, counting(units), transposed, width)
          .store(rows, 0, units, c * units, panelZeros, 0, out, c, columns);
    }
    for (int i = 0; i < rows * columns; i += LENGTH) {
      VectorMask<Float> on = load(activation, i).compare(GT, 0);
      FloatVector.zero(SPECIES).blend(load(out, i), on).intoArray(out, i);
    }
  }

  @Override
  public void addOuterProducts(
      float[] x, int xStride, int rows, int inputs, float[] delta, int columns, float[] into) {
    for (int c = 0; c < columns; c += Panels.WIDTH) {
      int width = Panels.width(columns, c);
      float[] packed = panelOf(delta, c, columns, rows);
      new Product(x, 1, xStride, counting(rows), packed, width)
          .add(inputs, 0, rows, panelZeros, into, c * inputs, tile);
    }
  }

  @Override
  public void addOuterProducts(BlockColumns x, float[] delta, int columns, float[] into) {
    for (int c = 0; c < columns; c += Panels.WIDTH) {
      int width = Panels.width(columns, c);
      float[] packed = panelOf(delta, c, columns, x.count());
      Product product = new Product(x.values(), 1, BlockColumns.WIDTH, x.rows(), packed, width);
      int o = c * x.columnCount();
      for (int block = 0; block < x.blockCount(); block++, o += BlockColumns.WIDTH * width) {
        if (x.start(block) < x.end(block)) {
          product.add(BlockColumns.WIDTH, x.start(block), x.end(block), panelZeros, into, o, tile);
        }
      }
    }
  }

  /** Negative values become 0. What is no number stays so: a training that diverges must show. */
  private static void rectify(float[] values, int length) {
    FloatVector zero = FloatVector.zero(SPECIES);
    for (int i = 0; i < length; i += LENGTH) {
      FloatVector value = load(values, i);
      value.blend(zero, value.compare(LE, 0)).intoArray(values, i);
    }
  }

  /** 0, 1, ..., at least to {@code count}: the list of a product that leaves nothing out. */
  private int[] counting(int count) {
    if (counting.length < count) {
      counting = new int[count];
      Arrays.setAll(counting, i -> i);
    }
    return counting;
  }

  /** The panel of a row-major matrix {@code [rows][columns]} that starts with column {@code c}. */
  private float[] panelOf(float[] matrix, int c, int columns, int rows) {
    if (columns <= Panels.WIDTH) {
      return matrix;
    }
    int width = Panels.width(columns, c);
    if (panel.length < rows * Panels.WIDTH) {
      panel = new float[rows * Panels.WIDTH];
    }
    for (int r = 0; r < rows; r++) {
      for (int v = 0; v < width; v += LENGTH) {
        load(matrix, r * columns + c + v).intoArray(panel, r * width + v);
      }
    }
    return panel;
  }

  @Override
  public void addColumnSums(float[] delta, int rows, int columns, float[] into) {
    for (int c = 0; c < columns; c += LENGTH) {
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int r = 0; r < rows; r++) {
        sum = sum.add(load(delta, r * columns + c));
      }
      sum.add(load(into, c)).intoArray(into, c);
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
      for (int k = at; k < at + columns; k += LENGTH) {
        exp(load(logits, k).sub(max)).intoArray(delta, k);
      }
      Arrays.fill(delta, at + classes, at + columns, 0);
      // Added one after the other: a reduction over lanes would leave the order open.
      float sum = 0;
      for (int k = at; k < at + classes; k++) {
        sum += delta[k];
      }
      loss.addLog(sum);
      loss.add((double) max - logits[at + labels[r]]);
      float factor = scale / sum;
      for (int k = at; k < at + columns; k += LENGTH) {
        load(delta, k).mul(factor).intoArray(delta, k);
      }
      delta[at + labels[r]] -= scale;
    }
    return loss.value();
  }

  /** {@link Exponential#exp} of every lane. */
  private static FloatVector exp(FloatVector x) {
    FloatVector clamped = x.max(Exponential.MIN);
    FloatVector round = FloatVector.broadcast(SPECIES, Exponential.ROUND);
    FloatVector n =
        clamped.fma(FloatVector.broadcast(SPECIES, Exponential.LOG2_E), round).sub(round);
    FloatVector r = n.fma(FloatVector.broadcast(SPECIES, -Exponential.LN2_HIGH), clamped);
    r = n.fma(FloatVector.broadcast(SPECIES, -Exponential.LN2_LOW), r);
    FloatVector p = FloatVector.broadcast(SPECIES, Exponential.P0);
    p = p.fma(r, FloatVector.broadcast(SPECIES, Exponential.P1));
    p = p.fma(r, FloatVector.broadcast(SPECIES, Exponential.P2));
    p = p.fma(r, FloatVector.broadcast(SPECIES, Exponential.P3));
    p = p.fma(r, FloatVector.broadcast(SPECIES, Exponential.P4));
    p = p.fma(r, FloatVector.broadcast(SPECIES, Exponential.P5));
    FloatVector y = p.fma(r.mul(r), r).add(1);
    IntVector exponent = ((IntVector) n.convert(F2I, 0)).add(127).lanewise(LSHL, 23);
    return y.mul(exponent.reinterpretAsFloats());
  }

  @Override
  public void add(float[] from, int length, float[] into) {
    int i = 0;
    for (; i + LENGTH <= length; i += LENGTH) {
      load(into, i).add(load(from, i)).intoArray(into, i);
    }
    for (; i < length; i++) {
      into[i] += from[i];
    }
  }

  private static FloatVector load(float[] from, int at) {
    return FloatVector.fromArray(SPECIES, from, at);
  }
}
