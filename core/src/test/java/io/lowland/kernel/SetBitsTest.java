package io.lowland.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A machine takes one of two ways to the same list: both are tried on every machine. */
class SetBitsTest {
  private static final int FIRST = 128;
  private static final int BEFORE = 3;

  @Test
  void columnsByBitsAndByCompressionAreTheSame() {
    Random random = new Random(7);
    for (int i = 0; i < 1_000; i++) {
      long one = random.nextLong();
      long other = random.nextLong();
      // Sparse, even and dense patterns, and those at the ends.
      long bits =
          switch (i % 5) {
            case 0 -> one & other;
            case 1 -> one;
            case 2 -> one | other;
            case 3 -> 1L << i % Long.SIZE;
            default -> i % 2 == 0 ? 0 : -1;
          };
      assertThat(byCompression(bits)).isEqualTo(byBits(bits)).hasSize(BEFORE + Long.bitCount(bits));
    }
  }

  private static int[] byBits(long bits) {
    int[] columns = new int[BEFORE + Long.SIZE];
    return Arrays.copyOf(columns, SetBits.oneByOne(bits, FIRST, columns, BEFORE));
  }

  private static int[] byCompression(long bits) {
    int[] columns = new int[BEFORE + 2 * Long.SIZE];
    return Arrays.copyOf(columns, SetBits.compress(bits, FIRST, columns, BEFORE));
  }
}
