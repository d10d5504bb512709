package io.lowland.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Images as rows of a matrix, one byte per pixel, that know where their zeros are. A byte {@code b}
 * stands for {@code (b & 0xff) / 255f}. Keeping bytes lets a minibatch stay in the nearest caches.
 */
public final class PixelRows {
  /** Adjacent columns that make a block. */
  static final int BLOCK = 4;

  private static final VarHandle FOUR_BYTES =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final float[] SCALED = new float[256];

  static {
    for (int b = 0; b < SCALED.length; b++) {
      SCALED[b] = b / 255f;
    }
  }

  private final int columnCount;
  private final int stride;
  private final byte[] values;
  private final long[] patterns;

  /**
   * Rows of zeros, to be filled by {@link #put}.
   *
   * @throws ArithmeticException if they do not fit in an array
   */
  public PixelRows(int rowCount, int columnCount) {
    this.columnCount = columnCount;
    stride = Math.ceilDiv(columnCount, Long.SIZE) * Long.SIZE;
    values = new byte[Math.multiplyExact(rowCount, stride)];
    patterns = new long[values.length / Long.SIZE];
  }

  /**
   * Makes row {@code r}, of zeros until now, the bytes {@code from[at + columns[0]], from[at +
   * columns[1]], ...}.
   *
   * @param columns {@code [columnCount]}
   */
  public void put(int r, byte[] from, int at, int[] columns) {
    int to = r * stride;
    for (int first = 0; first < columnCount; first += Long.SIZE) {
      int end = Math.min(columnCount, first + Long.SIZE);
      long pattern = 0;
      for (int c = first; c < end; c++) {
        byte value = from[at + columns[c]];
        values[to + c] = value;
        pattern |= (value == 0 ? 0L : 1L) << c;
      }
      patterns[(to + first) / Long.SIZE] = pattern;
    }
  }

  /** Number of columns. */
  public int columnCount() {
    return columnCount;
  }

  /** Number of rows. */
  public int rowCount() {
    return stride == 0 ? 0 : values.length / stride;
  }

  /** The number of columns with the zeros that fill the last block. */
  public int paddedCount() {
    return BLOCK * blockCount();
  }

  /** Number of blocks. */
  int blockCount() {
    return Math.ceilDiv(columnCount, BLOCK);
  }

  /** The value in row {@code r} and column {@code c}. */
  float value(int r, int c) {
    return SCALED[values[r * stride + c] & 0xff];
  }

  /**
   * The columns in which one of four rows is not zero, ascending, and the rows' values there.
   *
   * @param columns {@code [columnCount]}, modified
   * @param into {@code [columnCount][4]}, modified
   * @return their number
   */
  int union(int r0, int r1, int r2, int r3, int[] columns, float[] into) {
    int count = 0;
    int at0 = r0 * stride;
    int at1 = r1 * stride;
    int at2 = r2 * stride;
    int at3 = r3 * stride;
    for (int first = 0; first < stride; first += Long.SIZE) {
      long bits = pattern(at0, first) | pattern(at1, first);
      bits |= pattern(at2, first) | pattern(at3, first);
      for (; bits != 0; bits &= bits - 1) {
        int c = first + Long.numberOfTrailingZeros(bits);
        columns[count] = c;
        into[4 * count] = SCALED[values[at0 + c] & 0xff];
        into[4 * count + 1] = SCALED[values[at1 + c] & 0xff];
        into[4 * count + 2] = SCALED[values[at2 + c] & 0xff];
        into[4 * count + 3] = SCALED[values[at3 + c] & 0xff];
        count++;
      }
    }
    return count;
  }

  private long pattern(int at, int first) {
    return patterns[(at + first) / Long.SIZE];
  }

  /**
   * Appends row {@code r} to the blocks in which it is not all zero.
   *
   * @param name what the row is called in the blocks
   * @param ends where the next entry of each block goes, {@code [blockCount]}, modified
   * @param names {@code [entries]}, modified
   * @param into {@code [entries][4]}, modified
   */
  void appendTo(int r, int name, int[] ends, int[] names, float[] into) {
    int at = r * stride;
    for (int first = 0; first < stride; first += Long.SIZE) {
      // Bit 4 b of blocks tells whether one of the bits 4 b ... 4 b + 3 is set.
      long blocks = pattern(at, first);
      blocks |= blocks >>> 1;
      blocks = (blocks | blocks >>> 2) & 0x1111_1111_1111_1111L;
      for (; blocks != 0; blocks &= blocks - 1) {
        int c = first + Long.numberOfTrailingZeros(blocks);
        int entry = ends[c / BLOCK]++;
        names[entry] = name;
        int four = (int) FOUR_BYTES.get(values, at + c);
        into[BLOCK * entry] = SCALED[four & 0xff];
        into[BLOCK * entry + 1] = SCALED[four >>> 8 & 0xff];
        into[BLOCK * entry + 2] = SCALED[four >>> 16 & 0xff];
        into[BLOCK * entry + 3] = SCALED[four >>> 24];
      }
    }
  }
}
