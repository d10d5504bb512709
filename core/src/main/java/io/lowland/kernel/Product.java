package io.lowland.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A product with a panel by register tiles: {@code out[r][c] ⊕= start[c] + Σ_e x[r · rowStep + e ·
 * depthStep] · b[list[e]][c]}. A tile of 4 rows by 4 vectors keeps 16 sums in registers and needs 8
 * loads for 16 fused multiply-adds; narrow panels take 8 or 4 rows by one vector. The list leaves
 * out rows of the panel by which nothing but zeros would be multiplied; for a dense product it
 * counts up, which costs a tile one load of nine.
 *
 * <p>A tile ends with the least that can be: the compiler stops inlining in a method that has
 * become large, and a vector handed to a call is an object on the heap. Sums that are added to
 * something therefore take the way through a small buffer.
 */
final class Product {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LENGTH = SPECIES.length();

  /** Sums of the largest tile. */
  static final int TILE = 16 * LENGTH;

  private final float[] x;
  private final int rowStep;
  private final int depthStep;
  private final int[] list;
  private final float[] b;
  private final int width;

  /**
   * @param x the left factor, of any layout that the steps describe
   * @param list rows of the panel {@code b}, for each entry
   * @param b panels of {@code width} columns
   * @param width a multiple of {@link Kernels#PADDING}
   */
  Product(float[] x, int rowStep, int depthStep, int[] list, float[] b, int width) {
    this.x = x;
    this.rowStep = rowStep;
    this.depthStep = depthStep;
    this.list = list;
    this.b = b;
    this.width = width;
  }

  /**
   * Computes rows from the entries {@code from ... to - 1}.
   *
   * @param bAt where the panel starts
   * @param start {@code [width]}, from {@code startAt} on: what the sums start with
   * @param out {@code [rows][outStep]}, of which {@code width} columns from {@code outAt} on are
   *     overwritten
   */
  void store(
      int rows,
      int from,
      int to,
      int bAt,
      float[] start,
      int startAt,
      float[] out,
      int outAt,
      int outStep) {
    int c = 0;
    for (; c + 4 * LENGTH <= width; c += 4 * LENGTH) {
      int s = startAt + c;
      int r = 0;
      int o = outAt + c;
      for (; r + 4 <= rows; r += 4, o += 4 * outStep) {
        tile4x4(this, r * rowStep, from, to, bAt + c, start, s, out, o, outStep);
      }
      for (; r < rows; r++, o += outStep) {
        tile1x4(this, r * rowStep, from, to, bAt + c, start, s, out, o);
      }
    }
    for (; c < width; c += LENGTH) {
      int s = startAt + c;
      int r = 0;
      int o = outAt + c;
      for (; r + 8 <= rows; r += 8, o += 8 * outStep) {
        tile8x1(this, r * rowStep, from, to, bAt + c, start, s, out, o, outStep);
      }
      for (; r + 4 <= rows; r += 4, o += 4 * outStep) {
        tile4x1(this, r * rowStep, from, to, bAt + c, start, s, out, o, outStep);
      }
      for (; r < rows; r++, o += outStep) {
        tile1x1(this, r * rowStep, from, to, bAt + c, start, s, out, o);
      }
    }
  }

  /**
   * Adds to rows what the entries {@code from ... to - 1} give.
   *
   * @param zeros as {@code start} of {@link #store}: zeros
   * @param into {@code [rows][width]}, from {@code intoAt} on
   * @param tile room for {@link #TILE} sums
   */
  void add(int rows, int from, int to, float[] zeros, float[] into, int intoAt, float[] tile) {
    int c = 0;
    for (; c + 4 * LENGTH <= width; c += 4 * LENGTH) {
      int r = 0;
      int o = intoAt + c;
      for (; r + 4 <= rows; r += 4, o += 4 * width) {
        tile4x4(this, r * rowStep, from, to, c, zeros, 0, tile, 0, 4 * LENGTH);
        addTile(tile, 4, 4 * LENGTH, into, o);
      }
      for (; r < rows; r++, o += width) {
        tile1x4(this, r * rowStep, from, to, c, zeros, 0, tile, 0);
        addTile(tile, 1, 4 * LENGTH, into, o);
      }
    }
    for (; c < width; c += LENGTH) {
      int r = 0;
      int o = intoAt + c;
      for (; r + 8 <= rows; r += 8, o += 8 * width) {
        tile8x1(this, r * rowStep, from, to, c, zeros, 0, tile, 0, LENGTH);
        addTile(tile, 8, LENGTH, into, o);
      }
      for (; r + 4 <= rows; r += 4, o += 4 * width) {
        tile4x1(this, r * rowStep, from, to, c, zeros, 0, tile, 0, LENGTH);
        addTile(tile, 4, LENGTH, into, o);
      }
      for (; r < rows; r++, o += width) {
        tile1x1(this, r * rowStep, from, to, c, zeros, 0, tile, 0);
        addTile(tile, 1, LENGTH, into, o);
      }
    }
  }

  /** Adds a tile {@code [rows][columns]} to a part of {@code into}. */
  private void addTile(float[] tile, int rows, int columns, float[] into, int at) {
    for (int r = 0, t = 0, o = at; r < rows; r++, o += width) {
      for (int c = 0; c < columns; c += LENGTH, t += LENGTH) {
        load(into, o + c).add(load(tile, t)).intoArray(into, o + c);
      }
    }
  }

  private static FloatVector load(float[] from, int at) {
    return FloatVector.fromArray(SPECIES, from, at);
  }

  /** Four rows by four vectors. */
  private static void tile4x4(
      Product p,
      int xAt,
      int from,
      int to,
      int bAt,
      float[] start,
      int startAt,
      float[] out,
      int o,
      int outStep) {
    float[] x = p.x;
    int depthStep = p.depthStep;
    int rowStep = p.rowStep;
    int[] list = p.list;
    float[] b = p.b;
    int width = p.width;
    FloatVector s0 = load(start, startAt);
    FloatVector s1 = load(start, startAt + LENGTH);
    FloatVector s2 = load(start, startAt + 2 * LENGTH);
    FloatVector s3 = load(start, startAt + 3 * LENGTH);
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
    for (int e = from, k = xAt + from * depthStep; e < to; e++, k += depthStep) {
      int w = bAt + list[e] * width;
      FloatVector b0 = load(b, w);
      FloatVector b1 = load(b, w + LENGTH);
      FloatVector b2 = load(b, w + 2 * LENGTH);
      FloatVector b3 = load(b, w + 3 * LENGTH);
      FloatVector v;
      v = FloatVector.broadcast(SPECIES, x[k]);
      a00 = v.fma(b0, a00);
      a01 = v.fma(b1, a01);
      a02 = v.fma(b2, a02);
      a03 = v.fma(b3, a03);
      v = FloatVector.broadcast(SPECIES, x[k + rowStep]);
      a10 = v.fma(b0, a10);
      a11 = v.fma(b1, a11);
      a12 = v.fma(b2, a12);
      a13 = v.fma(b3, a13);
      v = FloatVector.broadcast(SPECIES, x[k + 2 * rowStep]);
      a20 = v.fma(b0, a20);
      a21 = v.fma(b1, a21);
      a22 = v.fma(b2, a22);
      a23 = v.fma(b3, a23);
      v = FloatVector.broadcast(SPECIES, x[k + 3 * rowStep]);
      a30 = v.fma(b0, a30);
      a31 = v.fma(b1, a31);
      a32 = v.fma(b2, a32);
      a33 = v.fma(b3, a33);
    }
    a00.intoArray(out, o);
    a01.intoArray(out, o + LENGTH);
    a02.intoArray(out, o + 2 * LENGTH);
    a03.intoArray(out, o + 3 * LENGTH);
    a10.intoArray(out, o + outStep);
    a11.intoArray(out, o + outStep + LENGTH);
    a12.intoArray(out, o + outStep + 2 * LENGTH);
    a13.intoArray(out, o + outStep + 3 * LENGTH);
    a20.intoArray(out, o + 2 * outStep);
    a21.intoArray(out, o + 2 * outStep + LENGTH);
    a22.intoArray(out, o + 2 * outStep + 2 * LENGTH);
    a23.intoArray(out, o + 2 * outStep + 3 * LENGTH);
    a30.intoArray(out, o + 3 * outStep);
    a31.intoArray(out, o + 3 * outStep + LENGTH);
    a32.intoArray(out, o + 3 * outStep + 2 * LENGTH);
    a33.intoArray(out, o + 3 * outStep + 3 * LENGTH);
  }

  /** One row by four vectors. */
  private static void tile1x4(
      Product p,
      int xAt,
      int from,
      int to,
      int bAt,
      float[] start,
      int startAt,
      float[] out,
      int o) {
    float[] x = p.x;
    int depthStep = p.depthStep;
    int[] list = p.list;
    float[] b = p.b;
    int width = p.width;
    FloatVector s0 = load(start, startAt);
    FloatVector s1 = load(start, startAt + LENGTH);
    FloatVector s2 = load(start, startAt + 2 * LENGTH);
    FloatVector s3 = load(start, startAt + 3 * LENGTH);
    FloatVector a00 = s0;
    FloatVector a01 = s1;
    FloatVector a02 = s2;
    FloatVector a03 = s3;
    for (int e = from, k = xAt + from * depthStep; e < to; e++, k += depthStep) {
      int w = bAt + list[e] * width;
      FloatVector b0 = load(b, w);
      FloatVector b1 = load(b, w + LENGTH);
      FloatVector b2 = load(b, w + 2 * LENGTH);
      FloatVector b3 = load(b, w + 3 * LENGTH);
      FloatVector v;
      v = FloatVector.broadcast(SPECIES, x[k]);
      a00 = v.fma(b0, a00);
      a01 = v.fma(b1, a01);
      a02 = v.fma(b2, a02);
      a03 = v.fma(b3, a03);
    }
    a00.intoArray(out, o);
    a01.intoArray(out, o + LENGTH);
    a02.intoArray(out, o + 2 * LENGTH);
    a03.intoArray(out, o + 3 * LENGTH);
  }

  /** Eight rows by one vector. */
  private static void tile8x1(
      Product p,
      int xAt,
      int from,
      int to,
      int bAt,
      float[] start,
      int startAt,
      float[] out,
      int o,
      int outStep) {
    float[] x = p.x;
    int depthStep = p.depthStep;
    int rowStep = p.rowStep;
    int[] list = p.list;
    float[] b = p.b;
    int width = p.width;
    FloatVector s0 = load(start, startAt);
    FloatVector a00 = s0;
    FloatVector a10 = s0;
    FloatVector a20 = s0;
    FloatVector a30 = s0;
    FloatVector a40 = s0;
    FloatVector a50 = s0;
    FloatVector a60 = s0;
    FloatVector a70 = s0;
    for (int e = from, k = xAt + from * depthStep; e < to; e++, k += depthStep) {
      int w = bAt + list[e] * width;
      FloatVector b0 = load(b, w);
      FloatVector v;
      v = FloatVector.broadcast(SPECIES, x[k]);
      a00 = v.fma(b0, a00);
      v = FloatVector.broadcast(SPECIES, x[k + rowStep]);
      a10 = v.fma(b0, a10);
      v = FloatVector.broadcast(SPECIES, x[k + 2 * rowStep]);
      a20 = v.fma(b0, a20);
      v = FloatVector.broadcast(SPECIES, x[k + 3 * rowStep]);
      a30 = v.fma(b0, a30);
      v = FloatVector.broadcast(SPECIES, x[k + 4 * rowStep]);
      a40 = v.fma(b0, a40);
      v = FloatVector.broadcast(SPECIES, x[k + 5 * rowStep]);
      a50 = v.fma(b0, a50);
      v = FloatVector.broadcast(SPECIES, x[k + 6 * rowStep]);
      a60 = v.fma(b0, a60);
      v = FloatVector.broadcast(SPECIES, x[k + 7 * rowStep]);
      a70 = v.fma(b0, a70);
    }
    a00.intoArray(out, o);
    a10.intoArray(out, o + outStep);
    a20.intoArray(out, o + 2 * outStep);
    a30.intoArray(out, o + 3 * outStep);
    a40.intoArray(out, o + 4 * outStep);
    a50.intoArray(out, o + 5 * outStep);
    a60.intoArray(out, o + 6 * outStep);
    a70.intoArray(out, o + 7 * outStep);
  }

  /** Four rows by one vector. */
  private static void tile4x1(
      Product p,
      int xAt,
      int from,
      int to,
      int bAt,
      float[] start,
      int startAt,
      float[] out,
      int o,
      int outStep) {
    float[] x = p.x;
    int depthStep = p.depthStep;
    int rowStep = p.rowStep;
    int[] list = p.list;
    float[] b = p.b;
    int width = p.width;
    FloatVector s0 = load(start, startAt);
    FloatVector a00 = s0;
    FloatVector a10 = s0;
    FloatVector a20 = s0;
    FloatVector a30 = s0;
    for (int e = from, k = xAt + from * depthStep; e < to; e++, k += depthStep) {
      int w = bAt + list[e] * width;
      FloatVector b0 = load(b, w);
      FloatVector v;
      v = FloatVector.broadcast(SPECIES, x[k]);
      a00 = v.fma(b0, a00);
      v = FloatVector.broadcast(SPECIES, x[k + rowStep]);
      a10 = v.fma(b0, a10);
      v = FloatVector.broadcast(SPECIES, x[k + 2 * rowStep]);
      a20 = v.fma(b0, a20);
      v = FloatVector.broadcast(SPECIES, x[k + 3 * rowStep]);
      a30 = v.fma(b0, a30);
    }
    a00.intoArray(out, o);
    a10.intoArray(out, o + outStep);
    a20.intoArray(out, o + 2 * outStep);
    a30.intoArray(out, o + 3 * outStep);
  }

  /** One row by one vector. */
  private static void tile1x1(
      Product p,
      int xAt,
      int from,
      int to,
      int bAt,
      float[] start,
      int startAt,
      float[] out,
      int o) {
    float[] x = p.x;
    int depthStep = p.depthStep;
    int[] list = p.list;
    float[] b = p.b;
    int width = p.width;
    FloatVector s0 = load(start, startAt);
    FloatVector a00 = s0;
    for (int e = from, k = xAt + from * depthStep; e < to; e++, k += depthStep) {
      int w = bAt + list[e] * width;
      FloatVector b0 = load(b, w);
      FloatVector v;
      v = FloatVector.broadcast(SPECIES, x[k]);
      a00 = v.fma(b0, a00);
    }
    a00.intoArray(out, o);
  }
}
