package io.lowland.measure.weakness.patterns;

import io.lowland.measure.MeasureContext;
import io.lowland.measure.Measurement;
import java.util.Map;

/** How many distinct patterns the last hidden layer shows over the training points. */
public final class TrainRegions extends PatternMeasure {

  public TrainRegions() {
    super("train_regions");
  }

  @Override
  Measurement count(MeasureContext context) {
    Regions regions = Regions.of(context);
    return Measurement.of(
        name(),
        regions.trainingSizes().length,
        Map.of(
            "points",
            context.split().training().count(),
            "near_zero",
            ActivationPatterns.ofTraining(context).nearZeroInLastLayer()));
  }
}
