package io.lowland.measure.simplicity;

import io.lowland.measure.Measure;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.MeasureFamily;
import io.lowland.measure.Measurement;

/**
 * The number of weights and biases (Jiang et al. 2019, "Fantastic generalization measures and where
 * to find them", appendix C.1).
 */
public final class ParameterCount implements Measure {

  @Override
  public String name() {
    return "parameter_count";
  }

  @Override
  public MeasureFamily family() {
    return MeasureFamily.SIMPLICITY;
  }

  @Override
  public boolean reparameterisationInvariant() {
    return true;
  }

  @Override
  public Measurement measure(MeasureContext context) {
    return Measurement.of(name(), context.network().parameters().length);
  }
}
