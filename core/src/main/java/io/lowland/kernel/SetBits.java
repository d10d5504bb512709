package io.lowland.kernel;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** Lists of the bits that are set in a pattern. */
final class SetBits {
  private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_512;
  static final IntVector COUNTING = IntVector.zero(SPECIES).addIndex(1);

  /** Whether the machine moves the chosen lanes of such a vector together. */
  static final boolean COMPRESSES = IntVector.SPECIES_PREFERRED.length() == SPECIES.length();

  /** Elements that {@link #list} may write beyond those it appends. */
  static final int SLACK = SPECIES.length();

  private SetBits() {}

  /**
   * Appends {@code first + b} for every bit {@code b} that is set.
   *
   * @param into modified, from {@code count} on; needs room for {@link #SLACK} elements more than
   *     are appended
   * @return how many there are now
   */
  static int list(long bits, int first, int[] into, int count) {
    return COMPRESSES ? compress(bits, first, into, count) : oneByOne(bits, first, into, count);
  }

  /** {@link #list} on any machine. */
  static int oneByOne(long bits, int first, int[] into, int count) {
    int at = count;
    for (long rest = bits; rest != 0; rest &= rest - 1) {
      into[at++] = first + Long.numberOfTrailingZeros(rest);
    }
    return at;
  }

  /** {@link #list} without a branch for every bit; slow where vectors do not compress. */
  static int compress(long bits, int first, int[] into, int count) {
    int at = count;
    for (int shift = 0; shift < Long.SIZE; shift += SPECIES.length()) {
      long part = bits >>> shift & 0xffff;
      COUNTING.add(first + shift).compress(VectorMask.fromLong(SPECIES, part)).intoArray(into, at);
      at += Long.bitCount(part);
    }
    return at;
  }
}
