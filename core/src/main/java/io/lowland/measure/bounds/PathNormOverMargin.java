package io.lowland.measure.bounds;

import io.lowland.measure.Measure;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.MeasureFamily;
import io.lowland.measure.Measurement;
import io.lowland.measure.margin.PositiveMargin;
import io.lowland.measure.margin.TrainingMargin;
import io.lowland.measure.simplicity.PathNorm;
import java.util.Map;

/**
 * The {@code path_norm} over the {@code margin} γ; its square is the measure of Jiang et al. 2019,
 * appendix C.4, which divides summed squares by γ².
 */
public final class PathNormOverMargin implements Measure {

  @Override
  public String name() {
    return "path_norm_over_margin";
  }

  @Override
  public MeasureFamily family() {
    return MeasureFamily.SIMPLICITY;
  }

  // Neither changes.
  @Override
  public boolean reparameterisationInvariant() {
    return true;
  }

  @Override
  public Measurement measure(MeasureContext context) {
    double margin = TrainingMargin.of(context).tenthPercentile();
    if (!(margin > 0)) {
      return Measurement.none(name(), PositiveMargin.reason(margin), Map.of());
    }
    return Measurement.of(name(), PathNorm.of(context.network()) / margin);
  }
}
