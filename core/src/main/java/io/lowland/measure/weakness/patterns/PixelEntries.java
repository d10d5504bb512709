package io.lowland.measure.weakness.patterns;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The entries of a block of {@link PixelPairs} as numbers to calculate with, in buffers that are
 * used again for the next block.
 */
final class PixelEntries {
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Byte> QUARTER =
      VectorSpecies.of(byte.class, VectorShape.forBitSize(INTS.vectorBitSize() / 4));
  private static final int LANES = INTS.length();

  private final PixelPairs pairs;
  private final int[] inputs;
  private final float[] firsts;
  private final float[] seconds;
  private final double[] norms;
  private int firstPair;
  private int offset;

  /**
   * Room for a block.
   *
   * @param points at most this many per block, an even number
   */
  PixelEntries(PixelPairs pairs, int points) {
    this.pairs = pairs;
    // A vector more, as the last is written as a whole.
    inputs = new int[Math.multiplyExact(points / 2, pairs.features()) + LANES];
    firsts = new float[inputs.length];
    seconds = new float[inputs.length];
    norms = new double[points];
  }

  /** How many stretches the inputs are cut into. */
  int stretches() {
    return pairs.stretches();
  }

  /** Where the entries of a pair of the block in a stretch start. */
  int start(int pair, int stretch) {
    return pairs.start(firstPair + pair, stretch) - offset;
  }

  /** Where they end. */
  int end(int pair, int stretch) {
    return start(pair, stretch + 1);
  }

  /** For each entry its input, counted from the start of its stretch. */
  int[] inputs() {
    return inputs;
  }

  /** For each entry its value, in [0, 1], of the pair's first point. */
  float[] firsts() {
    return firsts;
  }

  /** For each entry its value, in [0, 1], of the pair's second point. */
  float[] seconds() {
    return seconds;
  }

  /** The most entries that a stretch of this pair of the block holds. */
  int longest(int pair) {
    int longest = 0;
    for (int s = 0; s < stretches(); s++) {
      longest = Math.max(longest, end(pair, s) - start(pair, s));
    }
    return longest;
  }

  /** The Euclidean norm of a point of the block, summed in float. */
  double norm(int point) {
    return norms[point];
  }

  /** Reads {@code count} points from {@code from} on, which is even. */
  void read(int from, int count) {
    firstPair = from / 2;
    offset = pairs.start(firstPair, 0);
    for (int pair = 0; 2 * pair < count; pair++) {
      int first = start(pair, 0);
      int end = end(pair, stretches() - 1);
      unpack(first, end);
      norms[2 * pair] = scale(pairs.firsts(), first, end, firsts);
      norms[2 * pair + 1] = scale(pairs.seconds(), first, end, seconds);
    }
  }

  // What is written behind the end is overwritten by the next pair or never looked at.
  private void unpack(int from, int to) {
    for (int t = from; t < to; t += LANES) {
      unsigned(pairs.inputs(), offset + t).intoArray(inputs, t);
    }
  }

  /** Writes the scaled values of a point's entries and returns their norm. */
  private double scale(byte[] bytes, int from, int to, float[] values) {
    var squares = FloatVector.zero(FLOATS);
    int t = from;
    for (; t + LANES <= to; t += LANES) {
      var value = scaled(bytes, t);
      value.intoArray(values, t);
      squares = value.fma(value, squares);
    }
    double sum = squares.reduceLanes(VectorOperators.ADD);
    for (; t < to; t++) {
      values[t] = (bytes[offset + t] & 0xff) / 255f;
      sum += values[t] * values[t];
    }
    return Math.sqrt(sum);
  }

  private FloatVector scaled(byte[] bytes, int t) {
    return ((FloatVector) unsigned(bytes, offset + t).convert(VectorOperators.I2F, 0)).div(255f);
  }

  private static IntVector unsigned(byte[] from, int at) {
    return (IntVector)
        ByteVector.fromArray(QUARTER, from, at)
            .convertShape(VectorOperators.ZERO_EXTEND_B2I, INTS, 0);
  }
}
