package io.lowland.data;

/**
 * A small random generator whose numbers are fixed by these lines alone, so that what is drawn from
 * it stays the same on every machine and Java version (G. L. Steele, D. Lea, C. H. Flood, "Fast
 * splittable pseudorandom number generators", OOPSLA 2014, figure 17).
 */
final class SplitMix64 {
  private static final long GOLDEN_GAMMA = 0x9e37_79b9_7f4a_7c15L;

  private long state;

  SplitMix64(long seed) {
    state = seed;
  }

  /** The generator of stream {@code index} of {@code seed}; streams are as good as independent. */
  static SplitMix64 stream(long seed, long index) {
    return new SplitMix64(mix(seed) ^ mix(index * GOLDEN_GAMMA + 1));
  }

  long next() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /** Uniform in [0, 1), a multiple of 2⁻⁵³. */
  double unit() {
    return (next() >>> 11) * 0x1p-53;
  }

  /** Uniform in [from, to). */
  double between(double from, double to) {
    return from + unit() * (to - from);
  }

  /** Bell-shaped with mean 0 and variance 1, never beyond ±3: twice a sum of three uniforms. */
  double bell() {
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      sum += unit();
    }
    return 2 * sum - 3;
  }

  /** Uniform in 0 ... bound-1, up to a bias of bound / 2⁶³. */
  int below(int bound) {
    return (int) ((next() >>> 1) % bound);
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d0_49bb_1331_11ebL;
    return z ^ (z >>> 31);
  }
}
