package io.lowland.measure.bounds;

import io.lowland.measure.Measure;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.MeasureFamily;
import io.lowland.measure.Measurement;
import io.lowland.measure.simplicity.LayerNorms;

/**
 * The sum over layers of ‖W‖_F² / ‖W‖₂², the stable ranks of the weight matrices (Neyshabur et al.
 * 2018, "A PAC-Bayesian approach to spectrally-normalized margin bounds for neural networks"; Jiang
 * et al. 2019, appendix C.2).
 */
public final class FrobeniusOverSpectral implements Measure {

  @Override
  public String name() {
    return "frobenius_over_spectral";
  }

  @Override
  public MeasureFamily family() {
    return MeasureFamily.SIMPLICITY;
  }

  // Scaling a matrix scales both of its norms.
  @Override
  public boolean reparameterisationInvariant() {
    return true;
  }

  @Override
  public Measurement measure(MeasureContext context) {
    LayerNorms norms = LayerNorms.of(context);
    double sum = 0;
    for (int layer = 0; layer < norms.spectral().length; layer++) {
      double ratio = norms.frobenius()[layer] / norms.spectral()[layer];
      sum += ratio * ratio;
    }
    return Measurement.of(name(), sum);
  }
}
