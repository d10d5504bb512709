package io.lowland.training;

import io.lowland.network.Architecture;
import java.util.Objects;

/**
 * How one network is trained: minibatch descent on the mean cross-entropy.
 *
 * @param architecture the widths
 * @param seed of initial parameters and minibatch order, as {@code torch.manual_seed}
 * @param batchSize points per step; larger than the training set means one step per epoch
 * @param learningRate above 0; changed on the way by the schedule
 * @param maxEpochs the most passes over the training set
 * @param stop when to stop earlier
 * @param optimiser how a step follows from the gradient
 * @param schedule of the learning rate
 */
public record TrainingPlan(
    Architecture architecture,
    long seed,
    int batchSize,
    double learningRate,
    int maxEpochs,
    StoppingRule stop,
    Optimiser optimiser,
    Schedule schedule) {

  public TrainingPlan {
    Objects.requireNonNull(architecture, "architecture");
    Objects.requireNonNull(stop, "stop");
    Objects.requireNonNull(optimiser, "optimiser");
    Objects.requireNonNull(schedule, "schedule");
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

  /** The paper's plan: plain stochastic gradient descent at one learning rate. */
  public TrainingPlan(
      Architecture architecture,
      long seed,
      int batchSize,
      double learningRate,
      int maxEpochs,
      StoppingRule stop) {
    this(
        architecture, seed, batchSize, learningRate, maxEpochs, stop, Sgd.PLAIN, Schedule.CONSTANT);
  }

  /** The learning rate in {@code epoch}, 1-based. */
  double learningRate(int epoch) {
    return learningRate * schedule.factor(epoch, maxEpochs);
  }
}
