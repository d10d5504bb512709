package io.lowland.training;

/**
 * How a step follows from the gradient of a minibatch's mean cross-entropy. All optimisers end in
 * the step of {@code torch.optim.SGD}, without dampening and Nesterov momentum:
 *
 * <pre>
 * g ← gradient + weightDecay · w
 * v ← momentum · v + g        (v = 0 before the first step)
 * w ← w − learningRate · v
 * </pre>
 *
 * <p>for weights and biases alike. They differ in where the gradient is taken: {@link Sgd} takes it
 * at w, {@link Sam} and {@link Asam} at the worst point near w.
 */
public sealed interface Optimiser permits Sgd, Sam, Asam {

  /** Share of the last step's direction that is kept, in [0, 1). */
  double momentum();

  /** Share of every parameter that is added to its gradient; at least 0. */
  double weightDecay();

  /** Whether the step is the gradient times the learning rate and nothing else. */
  default boolean isPlainDescent() {
    return momentum() == 0 && weightDecay() == 0;
  }

  /** Gradients computed per step. */
  int gradientsPerStep();
}
