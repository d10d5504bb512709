package io.lowland.measure.bounds;

import io.lowland.measure.Measure;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.MeasureFamily;
import io.lowland.measure.MeasureProvider;
import io.lowland.measure.Measurement;
import io.lowland.measure.simplicity.InitialParameters;
import io.lowland.network.Architecture;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * PAC-Bayes bounds and flatness (Jiang et al. 2019, "Fantastic generalization measures and where to
 * find them", appendix C.5; Dziugaite et al. 2020, appendix C.6). σ is the {@link NoiseTolerance},
 * n the number of training points, ω that of parameters, θ⁰ the initial parameters:
 *
 * <ul>
 *   <li>{@code pac_bayes_origin} and {@code pac_bayes_initialisation}: R² / 4σ² + log (n/σ) + 10
 *       with R² = ‖θ‖² and ‖θ − θ⁰‖²,
 *   <li>{@code pac_bayes_flatness}: 1/σ²,
 *   <li>{@code pac_bayes_magnitude_…}: with noise of variance σ²θ_i² + ε², the bounds are ¼ Σ_i log
 *       ((ε² + (σ² + 1) R²/ω) / (ε² + σ² (θ_i − θ⁰_i)²)) + log (n/σ) + 10.
 * </ul>
 */
public final class PacBayes implements MeasureProvider {

  private enum Kind {
    ORIGIN,
    INITIALISATION,
    FLATNESS
  }

  @Override
  public List<Measure> measuresFor(Architecture architecture) {
    return Stream.of(Kind.values())
        .<Measure>mapMulti(
            (kind, sink) -> {
              sink.accept(new Bound(kind, false));
              sink.accept(new Bound(kind, true));
            })
        .toList();
  }

  private record Bound(Kind kind, boolean magnitudeAware) implements Measure {

    @Override
    public String name() {
      return "pac_bayes_%s%s"
          .formatted(
              magnitudeAware ? "magnitude_" : "",
              switch (kind) {
                case ORIGIN -> "origin";
                case INITIALISATION -> "initialisation";
                case FLATNESS -> "flatness";
              });
    }

    @Override
    public MeasureFamily family() {
      return kind == Kind.FLATNESS ? MeasureFamily.SHARPNESS : MeasureFamily.SIMPLICITY;
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
      if (needsInitial() && context.initial().isEmpty()) {
        return Measurement.none(name(), InitialParameters.UNKNOWN, Map.of());
      }
      Optional<NoiseTolerance.Tolerated> tolerated =
          magnitudeAware ? NoiseTolerance.magnitudeAware(context) : NoiseTolerance.uniform(context);
      if (tolerated.isEmpty()) {
        return Measurement.none(
            name(), "noise of no size costs just a tenth of the training accuracy", Map.of());
      }
      double sigma = tolerated.get().sigma();
      return Measurement.of(
          name(),
          kind == Kind.FLATNESS ? 1 / (sigma * sigma) : bound(context, sigma),
          Map.of(
              "sigma",
              sigma,
              "vectors",
              NoiseTolerance.VECTORS,
              "points",
              NoiseTolerance.points(context).count()));
    }

    private boolean needsInitial() {
      return kind == Kind.INITIALISATION || (magnitudeAware && kind == Kind.ORIGIN);
    }

    private double bound(MeasureContext context, double sigma) {
      float[] parameters = context.network().parameters();
      float[] reference =
          kind == Kind.ORIGIN
              ? new float[parameters.length]
              : context.initial().orElseThrow().parameters();
      double radius = InitialParameters.squaredDistance(parameters, reference);
      double divergence =
          magnitudeAware
              ? magnitudeAwareDivergence(
                  parameters, context.initial().orElseThrow().parameters(), radius, sigma)
              : radius / (4 * sigma * sigma);
      return divergence + Math.log(context.split().training().count() / sigma) + 10;
    }

    private static double magnitudeAwareDivergence(
        float[] parameters, float[] initial, double radius, double sigma) {
      double epsilon = NoiseTolerance.EPSILON * NoiseTolerance.EPSILON;
      double numerator = epsilon + (sigma * sigma + 1) * radius / parameters.length;
      double sum = 0;
      for (int i = 0; i < parameters.length; i++) {
        double moved = sigma * ((double) parameters[i] - initial[i]);
        sum += Math.log(numerator / (epsilon + moved * moved));
      }
      return sum / 4;
    }
  }
}
