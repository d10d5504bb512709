package io.lowland.kernel;

import static jdk.incubator.vector.VectorOperators.F2I;
import static jdk.incubator.vector.VectorOperators.LSHL;

import io.lowland.kernel.Product.End;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
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

  private int[] union = new int[0];
  private float[] panel = new float[0];
  private float[] zeros = new float[PADDING];

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
    new Product(rows, xStride, inputs, 1, columns, relu ? End.RELU : End.STORE)
        .run(x, weights, bias, out, out);
  }

  @Override
  public void affine(
      DenseRows x,
      int[] points,
      int from,
      int rows,
      float[] weights,
      float[] bias,
      int columns,
      boolean relu,
      float[] out) {
    if (union.length < x.columnCount()) {
      union = new int[x.columnCount()];
    }
    UnionProduct.affine(x, points, from, rows, weights, bias, columns, relu, out, union);
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
    new Product(rows, deltaStride, units, 1, columns, End.MASK)
        .run(delta, transposed, zeros(columns), activation, out);
  }

  @Override
  public void addOuterProducts(
      float[] x, int xStride, int rows, int inputs, float[] delta, int columns, float[] into) {
    new Product(inputs, 1, rows, xStride, columns, End.ADD)
        .run(x, delta, zeros(columns), into, into);
  }

  @Override
  public void addOuterProducts(BlockColumns x, float[] delta, int columns, float[] into) {
    int length = x.count() * BlockProduct.PANEL;
    if (panel.length < length) {
      panel = new float[length];
    }
    BlockProduct.addOuterProducts(x, delta, columns, into, panel);
  }

  private float[] zeros(int columns) {
    if (zeros.length < columns) {
      zeros = new float[columns];
    }
    return zeros;
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
