package io.lowland.training;

/**
 * Adaptive sharpness-aware minimisation: as {@link Sam}, but the neighbourhood scales with the
 * parameters, so that rescaling a network's layers does not change it. With T = |w| + eta for each
 * parameter, ε = rho · T² g / ‖T g‖₂.
 *
 * <p>Kwon, Kim, Park, Choi: ASAM: Adaptive Sharpness-Aware Minimization for Scale-Invariant
 * Learning of Deep Neural Networks, ICML 2021, equations 7 to 9, with the element-wise operator of
 * section 4. The operator applies to biases, too.
 *
 * @param rho radius of the neighbourhood; with 0 it is {@link Sgd}, bit for bit
 * @param eta added to every |w|, so that weights near zero move as well
 * @param momentum in [0, 1)
 * @param weightDecay at least 0
 */
public record Asam(double rho, double eta, double momentum, double weightDecay)
    implements Optimiser {

  /** The radius that the authors take for small images (CIFAR-10). */
  public static final double DEFAULT_RHO = 0.5;

  /** The authors' choice. */
  public static final double DEFAULT_ETA = 0.01;

  public Asam {
    OptimiserFields.checkAtLeastZero("optimiser.rho", rho);
    OptimiserFields.checkAtLeastZero("optimiser.eta", eta);
    OptimiserFields.checkDescent(momentum, weightDecay);
  }

  @Override
  public int gradientsPerStep() {
    return 2;
  }
}
