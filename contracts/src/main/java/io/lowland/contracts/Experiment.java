package io.lowland.contracts;

import io.lowland.data.Dataset;
import io.lowland.data.DatasetShape;
import io.lowland.data.DatasetUnavailableException;
import io.lowland.data.UnseenPoints;
import io.lowland.measure.Measure;
import io.lowland.measure.MeasureOptions;
import io.lowland.measure.MeasureRegistry;
import io.lowland.network.Architecture;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What to train and what to measure; read from a file by {@link ExperimentReader}.
 *
 * @param name lower case letters, digits and {@code -}
 * @param description for people; has no effect and is not part of the id
 * @param datasets in order of preference; the first that can be had is used
 * @param trainPoints n, the training images trained on
 * @param unseen which remaining points count as unseen; empty for the paper's choice
 * @param architecture the widths
 * @param regimes at least one
 * @param measures names; empty for all that are measured by default
 * @param options choices about measuring
 * @param checkpoints those along training, if there are to be any
 * @param reparameterisations variants of trained networks, if there are to be any
 */
public record Experiment(
    String name,
    String description,
    List<String> datasets,
    int trainPoints,
    Optional<UnseenPoints> unseen,
    Architecture architecture,
    List<Regime> regimes,
    List<String> measures,
    MeasureOptions options,
    Optional<TrainingCheckpoints> checkpoints,
    Optional<Reparameterisations> reparameterisations) {

  /** The most runs of one experiment. */
  public static final int MAX_RUNS = 100_000;

  /** The most checkpoints of one experiment, all kinds together. */
  public static final long MAX_CHECKPOINTS = 1_000_000;

  public Experiment {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(unseen, "unseen");
    Objects.requireNonNull(architecture, "architecture");
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(checkpoints, "checkpoints");
    Objects.requireNonNull(reparameterisations, "reparameterisations");
    datasets = List.copyOf(datasets);
    regimes = List.copyOf(regimes);
    measures = List.copyOf(measures);
  }

  /** Number of networks to train. */
  public int runs() {
    return regimes.stream().mapToInt(regime -> regime.seeds().size()).sum();
  }

  /** The most checkpoints there can be: trainings that stop early give fewer. */
  public long checkpointsAtMost() {
    return regimes.stream().mapToLong(this::checkpointsAtMost).sum();
  }

  private long checkpointsAtMost(Regime regime) {
    long along = checkpoints.map(each -> each.atMost(regime.maxEpochs())).orElse(0);
    long variants =
        reparameterisations
            .flatMap(each -> each.among(regime.seeds()))
            .map(each -> (long) each.seeds().size() * each.transformations().size())
            .orElse(0L);
    return regime.seeds().size() * (1 + along) + variants;
  }

  /**
   * The same experiment with {@code seeds} in every regime; reparameterised are those of them that
   * were before.
   */
  public Experiment withSeeds(List<Long> seeds) {
    return new Experiment(
        name,
        description,
        datasets,
        trainPoints,
        unseen,
        architecture,
        regimes.stream().map(regime -> regime.withSeeds(seeds)).toList(),
        measures,
        options,
        checkpoints,
        reparameterisations.flatMap(variants -> variants.among(seeds)));
  }

  /**
   * The id of this experiment on {@code dataset}: its name and twelve hexadecimal digits that
   * depend on everything that can change a result, the bytes of the data set included.
   */
  public String id(Dataset dataset) {
    String content = ExperimentText.canonical(this) + "\n" + dataset.digest();
    return name + "-" + Digests.sha256(content.getBytes(StandardCharsets.UTF_8)).substring(0, 12);
  }

  /** The points that count as unseen on {@code dataset}. */
  public UnseenPoints unseenOn(Dataset dataset) {
    return unseen.orElseGet(() -> UnseenPoints.forTrainPoints(dataset, trainPoints));
  }

  /** The mistakes that show only when the data set is known. */
  public List<Mistake> mistakesOn(DatasetShape dataset) {
    List<Mistake> mistakes = new ArrayList<>();
    int images = dataset.trainImages();
    if (trainPoints > images) {
      mistakes.add(
          new Mistake(
              "train_points",
              String.valueOf(trainPoints),
              "1 to %d, the training images of %s".formatted(images, dataset.name())));
    }
    if (architecture.inputs() != dataset.features()) {
      mistakes.add(
          new Mistake(
              "architecture",
              architecture.toString(),
              "%d inputs, the pixels of an image of %s"
                  .formatted(dataset.features(), dataset.name())));
    }
    if (architecture.classes() != dataset.classes()) {
      mistakes.add(
          new Mistake(
              "architecture",
              architecture.toString(),
              "%d outputs, the classes of %s".formatted(dataset.classes(), dataset.name())));
    }
    return mistakes;
  }

  /** What to say when none of its data sets can be had. */
  public List<Mistake> mistakesWithout(DatasetUnavailableException unavailable) {
    return List.of(
        new Mistake(
            "datasets",
            String.join(", ", datasets),
            "a dataset that can be had here: " + unavailable.getMessage()));
  }

  /**
   * The measures to take, by name or, when none is named, all defaults.
   *
   * @throws IllegalArgumentException naming the first unknown measure
   */
  public List<Measure> measuresOf(MeasureRegistry registry) {
    return measures.isEmpty()
        ? registry.measuresFor(architecture).stream().filter(Measure::isDefault).toList()
        : registry.select(architecture, measures);
  }
}
