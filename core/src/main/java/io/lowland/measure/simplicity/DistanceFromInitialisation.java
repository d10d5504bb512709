package io.lowland.measure.simplicity;

import io.lowland.measure.Measure;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.MeasureFamily;
import io.lowland.measure.Measurement;
import java.util.Map;

/**
 * The Euclidean distance of all weights and biases from those before training (Nagarajan and Kolter
 * 2019, "Generalization in deep networks: the role of distance from initialization"; Jiang et al.
 * 2019, appendix C.3). No value where the initial parameters are not known.
 */
public final class DistanceFromInitialisation implements Measure {

  @Override
  public String name() {
    return "distance_from_initialisation";
  }

  @Override
  public MeasureFamily family() {
    return MeasureFamily.SIMPLICITY;
  }

  @Override
  public boolean reparameterisationInvariant() {
    return false;
  }

  @Override
  public Measurement measure(MeasureContext context) {
    if (context.initial().isEmpty()) {
      return Measurement.none(name(), InitialParameters.UNKNOWN, Map.of());
    }
    double squares =
        InitialParameters.squaredDistance(
            context.network().parameters(), context.initial().get().parameters());
    return Measurement.of(name(), Math.sqrt(squares));
  }
}
