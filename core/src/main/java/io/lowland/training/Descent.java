package io.lowland.training;

import io.lowland.kernel.Kernels;

/** Takes the steps of an {@link Optimiser}, in buffers allocated once. Not thread-safe. */
final class Descent {
  private final Optimiser optimiser;
  private final Kernels kernels;
  private final Backpropagation backpropagation;
  private final TrainableParameters parameters;
  private final TrainableParameters gradient;
  private final TrainableParameters velocity;
  private final TrainableParameters unperturbed;

  /** Steps that change {@code parameters}, of which {@code backpropagation} takes gradients. */
  Descent(
      Optimiser optimiser,
      Kernels kernels,
      Backpropagation backpropagation,
      TrainableParameters parameters) {
    this.optimiser = optimiser;
    this.kernels = kernels;
    this.backpropagation = backpropagation;
    this.parameters = parameters;
    gradient = parameters.zeros();
    velocity = optimiser.isPlainDescent() ? gradient : parameters.zeros();
    unperturbed = optimiser instanceof Sgd ? parameters : parameters.zeros();
  }

  /**
   * One step on the minibatch {@code order[from] ... order[from + size - 1]}.
   *
   * @return the minibatch's summed cross-entropy before the step
   */
  double step(int[] order, int from, int size, double learningRate) {
    return switch (optimiser) {
      case Sgd _ -> descend(order, from, size, learningRate, parameters);
      case Sam sam -> {
        double loss = gradient(order, from, size, 1.0f / size);
        unperturbed.copyFrom(parameters);
        parameters.ascend(gradient, sam.rho());
        stepFromUnperturbed(order, from, size, learningRate);
        yield loss;
      }
      case Asam asam -> {
        double loss = gradient(order, from, size, 1.0f / size);
        unperturbed.copyFrom(parameters);
        parameters.ascendAdaptively(gradient, asam.rho(), (float) asam.eta());
        stepFromUnperturbed(order, from, size, learningRate);
        yield loss;
      }
    };
  }

  private void stepFromUnperturbed(int[] order, int from, int size, double learningRate) {
    descend(order, from, size, learningRate, unperturbed);
    parameters.copyFrom(unperturbed);
  }

  /** A step of {@code stepped} along the gradient at the parameters; returns their summed loss. */
  private double descend(
      int[] order, int from, int size, double learningRate, TrainableParameters stepped) {
    if (optimiser.isPlainDescent()) {
      return descendPlainly(order, from, size, (float) (-learningRate / size), stepped);
    }
    double loss = gradient(order, from, size, 1.0f / size);
    stepped.descend(
        gradient,
        velocity,
        (float) learningRate,
        (float) optimiser.momentum(),
        (float) optimiser.weightDecay());
    return loss;
  }

  /** A minibatch that fits in a chunk needs no gradient of its own: the step is added at once. */
  private double descendPlainly(
      int[] order, int from, int size, float scale, TrainableParameters stepped) {
    if (size <= backpropagation.chunk()) {
      backpropagation.parametersChanged();
      return backpropagation.accumulate(order, from, size, scale, stepped);
    }
    double loss = gradient(order, from, size, scale);
    stepped.add(kernels, gradient);
    return loss;
  }

  /** Puts {@code scale} times the gradient of the summed loss into the gradient. */
  private double gradient(int[] order, int from, int size, float scale) {
    backpropagation.parametersChanged();
    gradient.clear();
    double loss = 0;
    for (int at = from; at < from + size; at += backpropagation.chunk()) {
      int rows = Math.min(backpropagation.chunk(), from + size - at);
      loss += backpropagation.accumulate(order, at, rows, scale, gradient);
    }
    return loss;
  }
}
