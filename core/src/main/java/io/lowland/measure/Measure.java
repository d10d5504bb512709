package io.lowland.measure;

/**
 * One number that is measured on a trained network. A measure is found by {@link
 * java.util.ServiceLoader}: a jar on the class path with a class that implements this interface and
 * is named in {@code META-INF/services/io.lowland.measure.Measure} adds one. Measures whose names
 * depend on the architecture (one per layer) come from a {@link MeasureProvider} instead.
 *
 * <p>A measure is stateless and may be called from several threads at once.
 */
public interface Measure {

  /** The name in snake case, unique, such as {@code hessian_trace}. */
  String name();

  /** The group it belongs to. */
  MeasureFamily family();

  /**
   * Whether the value depends on the function alone: unchanged by scaling a ReLU layer up and the
   * next one down (transformation T_β of docs/measures.md).
   */
  boolean reparameterisationInvariant();

  /**
   * Whether it is measured when nobody names measures. Costly or approximate measures answer {@code
   * false} and are measured when asked for by name.
   */
  default boolean isDefault() {
    return true;
  }

  /**
   * Measures the network of {@code context}.
   *
   * @return a value, or the reason why there is none (for example, the pair proxy of a network that
   *     has not memorised its training points)
   */
  Measurement measure(MeasureContext context);
}
