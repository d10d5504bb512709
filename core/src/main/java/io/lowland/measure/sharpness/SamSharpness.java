package io.lowland.measure.sharpness;

import io.lowland.measure.Measure;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.MeasureFamily;
import io.lowland.measure.Measurement;
import java.util.Arrays;

/**
 * How much the training loss rises within a distance ρ = {@value #RADIUS} of the parameters: the
 * maximum of L(θ + ε) − L(θ) over ‖ε‖₂ ≤ ρ (Foret et al. 2021, "Sharpness-aware minimization",
 * equation 1, whose default ρ it is). {@link SharpnessAscent} says how it is found.
 */
public final class SamSharpness implements Measure {
  static final double RADIUS = 0.05;

  @Override
  public String name() {
    return "sam_sharpness";
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
  public boolean isDefault() {
    return false;
  }

  @Override
  public Measurement measure(MeasureContext context) {
    double[] ones = new double[context.network().parameters().length];
    Arrays.fill(ones, 1);
    return SharpnessAscent.measure(name(), context, ones, RADIUS);
  }
}
