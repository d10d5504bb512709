package io.lowland.kernel;

import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Images as sparse rows for {@link SparseDoubleAffine}, two by two: of each pair the inputs where
 * either is not zero, cut into stretches. Pairs are appended until {@link #clear}.
 */
public final class SparseRows {
  /** Inputs of a stretch: their weights to a panel of outputs fit the nearest cache. */
  static final int STRETCH = Long.SIZE;

  private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_PREFERRED;

  private final int inputCount;
  private final int[] starts; // [pairs][stretches + 1]
  private final int[] inputs;
  private final double[][] values; // by row of the pair
  private int rowCount;
  private int entries;

  /**
   * Room for {@code rows} rows of {@code inputCount} pixels.
   *
   * @throws ArithmeticException if that is more than arrays hold
   */
  public SparseRows(int rows, int inputCount) {
    this.inputCount = inputCount;
    int pairs = Math.ceilDiv(rows, 2);
    starts = new int[Math.multiplyExact(pairs, stretches() + 1)];
    inputs = new int[Math.addExact(Math.multiplyExact(pairs, inputCount), SetBits.SLACK)];
    values = new double[2][inputs.length];
  }

  /** Forgets all rows. */
  public void clear() {
    rowCount = 0;
    entries = 0;
  }

  /**
   * Appends the rows {@code (one[oneAt] & 0xff) / 255f, (one[oneAt + 1] & 0xff) / 255f, ...} and
   * the same of {@code other}, each value a float.
   */
  public void append(byte[] one, int oneAt, byte[] other, int otherAt) {
    int start = rowCount / 2 * (stretches() + 1);
    int first = entries;
    for (int s = 0; s < stretches(); s++) {
      starts[start + s] = entries;
      int input = s * STRETCH;
      int length = Math.min(STRETCH, inputCount - input);
      long bits = nonZeros(one, oneAt + input, length) | nonZeros(other, otherAt + input, length);
      entries = SetBits.list(bits, input, inputs, entries);
    }
    starts[start + stretches()] = entries;
    for (int e = first; e < entries; e++) {
      values[0][e] = Pixels.SCALED[one[oneAt + inputs[e]] & 0xff];
      values[1][e] = Pixels.SCALED[other[otherAt + inputs[e]] & 0xff];
    }
    rowCount += 2;
  }

  /** Appends the last row, of an odd number: it is paired with itself. */
  public void appendLast(byte[] pixels, int at) {
    append(pixels, at, pixels, at);
    rowCount--;
  }

  private static long nonZeros(byte[] pixels, int at, int length) {
    long bits = 0;
    int i = 0;
    for (; i + BYTES.length() <= length; i += BYTES.length()) {
      bits |=
          ByteVector.fromArray(BYTES, pixels, at + i).compare(VectorOperators.NE, (byte) 0).toLong()
              << i;
    }
    for (; i < length; i++) {
      bits |= (pixels[at + i] == 0 ? 0L : 1L) << i;
    }
    return bits;
  }

  /** Number of rows. */
  public int rowCount() {
    return rowCount;
  }

  /**
   * Writes a row with its zeros.
   *
   * @param into overwritten, {@code [inputCount]} from {@code at} on
   */
  public void expand(int row, double[] into, int at) {
    Arrays.fill(into, at, at + inputCount, 0);
    for (int e = start(row / 2, 0); e < start(row / 2, stretches()); e++) {
      into[at + inputs[e]] = values[row % 2][e];
    }
  }

  int inputCount() {
    return inputCount;
  }

  /** How many stretches a row is cut into. */
  int stretches() {
    return Math.ceilDiv(inputCount, STRETCH);
  }

  /** Where the entries of a pair in a stretch start; they end where those of the next one start. */
  int start(int pair, int stretch) {
    return starts[pair * (stretches() + 1) + stretch];
  }

  /** The input of each entry, ascending within a pair. */
  int[] inputs() {
    return inputs;
  }

  /** The value of each entry in the pair's first (0) or second (1) row. */
  double[] values(int rowOfPair) {
    return values[rowOfPair];
  }
}
