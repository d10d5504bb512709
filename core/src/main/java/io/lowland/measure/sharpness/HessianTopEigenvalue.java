package io.lowland.measure.sharpness;

import io.lowland.measure.Measure;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.MeasureFamily;
import io.lowland.measure.Measurement;
import io.lowland.measure.linear.Lanczos;
import java.util.Map;

/**
 * The largest eigenvalue of the Hessian of {@code hessian_trace}, by {@link Lanczos} on exact
 * Hessian–vector products, to a relative residual of {@value #TOLERANCE}.
 */
public final class HessianTopEigenvalue implements Measure {
  static final double TOLERANCE = 1e-6;
  static final int MOST_STEPS = 100;
  private static final long SEED = 0;

  @Override
  public String name() {
    return "hessian_top_eigenvalue";
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
    if (!context.network().isFinite()) {
      return Measurement.none(name(), "some parameters are not finite", Map.of());
    }
    TrainingLoss loss = LossAtNetwork.of(context);
    Lanczos.Result result =
        Lanczos.largest(
            loss::hessianVectorProduct,
            context.network().parameters().length,
            SEED,
            TOLERANCE,
            MOST_STEPS);
    Map<String, Object> details =
        Map.of(
            "points", TraceShares.hessianPoints(context).count(),
            "steps", result.steps(),
            "residual", result.residual(),
            "relative_tolerance", TOLERANCE);
    if (!result.converged()) {
      return Measurement.none(
          name(),
          "Lanczos did not converge in %d steps; the eigenvalue is at least %s"
              .formatted(result.steps(), result.eigenvalue()),
          details);
    }
    return Measurement.of(name(), result.eigenvalue(), details);
  }
}
