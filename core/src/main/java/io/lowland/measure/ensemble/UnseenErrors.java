package io.lowland.measure.ensemble;

import io.lowland.data.PointSet;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.Softmax;
import io.lowland.network.ForwardPass;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Which unseen points a network misclassifies (of equal logits, the lowest class counts).
 *
 * @param unseenSet identifies the unseen points: only errors on the same set can be compared
 * @param points number of unseen points, 1 to {@link #MOST_POINTS}
 * @param misclassified bit i is set when the i-th unseen point, in ascending order, is
 *     misclassified; not to be modified
 */
public record UnseenErrors(String unseenSet, int points, BitSet misclassified) {
  /** Detail of a measurement: {@link #unseenSet}. */
  public static final String UNSEEN_SET = "unseen_set";

  /** Detail of a measurement: {@link #points}. */
  public static final String POINTS = "unseen_points";

  /** Detail of a measurement: how many are misclassified. */
  public static final String COUNT = "misclassified";

  /** Detail of a measurement: the set of those, see {@link CompressedBits}. */
  public static final String BITS = "misclassified_bits";

  /** The most unseen points: two hundred times those of MNIST, in 2 MiB. */
  public static final int MOST_POINTS = 1 << 24;

  private static final int DIGITS = 16;

  public UnseenErrors {
    Objects.requireNonNull(unseenSet, "unseenSet");
    requireInRange(points);
    if (misclassified.length() > points) {
      throw new IllegalArgumentException(
          "point %d is misclassified; expected 0 to %d"
              .formatted(misclassified.length() - 1, points - 1));
    }
  }

  private static void requireInRange(int points) {
    if (points < 1 || points > MOST_POINTS) {
      throw new IllegalArgumentException(
          "%d unseen points; expected 1 to %d".formatted(points, MOST_POINTS));
    }
  }

  /**
   * The errors of the network of {@code context} on its unseen points, of which there is at least
   * one.
   *
   * @return empty if some logits are not finite
   */
  static Optional<UnseenErrors> of(MeasureContext context) {
    PointSet unseen = context.split().unseen();
    int classes = context.network().architecture().classes();
    BitSet misclassified = new BitSet(unseen.count());
    boolean[] finite = {true};
    new ForwardPass(context.network())
        .run(
            unseen,
            (from, count, activations) -> {
              double[] logits = activations[activations.length - 1];
              for (int i = 0; i < count; i++) {
                int predicted = Softmax.argmax(logits, i * classes, classes);
                finite[0] &= allFinite(logits, i * classes, classes);
                misclassified.set(from + i, predicted != unseen.label(from + i));
              }
            });
    return finite[0]
        ? Optional.of(new UnseenErrors(identity(unseen), unseen.count(), misclassified))
        : Optional.empty();
  }

  private static boolean allFinite(double[] logits, int from, int classes) {
    for (int k = from; k < from + classes; k++) {
      if (!Double.isFinite(logits[k])) {
        return false;
      }
    }
    return true;
  }

  /** The first digits of SHA-256 over the data set's digest and the numbers of the points. */
  private static String identity(PointSet points) {
    ByteBuffer numbers = ByteBuffer.allocate(points.count() * Integer.BYTES);
    for (int i = 0; i < points.count(); i++) {
      numbers.putInt(points.point(i));
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(points.dataset().digest().getBytes(StandardCharsets.UTF_8));
      digest.update(numbers.array());
      return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** The errors as details of a measurement, in JSON types. */
  public Map<String, Object> details() {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put(UNSEEN_SET, unseenSet);
    details.put(POINTS, points);
    details.put(COUNT, misclassified.cardinality());
    details.put(BITS, CompressedBits.encode(misclassified));
    return details;
  }

  /**
   * The errors in the details of a measurement, if they are there.
   *
   * @throws IllegalArgumentException naming the detail that is not as {@link #details} writes it
   */
  public static Optional<UnseenErrors> find(Map<String, ?> details) {
    if (!details.containsKey(BITS)) {
      return Optional.empty();
    }
    int points = detail(details, POINTS, Integer.class);
    // Before the bits are unpacked: a short text may unpack to as many as are announced.
    requireInRange(points);
    BitSet misclassified = CompressedBits.decode(BITS, detail(details, BITS, String.class), points);
    return Optional.of(
        new UnseenErrors(detail(details, UNSEEN_SET, String.class), points, misclassified));
  }

  private static <T> T detail(Map<String, ?> details, String name, Class<T> type) {
    Object value = details.get(name);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          "details.%s: %s; expected %s"
              .formatted(name, value, type == String.class ? "text" : "a whole number"));
    }
    return type.cast(value);
  }
}
