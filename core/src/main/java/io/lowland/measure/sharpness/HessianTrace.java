package io.lowland.measure.sharpness;

import io.lowland.measure.Measure;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.MeasureFamily;
import io.lowland.measure.Measurement;
import java.util.Map;

/**
 * The exact trace of the Hessian of the mean cross-entropy over the training points (the first
 * {@code hessian_points} of them), with respect to all weights and biases; see {@link
 * HessianTraceComputation}.
 */
public final class HessianTrace implements Measure {

  @Override
  public String name() {
    return "hessian_trace";
  }

  @Override
  public MeasureFamily family() {
    return MeasureFamily.SHARPNESS;
  }

  @Override
  public boolean reparameterisationInvariant() {
    return false;
  }

  @Override
  public Measurement measure(MeasureContext context) {
    TraceShares shares = TraceShares.of(context);
    return Measurement.of(name(), shares.total(), Map.of("points", shares.points()));
  }
}
