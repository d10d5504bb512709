package io.lowland.measure.sharpness;

import io.lowland.measure.Measure;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.MeasureFamily;
import io.lowland.measure.Measurement;
import io.lowland.measure.linear.Lanczos;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The spectral density of the Hessian of {@code hessian_trace}, by stochastic Lanczos quadrature
 * (Ghorbani et al. 2019, "An investigation into neural net optimization via Hessian eigenvalue
 * density", section 2): for each of {@value #VECTORS} seeded Gaussian vectors up to {@value
 * #MOST_NODES} nodes with weights of sum 1. The mean of the weighted nodes over the vectors, each
 * widened to a narrow bump, is the density to plot. The value is the largest node, a lower bound of
 * the largest eigenvalue.
 */
public final class HessianSpectralDensity implements Measure {
  static final int VECTORS = 4;
  static final int MOST_NODES = 40;

  @Override
  public String name() {
    return "hessian_spectral_density";
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
    int dimension = context.network().parameters().length;
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("points", TraceShares.hessianPoints(context).count());
    details.put("vectors", VECTORS);
    TrainingLoss loss = LossAtNetwork.of(context);
    if (!Double.isFinite(loss.value())) {
      return Measurement.none(name(), "the training loss is not finite", details);
    }
    List<List<Double>> nodes = new ArrayList<>();
    List<List<Double>> weights = new ArrayList<>();
    double largest = Double.NEGATIVE_INFINITY;
    for (int seed = 0; seed < VECTORS; seed++) {
      var quadrature = Lanczos.quadrature(loss::hessianVectorProduct, dimension, seed, MOST_NODES);
      nodes.add(Arrays.stream(quadrature.nodes()).boxed().toList());
      weights.add(Arrays.stream(quadrature.weights()).boxed().toList());
      largest = Math.max(largest, Arrays.stream(quadrature.nodes()).max().orElseThrow());
    }
    details.put("nodes", nodes);
    details.put("weights", weights);
    return Measurement.of(name(), largest, details);
  }
}
