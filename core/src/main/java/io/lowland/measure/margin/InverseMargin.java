package io.lowland.measure.margin;

import io.lowland.measure.Measure;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.MeasureFamily;
import io.lowland.measure.Measurement;
import java.util.Map;

/**
 * 1/γ², γ the {@code margin} (Jiang et al. 2019, appendix C.2). No value where the margin is not
 * positive, that is, where a tenth of the training points is not classified correctly.
 */
public final class InverseMargin implements Measure {

  @Override
  public String name() {
    return "inverse_margin";
  }

  @Override
  public MeasureFamily family() {
    return MeasureFamily.SIMPLICITY;
  }

  // The logits do not change.
  @Override
  public boolean reparameterisationInvariant() {
    return true;
  }

  @Override
  public Measurement measure(MeasureContext context) {
    double margin = TrainingMargin.of(context).tenthPercentile();
    if (!(margin > 0)) {
      return Measurement.none(
          name(), PositiveMargin.reason(margin), Map.of("margin", String.valueOf(margin)));
    }
    return Measurement.of(name(), 1 / (margin * margin));
  }
}
