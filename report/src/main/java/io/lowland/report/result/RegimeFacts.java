package io.lowland.report.result;

import java.util.Optional;

/**
 * One way of training.
 *
 * @param name unique within the experiment
 * @param seeds as in experiment files, such as {@code 0-99}
 * @param batchSize points per step
 * @param learningRate step length
 * @param maxEpochs the most passes over the training set
 * @param stop when training ended earlier, in words, if known
 * @param optimiser in words; empty for plain descent at one learning rate
 */
public record RegimeFacts(
    String name,
    String seeds,
    int batchSize,
    double learningRate,
    int maxEpochs,
    Optional<String> stop,
    Optional<String> optimiser) {}
