package io.lowland.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * A dense product by register tiles: {@code out[r][c] ⊕= start[c] + Σ_k x[r · rowStep + k ·
 * depthStep] · b[k][c]}. A tile of 4 rows by 4 vectors keeps 16 sums in registers and needs 8 loads
 * for 16 fused multiply-adds; narrow outputs take 8 rows by one vector. The vectors of {@code b}
 * that a tile reads stay in the nearest cache while the rows go by.
 */
final class Product {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LENGTH = SPECIES.length();

  /** What happens to the finished sums. */
  enum End {
    STORE,
    RELU,
    MASK,
    ADD
  }

  private final int rows;
  private final int rowStep;
  private final int depth;
  private final int depthStep;
  private final int columns;
  private final End end;

  /**
   * @param columns multiple of {@link Kernels#PADDING}, row length of {@code b} and of the output
   */
  Product(int rows, int rowStep, int depth, int depthStep, int columns, End end) {
    this.rows = rows;
    this.rowStep = rowStep;
    this.depth = depth;
    this.depthStep = depthStep;
    this.columns = columns;
    this.end = end;
  }

  /**
   * Computes the product.
   *
   * @param start {@code [columns]}, what the sums start with
   * @param mask for {@link End#MASK}: as {@code out}; sums become 0 where it is not above 0
   * @param out {@code [rows][columns]}, modified
   */
  void run(float[] x, float[] b, float[] start, float[] mask, float[] out) {
    int c = 0;
    for (; c + 4 * LENGTH <= columns; c += 4 * LENGTH) {
      int r = 0;
      for (; r + 4 <= rows; r += 4) {
        tile4x4(this, x, r * rowStep, b, c, start, mask, out, r * columns + c);
      }
      for (; r < rows; r++) {
        tile1x4(this, x, r * rowStep, b, c, start, mask, out, r * columns + c);
      }
    }
    for (; c < columns; c += LENGTH) {
      int r = 0;
      for (; r + 8 <= rows; r += 8) {
        tile8x1(this, x, r * rowStep, b, c, start, mask, out, r * columns + c);
      }
      for (; r < rows; r++) {
        tile1x1(this, x, r * rowStep, b, c, start, mask, out, r * columns + c);
      }
    }
  }

  private static FloatVector load(float[] from, int at) {
    return FloatVector.fromArray(SPECIES, from, at);
  }

  private static void store(End end, FloatVector sums, float[] mask, float[] out, int at) {
    FloatVector result =
        switch (end) {
          case STORE -> sums;
          case RELU -> sums.max(0);
          case MASK -> {
            VectorMask<Float> on = load(mask, at).compare(VectorOperators.GT, 0);
            yield FloatVector.zero(SPECIES).blend(sums, on);
          }
          case ADD -> sums.add(load(out, at));
        };
    result.intoArray(out, at);
  }

  /** Four rows by four vectors. */
  private static void tile4x4(
      Product p,
      float[] x,
      int x0,
      float[] b,
      int c,
      float[] start,
      float[] mask,
      float[] out,
      int o) {
    int rowStep = p.rowStep;
    int depthStep = p.depthStep;
    int columns = p.columns;
    FloatVector s0 = load(start, c);
    FloatVector s1 = load(start, c + LENGTH);
    FloatVector s2 = load(start, c + 2 * LENGTH);
    FloatVector s3 = load(start, c + 3 * LENGTH);
    FloatVector a00 = s0;
    FloatVector a01 = s1;
    FloatVector a02 = s2;
    FloatVector a03 = s3;
    FloatVector a10 = s0;
    FloatVector a11 = s1;
    FloatVector a12 = s2;
    FloatVector a13 = s3;
    FloatVector a20 = s0;
    FloatVector a21 = s1;
    FloatVector a22 = s2;
    FloatVector a23 = s3;
    FloatVector a30 = s0;
    FloatVector a31 = s1;
    FloatVector a32 = s2;
    FloatVector a33 = s3;
    int end = p.depth * columns + c;
    for (int w = c, k = x0; w < end; w += columns, k += depthStep) {
      FloatVector b0 = load(b, w);
      FloatVector b1 = load(b, w + LENGTH);
      FloatVector b2 = load(b, w + 2 * LENGTH);
      FloatVector b3 = load(b, w + 3 * LENGTH);
      FloatVector e;
      e = FloatVector.broadcast(SPECIES, x[k]);
      a00 = e.fma(b0, a00);
      a01 = e.fma(b1, a01);
      a02 = e.fma(b2, a02);
      a03 = e.fma(b3, a03);
      e = FloatVector.broadcast(SPECIES, x[k + rowStep]);
      a10 = e.fma(b0, a10);
      a11 = e.fma(b1, a11);
      a12 = e.fma(b2, a12);
      a13 = e.fma(b3, a13);
      e = FloatVector.broadcast(SPECIES, x[k + 2 * rowStep]);
      a20 = e.fma(b0, a20);
      a21 = e.fma(b1, a21);
      a22 = e.fma(b2, a22);
      a23 = e.fma(b3, a23);
      e = FloatVector.broadcast(SPECIES, x[k + 3 * rowStep]);
      a30 = e.fma(b0, a30);
      a31 = e.fma(b1, a31);
      a32 = e.fma(b2, a32);
      a33 = e.fma(b3, a33);
    }
    store(p.end, a00, mask, out, o);
    store(p.end, a01, mask, out, o + LENGTH);
    store(p.end, a02, mask, out, o + 2 * LENGTH);
    store(p.end, a03, mask, out, o + 3 * LENGTH);
    store(p.end, a10, mask, out, o + columns);
    store(p.end, a11, mask, out, o + columns + LENGTH);
    store(p.end, a12, mask, out, o + columns + 2 * LENGTH);
    store(p.end, a13, mask, out, o + columns + 3 * LENGTH);
    store(p.end, a20, mask, out, o + 2 * columns);
    store(p.end, a21, mask, out, o + 2 * columns + LENGTH);
    store(p.end, a22, mask, out, o + 2 * columns + 2 * LENGTH);
    store(p.end, a23, mask, out, o + 2 * columns + 3 * LENGTH);
    store(p.end, a30, mask, out, o + 3 * columns);
    store(p.end, a31, mask, out, o + 3 * columns + LENGTH);
    store(p.end, a32, mask, out, o + 3 * columns + 2 * LENGTH);
    store(p.end, a33, mask, out, o + 3 * columns + 3 * LENGTH);
  }

  /** One row by four vectors. */
  private static void tile1x4(
      Product p,
      float[] x,
      int x0,
      float[] b,
      int c,
      float[] start,
      float[] mask,
      float[] out,
      int o) {
    int rowStep = p.rowStep;
    int depthStep = p.depthStep;
    int columns = p.columns;
    FloatVector s0 = load(start, c);
    FloatVector s1 = load(start, c + LENGTH);
    FloatVector s2 = load(start, c + 2 * LENGTH);
    FloatVector s3 = load(start, c + 3 * LENGTH);
    FloatVector a00 = s0;
    FloatVector a01 = s1;
    FloatVector a02 = s2;
    FloatVector a03 = s3;
    int end = p.depth * columns + c;
    for (int w = c, k = x0; w < end; w += columns, k += depthStep) {
      FloatVector b0 = load(b, w);
      FloatVector b1 = load(b, w + LENGTH);
      FloatVector b2 = load(b, w + 2 * LENGTH);
      FloatVector b3 = load(b, w + 3 * LENGTH);
      FloatVector e;
      e = FloatVector.broadcast(SPECIES, x[k]);
      a00 = e.fma(b0, a00);
      a01 = e.fma(b1, a01);
      a02 = e.fma(b2, a02);
      a03 = e.fma(b3, a03);
    }
    store(p.end, a00, mask, out, o);
    store(p.end, a01, mask, out, o + LENGTH);
    store(p.end, a02, mask, out, o + 2 * LENGTH);
    store(p.end, a03, mask, out, o + 3 * LENGTH);
  }

  /** Eight rows by one vector. */
  private static void tile8x1(
      Product p,
      float[] x,
      int x0,
      float[] b,
      int c,
      float[] start,
      float[] mask,
      float[] out,
      int o) {
    int rowStep = p.rowStep;
    int depthStep = p.depthStep;
    int columns = p.columns;
    FloatVector s0 = load(start, c);
    FloatVector a00 = s0;
    FloatVector a10 = s0;
    FloatVector a20 = s0;
    FloatVector a30 = s0;
    FloatVector a40 = s0;
    FloatVector a50 = s0;
    FloatVector a60 = s0;
    FloatVector a70 = s0;
    int end = p.depth * columns + c;
    for (int w = c, k = x0; w < end; w += columns, k += depthStep) {
      FloatVector b0 = load(b, w);
      FloatVector e;
      e = FloatVector.broadcast(SPECIES, x[k]);
      a00 = e.fma(b0, a00);
      e = FloatVector.broadcast(SPECIES, x[k + rowStep]);
      a10 = e.fma(b0, a10);
      e = FloatVector.broadcast(SPECIES, x[k + 2 * rowStep]);
      a20 = e.fma(b0, a20);
      e = FloatVector.broadcast(SPECIES, x[k + 3 * rowStep]);
      a30 = e.fma(b0, a30);
      e = FloatVector.broadcast(SPECIES, x[k + 4 * rowStep]);
      a40 = e.fma(b0, a40);
      e = FloatVector.broadcast(SPECIES, x[k + 5 * rowStep]);
      a50 = e.fma(b0, a50);
      e = FloatVector.broadcast(SPECIES, x[k + 6 * rowStep]);
      a60 = e.fma(b0, a60);
      e = FloatVector.broadcast(SPECIES, x[k + 7 * rowStep]);
      a70 = e.fma(b0, a70);
    }
    store(p.end, a00, mask, out, o);
    store(p.end, a10, mask, out, o + columns);
    store(p.end, a20, mask, out, o + 2 * columns);
    store(p.end, a30, mask, out, o + 3 * columns);
    store(p.end, a40, mask, out, o + 4 * columns);
    store(p.end, a50, mask, out, o + 5 * columns);
    store(p.end, a60, mask, out, o + 6 * columns);
    store(p.end, a70, mask, out, o + 7 * columns);
  }

  /** One row by one vector. */
  private static void tile1x1(
      Product p,
      float[] x,
      int x0,
      float[] b,
      int c,
      float[] start,
      float[] mask,
      float[] out,
      int o) {
    int rowStep = p.rowStep;
    int depthStep = p.depthStep;
    int columns = p.columns;
    FloatVector s0 = load(start, c);
    FloatVector a00 = s0;
    int end = p.depth * columns + c;
    for (int w = c, k = x0; w < end; w += columns, k += depthStep) {
      FloatVector b0 = load(b, w);
      FloatVector e;
      e = FloatVector.broadcast(SPECIES, x[k]);
      a00 = e.fma(b0, a00);
    }
    store(p.end, a00, mask, out, o);
  }
}
