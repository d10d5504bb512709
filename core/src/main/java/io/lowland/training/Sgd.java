package io.lowland.training;

/**
 * Stochastic gradient descent as {@code torch.optim.SGD}.
 *
 * @param momentum in [0, 1)
 * @param weightDecay at least 0
 */
public record Sgd(double momentum, double weightDecay) implements Optimiser {

  /** Without momentum and weight decay, as the paper trains. */
  public static final Sgd PLAIN = new Sgd(0, 0);

  public Sgd {
    OptimiserFields.checkDescent(momentum, weightDecay);
  }

  @Override
  public int gradientsPerStep() {
    return 1;
  }
}
