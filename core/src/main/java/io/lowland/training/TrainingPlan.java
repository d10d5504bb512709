package io.lowland.training;

import io.lowland.network.Architecture;
import java.util.Objects;

/**
 * How one network is trained: stochastic gradient descent on the mean cross-entropy, without
 * momentum or weight decay.
 *
 * @param architecture the widths
 * @param seed of initial parameters and minibatch order, as {@code torch.manual_seed}
 * @param batchSize points per step; larger than the training set means one step per epoch
 * @param learningRate above 0
 * @param maxEpochs the most passes over the training set
 * @param stop when to stop earlier
 */
public record TrainingPlan(
    Architecture architecture,
    long seed,
    int batchSize,
    double learningRate,
    int maxEpochs,
    StoppingRule stop) {

  public TrainingPlan {
    Objects.requireNonNull(architecture, "architecture");
    Objects.requireNonNull(stop, "stop");
    if (batchSize < 1) {
      throw new IllegalArgumentException(
          "batch_size: %d; expected at least 1".formatted(batchSize));
    }
    if (!(learningRate > 0 && learningRate <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "learning_rate: %s; expected a finite number above 0".formatted(learningRate));
    }
    if (maxEpochs < 1) {
      throw new IllegalArgumentException(
          "max_epochs: %d; expected at least 1".formatted(maxEpochs));
    }
  }
}
