package io.lowland.training;

/**
 * Sharpness-aware minimisation: the gradient is taken at w + ε, where ε = rho · g / ‖g‖₂ leads to
 * the worst point of a ball around w to first order, and the step is taken from w. One norm over
 * all parameters; ε = 0 where g is. Two gradients per step.
 *
 * <p>Foret, Kleiner, Mobahi, Neyshabur: Sharpness-Aware Minimization for Efficiently Improving
 * Generalization, ICLR 2021, equation 2 and algorithm 1. As there, weight decay is no part of the
 * loss whose worst point is sought.
 *
 * @param rho radius of the ball; with 0 it is {@link Sgd}, bit for bit, at twice the cost
 * @param momentum in [0, 1)
 * @param weightDecay at least 0
 */
public record Sam(double rho, double momentum, double weightDecay) implements Optimiser {

  /** The radius that the authors take by default. */
  public static final double DEFAULT_RHO = 0.05;

  public Sam {
    OptimiserFields.checkAtLeastZero("optimiser.rho", rho);
    OptimiserFields.checkDescent(momentum, weightDecay);
  }

  @Override
  public int gradientsPerStep() {
    return 2;
  }
}
