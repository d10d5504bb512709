package io.lowland.measure.weakness.patterns;

import io.lowland.measure.MeasureContext;
import io.lowland.measure.Measurement;
import java.util.Map;

/**
 * k_free: how many patterns of the last hidden layer occur on unseen points and on no training
 * point. With the region-class vocabulary each of them may be given one of K classes or none, so
 * the weakness is (K + 1)^k_free (Bennett 2026, Theorem 12); its logarithm is a detail.
 */
public final class UnseenOnlyRegions extends PatternMeasure {

  public UnseenOnlyRegions() {
    super("unseen_only_regions");
  }

  @Override
  Measurement count(MeasureContext context) {
    int free = Regions.of(context).unseenOnly();
    int classes = context.network().architecture().classes();
    long nearZero =
        ActivationPatterns.ofTraining(context).nearZeroInLastLayer()
            + ActivationPatterns.ofUnseen(context).nearZeroInLastLayer();
    return Measurement.of(
        name(),
        free,
        Map.of("log10_weakness", free * Math.log10(classes + 1.0), "near_zero", nearZero));
  }
}
