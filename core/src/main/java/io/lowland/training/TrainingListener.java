package io.lowland.training;

/** Told about the progress of a training, on the training's thread. */
@FunctionalInterface
public interface TrainingListener {

  /** Listens to nothing. */
  TrainingListener NONE = (epoch, trainLoss) -> {};

  /**
   * An epoch has ended.
   *
   * @param epoch 1-based
   * @param trainLoss mean cross-entropy over the epoch, each point as its batch met it
   */
  void epoch(int epoch, double trainLoss);
}
