package io.lowland.measure.simplicity;

import io.lowland.measure.Measure;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.MeasureFamily;
import io.lowland.measure.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The product over all layers of the spectral norms of the weight matrices, biases left out: a
 * bound on the Lipschitz constant of the logits (Bartlett et al. 2017, "Spectrally-normalized
 * margin bounds for neural networks", equation 1.2).
 */
public final class SpectralNormProduct implements Measure {

  @Override
  public String name() {
    return "spectral_norm_product";
  }

  @Override
  public MeasureFamily family() {
    return MeasureFamily.SIMPLICITY;
  }

  // T_β multiplies one factor by β and divides the next by it.
  @Override
  public boolean reparameterisationInvariant() {
    return true;
  }

  @Override
  public Measurement measure(MeasureContext context) {
    double product = 1;
    List<Double> norms = new ArrayList<>();
    for (double norm : LayerNorms.of(context).spectral()) {
      if (Double.isNaN(norm)) {
        return Measurement.none(name(), "some weights are not finite", Map.of());
      }
      norms.add(norm);
      product *= norm;
    }
    return Measurement.of(name(), product, Map.of("by_layer", norms));
  }
}
