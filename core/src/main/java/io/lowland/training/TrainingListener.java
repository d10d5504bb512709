package io.lowland.training;

import io.lowland.network.Network;

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

  /**
   * Whether {@link #network} shall be told the network after {@code epoch}. Asked after every epoch
   * but the last, whose network is the training's result.
   */
  default boolean wantsNetwork(int epoch) {
    return false;
  }

  /**
   * The network as it is after {@code epoch}, a copy that the training does not touch any more.
   * Looking at it does not change the training: the result is the same bits.
   */
  default void network(int epoch, Network network) {}
}
