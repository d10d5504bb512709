package io.lowland.measure.weakness.patterns;

import io.lowland.measure.Measure;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.MeasureFamily;
import io.lowland.measure.Measurement;
import java.util.Map;

/**
 * What the measures that count activation patterns have in common: they belong to the weakness
 * family, depend on the function of the hidden layers alone, and have no value for a network with
 * parameters that are not finite.
 */
abstract class PatternMeasure implements Measure {
  private final String name;

  PatternMeasure(String name) {
    this.name = name;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final MeasureFamily family() {
    return MeasureFamily.WEAKNESS;
  }

  // Scaling a unit by β > 0 keeps the sign of its pre-activation.
  @Override
  public final boolean reparameterisationInvariant() {
    return true;
  }

  @Override
  public final Measurement measure(MeasureContext context) {
    return context.network().isFinite()
        ? count(context)
        : Measurement.none(name, "some parameters are not finite", Map.of());
  }

  /** Counts, given that all parameters are finite. */
  abstract Measurement count(MeasureContext context);
}
