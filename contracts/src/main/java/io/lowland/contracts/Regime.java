package io.lowland.contracts;

import io.lowland.network.Architecture;
import io.lowland.training.Optimiser;
import io.lowland.training.Schedule;
import io.lowland.training.Sgd;
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
 * @param optimiser how a step follows from the gradient; plain descent where an event lacks it
 * @param schedule of the learning rate; constant where an event lacks it
 */
public record Regime(
    String name,
    List<Long> seeds,
    int batchSize,
    double learningRate,
    int maxEpochs,
    StoppingRule stop,
    Optimiser optimiser,
    Schedule schedule) {

  /** The name of the only regime of an experiment that lists none. */
  public static final String DEFAULT_NAME = "default";

  public Regime {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(stop, "stop");
    seeds = List.copyOf(seeds);
    optimiser = Objects.requireNonNullElse(optimiser, Sgd.PLAIN);
    schedule = Objects.requireNonNullElse(schedule, Schedule.CONSTANT);
  }

  /** Plain descent at one learning rate. */
  public Regime(
      String name,
      List<Long> seeds,
      int batchSize,
      double learningRate,
      int maxEpochs,
      StoppingRule stop) {
    this(name, seeds, batchSize, learningRate, maxEpochs, stop, Sgd.PLAIN, Schedule.CONSTANT);
  }

  /** The same regime with other seeds. */
  public Regime withSeeds(List<Long> others) {
    return new Regime(name, others, batchSize, learningRate, maxEpochs, stop, optimiser, schedule);
  }

  /** How the network with {@code seed} is trained. */
  public TrainingPlan plan(Architecture architecture, long seed) {
    return new TrainingPlan(
        architecture, seed, batchSize, learningRate, maxEpochs, stop, optimiser, schedule);
  }
}
