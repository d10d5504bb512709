package io.lowland.contracts;

import io.lowland.network.Architecture;
import io.lowland.training.StoppingRule;
import io.lowland.training.TrainingPlan;
import java.util.List;
import java.util.Objects;

/**
 * One way of training within an experiment, such as the paper's small-batch and large-batch
 * regimes.
 *
 * @param name lower case letters, digits and {@code -}; unique within the experiment
 * @param seeds one run each, in this order
 * @param batchSize points per step
 * @param learningRate step length
 * @param maxEpochs the most passes over the training set
 * @param stop when to stop earlier
 */
public record Regime(
    String name,
    List<Long> seeds,
    int batchSize,
    double learningRate,
    int maxEpochs,
    StoppingRule stop) {

  /** The name of the only regime of an experiment that lists none. */
  public static final String DEFAULT_NAME = "default";

  public Regime {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(stop, "stop");
    seeds = List.copyOf(seeds);
  }

  /** The same regime with other seeds. */
  public Regime withSeeds(List<Long> others) {
    return new Regime(name, others, batchSize, learningRate, maxEpochs, stop);
  }

  /** How the network with {@code seed} is trained. */
  public TrainingPlan plan(Architecture architecture, long seed) {
    return new TrainingPlan(architecture, seed, batchSize, learningRate, maxEpochs, stop);
  }
}
