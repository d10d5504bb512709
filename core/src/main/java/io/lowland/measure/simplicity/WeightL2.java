package io.lowland.measure.simplicity;

import io.lowland.measure.Measure;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.MeasureFamily;
import io.lowland.measure.Measurement;

/** The L2 norm of all weights and biases, accumulated in double. */
public final class WeightL2 implements Measure {

  @Override
  public String name() {
    return "weight_l2";
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
    return Measurement.of(name(), WeightNorms.l2(context.network().parameters()));
  }
}
