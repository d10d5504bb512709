package io.lowland.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/**
 * Four rows of {@link PixelRows} without the columns in which all four are zero, in buffers
 * allocated once: what the first layer multiplies with each panel of its weights.
 */
final class PixelQuad {
  /** Rows of a quad. */
  static final int ROWS = 4;

  /** Lanes of the vectors that are moved together. */
  private static final int LANES = FloatVector.SPECIES_512.length();

  private final boolean compressing;
  private int room;
  private int count;
  private int[] columns = new int[0];
  private float[] values = new float[0];

  PixelQuad() {
    this(SetBits.COMPRESSES);
  }

  /**
   * @param compressing whether 16 columns are moved together; slow where vectors do not compress
   */
  PixelQuad(boolean compressing) {
    this.compressing = compressing;
  }

  /** Selects four rows, in ascending order of column. */
  void select(PixelRows x, int r0, int r1, int r2, int r3) {
    if (room < x.stride() + LANES) {
      room = x.stride() + LANES;
      columns = new int[room];
      values = new float[Math.multiplyExact(ROWS, room)];
    }
    count = 0;
    int s0 = x.start(r0);
    int s1 = x.start(r1);
    int s2 = x.start(r2);
    int s3 = x.start(r3);
    for (int first = 0; first < x.stride(); first += Long.SIZE) {
      long bits = x.pattern(s0 + first) | x.pattern(s1 + first);
      bits |= x.pattern(s2 + first) | x.pattern(s3 + first);
      if (compressing) {
        compress(x.values(), s0, s1, s2, s3, bits, first);
      } else {
        oneByOne(x.values(), s0, s1, s2, s3, bits, first);
      }
    }
  }

  private void oneByOne(byte[] pixels, int s0, int s1, int s2, int s3, long bits, int first) {
    int start = count;
    count = SetBits.oneByOne(bits, first, columns, start);
    for (int e = start; e < count; e++) {
      int c = columns[e];
      values[e] = Pixels.SCALED[pixels[s0 + c] & 0xff];
      values[room + e] = Pixels.SCALED[pixels[s1 + c] & 0xff];
      values[2 * room + e] = Pixels.SCALED[pixels[s2 + c] & 0xff];
      values[3 * room + e] = Pixels.SCALED[pixels[s3 + c] & 0xff];
    }
  }

  private void compress(byte[] pixels, int s0, int s1, int s2, int s3, long bits, int first) {
    int at = count;
    float[] to = values;
    for (int shift = 0; shift < Long.SIZE; shift += LANES) {
      long part = bits >>> shift & 0xffff;
      VectorMask<Float> set = VectorMask.fromLong(FloatVector.SPECIES_512, part);
      int c = first + shift;
      SetBits.COUNTING.add(c).compress(set.cast(IntVector.SPECIES_512)).intoArray(columns, at);
      Pixels.sixteen(pixels, s0 + c).compress(set).intoArray(to, at);
      Pixels.sixteen(pixels, s1 + c).compress(set).intoArray(to, room + at);
      Pixels.sixteen(pixels, s2 + c).compress(set).intoArray(to, 2 * room + at);
      Pixels.sixteen(pixels, s3 + c).compress(set).intoArray(to, 3 * room + at);
      at += Long.bitCount(part);
    }
    count = at;
  }

  /** Number of columns. */
  int count() {
    return count;
  }

  /** The columns. */
  int[] columns() {
    return columns;
  }

  /** The values of row {@code i} in these columns, from {@code i · step()} on. */
  float[] values() {
    return values;
  }

  /** From a value to that of the next row in the same column. */
  int step() {
    return room;
  }
}
