package io.lowland.statistics;

import java.util.Arrays;
import org.hipparchus.random.MersenneTwister;

/**
 * Draws of n points with replacement, block after block of resamples. All draws come from one
 * stream of MT19937, so resample r is the same whatever the block size and whoever asks for it.
 */
final class ResampleDraws {
  private final int points;
  private final int resamples;
  private final int width;
  private final MersenneTwister random;
  private int drawn;

  /** Draws {@code resamples} times from {@code points}, in blocks of {@code width}. */
  ResampleDraws(int points, int resamples, int width, long seed) {
    this.points = points;
    this.resamples = resamples;
    this.width = width;
    random = new MersenneTwister(seed);
  }

  /**
   * Draws the next block.
   *
   * @param counts modified: {@code [points][width]}, how often each point is in each resample of
   *     the block; columns beyond the last resample are zero
   * @return the first resample of the block; negative if there is none left
   */
  synchronized int next(int[] counts) {
    if (drawn >= resamples) {
      return -1;
    }
    int first = drawn;
    Arrays.fill(counts, 0, points * width, 0);
    for (int column = 0; column < width && drawn < resamples; column++, drawn++) {
      for (int i = 0; i < points; i++) {
        // Multiply and shift maps 32 random bits to 0 … n − 1; the bias is below n / 2³².
        int point = (int) ((Integer.toUnsignedLong(random.nextInt()) * points) >>> 32);
        counts[point * width + column]++;
      }
    }
    return first;
  }
}
