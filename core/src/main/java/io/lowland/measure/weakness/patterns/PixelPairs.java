package io.lowland.measure.weakness.patterns;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.lowland.data.PointSet;
import java.util.Arrays;

/**
 * The pixels of points, two points by two: of each pair the inputs where either is not zero,
 * ascending and cut into stretches. Pairs are of one class where possible, because such images have
 * more pixels in common: a tenth fewer entries.
 *
 * <p>No network has a part in this, so all networks of an experiment share one: 3 bytes per entry,
 * some 20 MB for 70,000 images of digits. It goes when the point set does, or when memory is
 * scarce.
 */
final class PixelPairs {
  /**
   * Inputs per stretch; a place in a stretch fits a byte. Shorter stretches cost more in starts and
   * ends of loops, longer ones loosen the bound of {@link PixelLayer}, and every point that it
   * cannot decide is computed again in double.
   */
  static final int STRETCH = 100;

  private static final Cache<PointSet, PixelPairs> KEPT =
      Caffeine.newBuilder().weakKeys().softValues().build();

  /**
   * Entries behind the last: readers take vectors as a whole, and a zero is written before it goes.
   */
  private static final int SLACK = 64;

  private final int features;
  private final int stretches;
  private final int[] order;
  private final int[] starts; // [pairs][stretches], and the end of the last
  private byte[] inputs = new byte[0];
  private byte[] firsts = new byte[0];
  private byte[] seconds = new byte[0];
  private int length;

  private PixelPairs(PointSet points) {
    features = points.dataset().features();
    stretches = Math.ceilDiv(features, STRETCH);
    order = byClass(points);
    int pairs = Math.ceilDiv(order.length, 2);
    starts = new int[Math.multiplyExact(pairs, stretches) + 1];
    makeRoom(Math.multiplyExact(pairs, Math.ceilDiv(features, 4)));
    for (int pair = 0; pair < pairs; pair++) {
      add(points, pair);
    }
    starts[pairs * stretches] = length;
    makeRoom(length);
  }

  /** The pairs of {@code points}, listed once for as long as the points are in use. */
  static PixelPairs of(PointSet points) {
    return KEPT.get(points, PixelPairs::new);
  }

  private static int[] byClass(PointSet points) {
    int[] labels = points.labels();
    int[] next = new int[points.dataset().classes() + 1];
    for (int label : labels) {
      next[label + 1]++;
    }
    for (int k = 1; k < next.length; k++) {
      next[k] += next[k - 1];
    }
    int[] order = new int[labels.length];
    for (int position = 0; position < order.length; position++) {
      order[next[labels[position]]++] = position;
    }
    return order;
  }

  private void makeRoom(int entries) {
    int room = Math.addExact(entries, SLACK);
    inputs = Arrays.copyOf(inputs, room);
    firsts = Arrays.copyOf(firsts, room);
    seconds = Arrays.copyOf(seconds, room);
  }

  private void add(PointSet points, int pair) {
    if (length + features + SLACK > inputs.length) {
      makeRoom(Math.addExact(length, Math.max(length / 2, features)));
    }
    int one = order[2 * pair];
    int other = order[Math.min(2 * pair + 1, order.length - 1)];
    for (int s = 0; s < stretches; s++) {
      starts[pair * stretches + s] = length;
      int begin = s * STRETCH;
      list(
          points.pixelArray(one),
          points.pixelOffset(one) + begin,
          points.pixelArray(other),
          points.pixelOffset(other) + begin,
          Math.min(STRETCH, features - begin));
    }
  }

  // Every pixel is written and only those that are not zero are kept: cheaper than a branch that no
  // one can predict.
  private void list(byte[] one, int oneFrom, byte[] other, int otherFrom, int count) {
    int to = length;
    for (int j = 0; j < count; j++) {
      inputs[to] = (byte) j;
      firsts[to] = one[oneFrom + j];
      seconds[to] = other[otherFrom + j];
      to += (one[oneFrom + j] | other[otherFrom + j]) == 0 ? 0 : 1;
    }
    length = to;
  }

  /** How many points there are. */
  int count() {
    return order.length;
  }

  /**
   * Positions of the points in the set they are of: {@code 2p} and {@code 2p + 1} are pair {@code
   * p}. The last of an odd number is paired with itself.
   */
  int[] order() {
    return order;
  }

  /** How many stretches the inputs are cut into. */
  int stretches() {
    return stretches;
  }

  /** Pixels per point. */
  int features() {
    return features;
  }

  /**
   * Where the entries of a pair in a stretch start; they end where the next stretch, or the next
   * pair, starts.
   */
  int start(int pair, int stretch) {
    return starts[pair * stretches + stretch];
  }

  /** For each entry its input, counted from the start of its stretch. */
  byte[] inputs() {
    return inputs;
  }

  /** For each entry the byte of the pair's first point. */
  byte[] firsts() {
    return firsts;
  }

  /** For each entry the byte of the pair's second point. */
  byte[] seconds() {
    return seconds;
  }
}
