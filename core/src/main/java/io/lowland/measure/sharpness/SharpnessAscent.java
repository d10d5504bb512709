package io.lowland.measure.sharpness;

import io.lowland.measure.MeasureContext;
import io.lowland.measure.Measurement;
import java.util.Map;

/**
 * How much the training loss can rise within a ball around the parameters θ: the maximum of L(θ +
 * Dδ) − L(θ) over ‖δ‖₂ ≤ ρ, D diagonal. Projected gradient ascent looks for it: each of {@value
 * #STEPS} steps moves δ by ρ / {@value #STEPS_PER_RADIUS} along the normalised gradient and back
 * into the ball; the first step goes all the way, which is the step of SAM (Foret et al. 2021,
 * equation 2). The loss is not concave, so the largest rise met is a lower bound of the maximum.
 */
@SuppressWarnings("ArrayRecordComponent") // internal to one package, never compared
record SharpnessAscent(TrainingLoss loss, double[] parameters, double[] scale, double radius) {
  static final int STEPS = 20;
  private static final int STEPS_PER_RADIUS = 4;

  /** Measures the ball with the scales {@code scale} around the network of {@code context}. */
  static Measurement measure(String name, MeasureContext context, double[] scale, double radius) {
    double[] parameters = LossAtNetwork.parameters(context.network());
    Map<String, Object> details =
        Map.of(
            "rho", radius,
            "steps", STEPS,
            "points", TraceShares.hessianPoints(context).count());
    TrainingLoss loss = LossAtNetwork.of(context);
    if (!Double.isFinite(loss.value())) {
      return Measurement.none(name, "the training loss is not finite", details);
    }
    return Measurement.of(
        name, new SharpnessAscent(loss, parameters, scale, radius).largestRise(), details);
  }

  /** The largest rise met, at least 0. */
  double largestRise() {
    double[] delta = new double[parameters.length];
    double largest = 0;
    TrainingLoss here = loss;
    for (int step = 0; step < STEPS; step++) {
      double[] gradient = here.gradient();
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] *= scale[i];
      }
      double norm = norm(gradient);
      if (!(norm > 0) || Double.isInfinite(norm)) {
        break;
      }
      double length = step == 0 ? radius : radius / STEPS_PER_RADIUS;
      for (int i = 0; i < delta.length; i++) {
        delta[i] += length / norm * gradient[i];
      }
      project(delta);
      here = loss.at(moved(delta));
      largest = Math.max(largest, here.value() - loss.value());
    }
    return largest;
  }

  private void project(double[] delta) {
    double norm = norm(delta);
    if (norm > radius) {
      for (int i = 0; i < delta.length; i++) {
        delta[i] *= radius / norm;
      }
    }
  }

  private double[] moved(double[] delta) {
    double[] moved = parameters.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += scale[i] * delta[i];
    }
    return moved;
  }

  private static double norm(double[] vector) {
    double squares = 0;
    for (double entry : vector) {
      squares += entry * entry;
    }
    return Math.sqrt(squares);
  }
}
