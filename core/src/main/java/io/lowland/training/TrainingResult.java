package io.lowland.training;

import io.lowland.network.Network;

/**
 * A trained network.
 *
 * @param network all parameters finite
 * @param epochs passes over the training set
 * @param trainAccuracy fraction of all training points classified correctly at the end
 * @param trainLoss mean cross-entropy over all training points at the end
 * @param stoppedByRule whether the stopping rule was met; otherwise the epochs ran out
 */
public record TrainingResult(
    Network network, int epochs, double trainAccuracy, double trainLoss, boolean stoppedByRule) {}
