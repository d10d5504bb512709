package io.lowland.measure.weakness;

import io.lowland.data.PointSet;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The pixels of a block of points, two by two: of each pair the inputs where either point is not
 * zero, ascending and cut into stretches. The buffers are used again for the next block.
 */
final class PixelEntries {
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Byte> QUARTER =
      VectorSpecies.of(byte.class, VectorShape.forBitSize(INTS.vectorBitSize() / 4));
  private static final IntVector ASCENDING = IntVector.zero(INTS).addIndex(1);
  private static final int LANES = INTS.length();

  private final int features;
  private final int stretch;
  private final int stretches;
  private final int[] starts; // [pairs][stretches + 1]
  private final int[] inputs;
  private final int[][] bytes; // by point of the pair
  private final float[][] values; // by point of the pair
  private final int[] longest;
  private final double[] norms;

  /**
   * Room for a block.
   *
   * @param pairs at most this many per block
   * @param features pixels per point
   * @param stretch inputs per stretch
   */
  PixelEntries(int pairs, int features, int stretch) {
    this.features = features;
    this.stretch = stretch;
    this.stretches = Math.ceilDiv(features, stretch);
    this.starts = new int[pairs * (stretches + 1)];
    // A vector more, as entries are written before it is known which of them stay.
    this.inputs = new int[Math.multiplyExact(pairs, features) + LANES];
    this.bytes = new int[2][inputs.length];
    this.values = new float[2][inputs.length];
    this.longest = new int[pairs];
    this.norms = new double[2 * pairs];
  }

  /** How many stretches the inputs are cut into. */
  int stretches() {
    return stretches;
  }

  /** Where the entries of a pair in a stretch start; they end where the next stretch starts. */
  int start(int pair, int stretchNumber) {
    return starts[pair * (stretches + 1) + stretchNumber];
  }

  /** For each entry its input, counted from the start of its stretch. */
  int[] inputs() {
    return inputs;
  }

  /** For each entry its value, in [0, 1], of the pair's first (0) or second (1) point. */
  float[] values(int pointOfPair) {
    return values[pointOfPair];
  }

  /** The most entries that a stretch of this pair holds. */
  int longest(int pair) {
    return longest[pair];
  }

  /** The Euclidean norm of a point of the block, summed in float. */
  double norm(int point) {
    return norms[point];
  }

  /**
   * Reads the points at positions {@code from ... from + count - 1}; of an odd number the last is
   * paired with itself.
   */
  void read(PointSet points, int from, int count) {
    int length = 0;
    for (int i = 0; i < count; i += 2) {
      length = readPair(points, from + i, from + Math.min(i + 1, count - 1), i / 2, length);
    }
  }

  private int readPair(PointSet points, int one, int other, int pair, int first) {
    int length = first;
    int longestStretch = 0;
    for (int s = 0; s < stretches; s++) {
      starts[pair * (stretches + 1) + s] = length;
      int begin = s * stretch;
      int end =
          list(
              points.pixelArray(one),
              points.pixelOffset(one) + begin,
              points.pixelArray(other),
              points.pixelOffset(other) + begin,
              Math.min(stretch, features - begin),
              length);
      longestStretch = Math.max(longestStretch, end - length);
      length = end;
    }
    starts[pair * (stretches + 1) + stretches] = length;
    longest[pair] = longestStretch;
    norms[2 * pair] = scale(bytes[0], first, length, values[0]);
    norms[2 * pair + 1] = scale(bytes[1], first, length, values[1]);
    return length;
  }

  // Every pixel is written and only those that are not zero are kept: cheaper than a branch that no
  // one can predict.
  private int list(byte[] one, int oneFrom, byte[] other, int otherFrom, int count, int first) {
    int length = first;
    int j = 0;
    for (; j + LANES <= count; j += LANES) {
      IntVector a = unsigned(one, oneFrom + j);
      IntVector b = unsigned(other, otherFrom + j);
      VectorMask<Integer> some = a.or(b).compare(VectorOperators.NE, 0);
      a.compress(some).intoArray(bytes[0], length);
      b.compress(some).intoArray(bytes[1], length);
      ASCENDING.add(j).compress(some).intoArray(inputs, length);
      length += some.trueCount();
    }
    for (; j < count; j++) {
      inputs[length] = j;
      bytes[0][length] = one[oneFrom + j] & 0xff;
      bytes[1][length] = other[otherFrom + j] & 0xff;
      length += (one[oneFrom + j] | other[otherFrom + j]) == 0 ? 0 : 1;
    }
    return length;
  }

  private static IntVector unsigned(byte[] from, int at) {
    return (IntVector)
        ByteVector.fromArray(QUARTER, from, at)
            .convertShape(VectorOperators.ZERO_EXTEND_B2I, INTS, 0);
  }

  // Writes the scaled values of a point's entries and returns their norm.
  private static double scale(int[] bytes, int from, int to, float[] values) {
    var squares = FloatVector.zero(FLOATS);
    int t = from;
    for (; t + LANES <= to; t += LANES) {
      var pixels =
          (FloatVector) IntVector.fromArray(INTS, bytes, t).convert(VectorOperators.I2F, 0);
      var value = pixels.div(255f);
      value.intoArray(values, t);
      squares = value.fma(value, squares);
    }
    double sum = squares.reduceLanes(VectorOperators.ADD);
    for (; t < to; t++) {
      values[t] = bytes[t] / 255f;
      sum += values[t] * values[t];
    }
    return Math.sqrt(sum);
  }
}
