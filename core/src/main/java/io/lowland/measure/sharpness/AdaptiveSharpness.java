package io.lowland.measure.sharpness;

import io.lowland.measure.Measure;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.MeasureFamily;
import io.lowland.measure.Measurement;

/**
 * How much the training loss rises when every parameter moves in proportion to its size: the
 * maximum of L(θ + ε) − L(θ) over ‖T⁻¹ε‖₂ ≤ ρ, T = diag(|θ|), ρ = {@value #RADIUS} (Kwon et al.
 * 2021, "ASAM", definition 2, whose default ρ it is). A parameter that is zero stays zero. {@link
 * SharpnessAscent} says how it is found.
 */
public final class AdaptiveSharpness implements Measure {
  static final double RADIUS = 0.5;

  @Override
  public String name() {
    return "adaptive_sharpness";
  }

  @Override
  public MeasureFamily family() {
    return MeasureFamily.SHARPNESS;
  }

  // T_β scales a parameter and the distance it may move alike.
  @Override
  public boolean reparameterisationInvariant() {
    return true;
  }

  @Override
  public boolean isDefault() {
    return false;
  }

  @Override
  public Measurement measure(MeasureContext context) {
    double[] magnitudes = LossAtNetwork.parameters(context.network());
    for (int i = 0; i < magnitudes.length; i++) {
      magnitudes[i] = Math.abs(magnitudes[i]);
    }
    return SharpnessAscent.measure(name(), context, magnitudes, RADIUS);
  }
}
