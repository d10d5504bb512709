package io.lowland.measure.bounds;

import io.lowland.measure.Measure;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.MeasureFamily;
import io.lowland.measure.MeasureProvider;
import io.lowland.measure.Measurement;
import io.lowland.measure.margin.PositiveMargin;
import io.lowland.measure.margin.TrainingMargin;
import io.lowland.measure.simplicity.LayerNorms;
import io.lowland.network.Architecture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Products and sums of the squared spectral and Frobenius norms of the d weight matrices, with and
 * without the {@code margin} γ, as logarithms (Jiang et al. 2019, "Fantastic generalization
 * measures and where to find them", appendix C.2 and C.3; in this form Dziugaite et al. 2020, "In
 * search of robust measures of generalization", appendix C):
 *
 * <ul>
 *   <li>{@code log_spectral_norm_product} = log Π‖W‖₂², {@code …_over_margin} = log (Π‖W‖₂² / γ²),
 *   <li>{@code log_spectral_norm_sum} = log (d (Π‖W‖₂²)^{1/d}), {@code …_over_margin} = log (d
 *       (Π‖W‖₂² / γ²)^{1/d}): the sum after the layers were rescaled to equal norms,
 *   <li>the same with Frobenius norms.
 * </ul>
 *
 * <p>All are unchanged by T_β, which multiplies one norm by β and divides the next by it.
 */
public final class NormsByLayer implements MeasureProvider {

  @Override
  public List<Measure> measuresFor(Architecture architecture) {
    List<Measure> measures = new ArrayList<>();
    for (boolean overMargin : new boolean[] {false, true}) {
      for (boolean sum : new boolean[] {false, true}) {
        measures.add(new LogNorms("spectral", LayerNorms::spectral, sum, overMargin));
        measures.add(new LogNorms("frobenius", LayerNorms::frobenius, sum, overMargin));
      }
    }
    return List.copyOf(measures);
  }

  private record LogNorms(
      String norm, Function<LayerNorms, double[]> norms, boolean sum, boolean overMargin)
      implements Measure {

    @Override
    public String name() {
      return "log_%s_norm_%s%s"
          .formatted(norm, sum ? "sum" : "product", overMargin ? "_over_margin" : "");
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
      double[] ofLayers = norms.apply(LayerNorms.of(context));
      double product = 1;
      for (double ofLayer : ofLayers) {
        product *= ofLayer;
      }
      double log = 2 * Math.log(product);
      if (overMargin) {
        double margin = TrainingMargin.of(context).tenthPercentile();
        if (!(margin > 0)) {
          return Measurement.none(name(), PositiveMargin.reason(margin), Map.of());
        }
        log -= 2 * Math.log(margin);
      }
      int layers = ofLayers.length;
      return Measurement.of(name(), sum ? Math.log(layers) + log / layers : log);
    }
  }
}
