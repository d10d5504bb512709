package io.lowland.measure.weakness;

import io.lowland.measure.Measure;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.MeasureFamily;
import io.lowland.measure.Measurement;
import io.lowland.network.Network;
import java.util.Map;
import java.util.Optional;

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
    return notFinite(context.network())
        .map(reason -> Measurement.none(name, reason, Map.of()))
        .orElseGet(() -> count(context));
  }

  /** Says so if some parameters are not finite. */
  static Optional<String> notFinite(Network network) {
    for (float parameter : network.parameters()) {
      if (!Float.isFinite(parameter)) {
        return Optional.of("some parameters are not finite");
      }
    }
    return Optional.empty();
  }

  /** Counts, given that all parameters are finite. */
  abstract Measurement count(MeasureContext context);
}
