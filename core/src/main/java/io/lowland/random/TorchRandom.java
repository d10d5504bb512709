package io.lowland.random;

import org.hipparchus.random.MersenneTwister;

/**
 * PyTorch's CPU generator, so that a seed means here what it means there: MT19937 seeded with
 * {@code init_genrand(seed)}. Checked bit for bit against values read from PyTorch.
 *
 * <p>Not thread-safe: one generator belongs to one run.
 */
public final class TorchRandom {
  private final MersenneTwister twister;

  /**
   * As {@code torch.manual_seed(seed)}; like PyTorch's MT19937 engine, only the low 32 bits count.
   */
  public TorchRandom(long seed) {
    twister = new MersenneTwister((int) seed);
  }

  /** The next 32 bits, as an unsigned number. */
  public long next32() {
    return twister.nextInt() & 0xffff_ffffL;
  }

  /** A float in [from, to), as {@code tensor.uniform_(from, to)} draws it on the CPU. */
  public float uniform(float from, float to) {
    float unit = (next32() & 0xff_ffff) * 0x1p-24f;
    return Math.fma(unit, to - from, from);
  }

  /**
   * A random permutation of {@code 0 ... n-1}, as {@code torch.randperm(n)} draws it.
   *
   * @param n at least 0
   */
  public int[] permutation(int n) {
    int[] permutation = new int[n];
    for (int i = 0; i < n; i++) {
      permutation[i] = i;
    }
    for (int i = 0; i < n - 1; i++) {
      int j = i + (int) (next32() % (n - i));
      int swapped = permutation[i];
      permutation[i] = permutation[j];
      permutation[j] = swapped;
    }
    return permutation;
  }
}
