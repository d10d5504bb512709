package io.lowland.contracts;

import io.lowland.data.UnseenPoints;
import io.lowland.network.Architecture;
import io.lowland.training.Optimiser;
import io.lowland.training.Schedule;
import io.lowland.training.Sgd;
import io.lowland.training.StoppingRule;
import io.lowland.training.TrainingPlan;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One network is to be trained. Holds all that is needed to do so, so that any trainer replica can
 * take it without asking anybody.
 *
 * @param run id: experiment, regime and seed
 * @param experiment id
 * @param regime name
 * @param seed of initial parameters and minibatch order
 * @param dataset catalogue name
 * @param datasetDigest SHA-256 over its pixels and labels; a trainer with other bytes refuses
 * @param whyNotFirst why the data set is not the experiment's first choice, if it is not
 * @param trainPoints n
 * @param unseen which remaining points are unseen
 * @param architecture the widths
 * @param batchSize points per step
 * @param learningRate step length
 * @param maxEpochs the most passes over the training set
 * @param stop when to stop earlier
 * @param optimiser how a step follows from the gradient; plain descent where the event lacks it
 * @param schedule of the learning rate; constant where the event lacks it
 * @param measures names of all measures to take of the checkpoint
 * @param probes number of probes, {@code Integer.MAX_VALUE} for all unseen points
 * @param hessianPoints the most training points the Hessian is taken over
 * @param checkpoints those along training, if there are to be any
 * @param reparameterisations variants of the trained network, if there are to be any
 */
public record RunRequested(
    String run,
    String experiment,
    String regime,
    long seed,
    String dataset,
    String datasetDigest,
    Optional<String> whyNotFirst,
    int trainPoints,
    UnseenPoints unseen,
    Architecture architecture,
    int batchSize,
    double learningRate,
    int maxEpochs,
    StoppingRule stop,
    Optimiser optimiser,
    Schedule schedule,
    List<String> measures,
    int probes,
    int hessianPoints,
    Optional<TrainingCheckpoints> checkpoints,
    Optional<Reparameterisations> reparameterisations)
    implements LowlandEvent {

  public RunRequested {
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(experiment, "experiment");
    Objects.requireNonNull(regime, "regime");
    Objects.requireNonNull(dataset, "dataset");
    Objects.requireNonNull(datasetDigest, "dataset_digest");
    Objects.requireNonNull(whyNotFirst, "why_not_first");
    Objects.requireNonNull(unseen, "unseen");
    Objects.requireNonNull(architecture, "architecture");
    Objects.requireNonNull(stop, "stop");
    Objects.requireNonNull(checkpoints, "checkpoints");
    Objects.requireNonNull(reparameterisations, "reparameterisations");
    optimiser = Objects.requireNonNullElse(optimiser, Sgd.PLAIN);
    schedule = Objects.requireNonNullElse(schedule, Schedule.CONSTANT);
    measures = List.copyOf(measures);
  }

  static RunRequested of(
      ExperimentSubmitted experiment, Regime regime, long seed, boolean reparameterised) {
    return new RunRequested(
        runId(experiment.experiment(), regime.name(), seed),
        experiment.experiment(),
        regime.name(),
        seed,
        experiment.dataset(),
        experiment.datasetDigest(),
        experiment.whyNotFirst(),
        experiment.trainPoints(),
        experiment.unseen(),
        experiment.architecture(),
        regime.batchSize(),
        regime.learningRate(),
        regime.maxEpochs(),
        regime.stop(),
        regime.optimiser(),
        regime.schedule(),
        experiment.measures().stream().map(MeasureSpec::name).toList(),
        experiment.probes(),
        experiment.hessianPoints(),
        experiment.checkpoints(),
        experiment
            .reparameterisations()
            .filter(variants -> reparameterised)
            .map(variants -> variants.ofOne(seed)));
  }

  /** {@code EXPERIMENT.REGIME.SEED}; the same request always has the same id. */
  public static String runId(String experiment, String regime, long seed) {
    return experiment + "." + regime + "." + seed;
  }

  /** How the network is trained. */
  public TrainingPlan plan() {
    return new TrainingPlan(
        architecture, seed, batchSize, learningRate, maxEpochs, stop, optimiser, schedule);
  }

  @Override
  public String topic() {
    return Topics.RUNS;
  }

  @Override
  public String key() {
    return run;
  }

  @Override
  public String type() {
    return "io.lowland.run.requested.v1";
  }
}
