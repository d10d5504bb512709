package io.lowland.measure.margin;

import io.lowland.measure.Measure;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.MeasureFamily;
import io.lowland.measure.Measurement;
import java.util.Map;

/**
 * The 10th percentile of the margins of the training points, the logit of the label less the
 * largest other one (Jiang et al. 2019, "Fantastic generalization measures and where to find them",
 * section 4; the ⌊n/10⌋-th smallest, as in Dziugaite et al. 2020).
 */
public final class Margin implements Measure {

  @Override
  public String name() {
    return "margin";
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
    TrainingMargin margin = TrainingMargin.of(context);
    if (!Double.isFinite(margin.tenthPercentile())) {
      return Measurement.none(name(), "some logits are not finite", Map.of());
    }
    return Measurement.of(name(), margin.tenthPercentile(), Map.of("smallest", margin.smallest()));
  }
}
