package io.lowland.contracts;

import io.lowland.data.Dataset;
import io.lowland.data.UnseenPoints;
import io.lowland.measure.Measure;
import io.lowland.network.Architecture;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * An experiment was accepted. Sent before its runs; the topic is compacted, so that everybody can
 * learn about every experiment at any time.
 *
 * @param experiment id
 * @param name of the experiment file
 * @param description for people
 * @param dataset the data set used
 * @param datasetDigest SHA-256 over its pixels and labels
 * @param whyNotFirst why it is not the first of the experiment's preference, if it is not
 * @param trainPoints n
 * @param unseen which remaining points are unseen
 * @param architecture the widths
 * @param regimes ways of training, with their seeds
 * @param measures what is measured of every trained network
 * @param probes number of probes, {@code Integer.MAX_VALUE} for all unseen points
 * @param hessianPoints the most training points the Hessian is taken over
 * @param checkpoints those along training, if there are to be any
 * @param reparameterisations variants of trained networks, if there are to be any
 * @param runs number of runs
 */
public record ExperimentSubmitted(
    String experiment,
    String name,
    String description,
    String dataset,
    String datasetDigest,
    Optional<String> whyNotFirst,
    int trainPoints,
    UnseenPoints unseen,
    Architecture architecture,
    List<Regime> regimes,
    List<MeasureSpec> measures,
    int probes,
    int hessianPoints,
    Optional<TrainingCheckpoints> checkpoints,
    Optional<Reparameterisations> reparameterisations,
    int runs)
    implements LowlandEvent {

  public ExperimentSubmitted {
    Objects.requireNonNull(experiment, "experiment");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(dataset, "dataset");
    Objects.requireNonNull(datasetDigest, "dataset_digest");
    Objects.requireNonNull(whyNotFirst, "why_not_first");
    Objects.requireNonNull(unseen, "unseen");
    Objects.requireNonNull(architecture, "architecture");
    Objects.requireNonNull(checkpoints, "checkpoints");
    Objects.requireNonNull(reparameterisations, "reparameterisations");
    regimes = List.copyOf(regimes);
    measures = List.copyOf(measures);
  }

  /**
   * The experiment as it runs on {@code dataset}.
   *
   * @param measures those of {@link Experiment#measuresOf}
   */
  public static ExperimentSubmitted of(
      Experiment experiment,
      Dataset dataset,
      Optional<String> whyNotFirst,
      List<Measure> measures) {
    return new ExperimentSubmitted(
        experiment.id(dataset),
        experiment.name(),
        experiment.description(),
        dataset.name(),
        dataset.digest(),
        whyNotFirst,
        experiment.trainPoints(),
        experiment.unseenOn(dataset),
        experiment.architecture(),
        experiment.regimes(),
        measures.stream().map(MeasureSpec::of).toList(),
        experiment.options().probes(),
        experiment.options().hessianPoints(),
        experiment.checkpoints(),
        experiment.reparameterisations(),
        experiment.runs());
  }

  /** One request per regime and seed, in that order. */
  public List<RunRequested> expand() {
    Set<Long> reparameterised =
        reparameterisations.map(each -> Set.copyOf(each.seeds())).orElse(Set.of());
    return regimes.stream()
        .flatMap(
            regime ->
                regime.seeds().stream()
                    .map(
                        seed ->
                            RunRequested.of(this, regime, seed, reparameterised.contains(seed))))
        .toList();
  }

  @Override
  public String topic() {
    return Topics.EXPERIMENTS;
  }

  @Override
  public String key() {
    return experiment;
  }

  @Override
  public String type() {
    return "io.lowland.experiment.submitted.v1";
  }
}
