package io.lowland.contracts;

import io.lowland.measure.Measure;
import io.lowland.measure.MeasureFamily;
import java.util.Objects;

/**
 * A measure that an experiment asks for.
 *
 * @param name such as {@code hessian_trace}
 * @param family the group it belongs to
 * @param reparameterisationInvariant whether it depends on the function alone
 */
public record MeasureSpec(String name, MeasureFamily family, boolean reparameterisationInvariant) {

  public MeasureSpec {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(family, "family");
  }

  /** What is known about {@code measure}. */
  public static MeasureSpec of(Measure measure) {
    return new MeasureSpec(measure.name(), measure.family(), measure.reparameterisationInvariant());
  }
}
