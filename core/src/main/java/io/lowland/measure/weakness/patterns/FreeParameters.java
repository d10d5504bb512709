package io.lowland.measure.weakness.patterns;

import io.lowland.measure.MeasureContext;
import io.lowland.measure.Measurement;
import io.lowland.network.Architecture;
import java.util.Map;

/**
 * Parameters of the classifier left free by the training points, region by region: Σ over the
 * training regions of max(0, d·K + K − points in the region), with d features and K classes
 * (docs/measures.md).
 */
public final class FreeParameters extends PatternMeasure {

  public FreeParameters() {
    super("free_parameters");
  }

  @Override
  Measurement count(MeasureContext context) {
    Architecture architecture = context.network().architecture();
    long perRegion = (architecture.features() + 1L) * architecture.classes();
    Regions regions = Regions.of(context);
    long free = 0;
    for (int points : regions.trainingSizes()) {
      free += Math.max(0, perRegion - points);
    }
    return Measurement.of(
        name(),
        free,
        Map.of(
            "per_region",
            perRegion,
            "regions",
            regions.trainingSizes().length,
            "near_zero",
            ActivationPatterns.ofTraining(context).nearZeroInLastLayer()));
  }
}
