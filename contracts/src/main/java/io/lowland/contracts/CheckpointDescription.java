package io.lowland.contracts;

import io.lowland.data.Dataset;
import io.lowland.data.UnseenPoints;
import io.lowland.measure.MeasureOptions;
import io.lowland.network.Checkpoint;
import io.lowland.network.CheckpointKind;
import io.lowland.network.CheckpointMetadata;
import io.lowland.network.Reparameterisation;
import io.lowland.network.Safetensors;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a checkpoint's {@code __metadata__} says about how to measure it: the typed view of the keys
 * in {@link CheckpointMetadata}. Only the data set and the number of training points must be there,
 * so that anybody can hand a network in.
 *
 * @param dataset catalogue name
 * @param datasetDigest SHA-256 of the bytes trained on, if known
 * @param trainPoints n
 * @param unseen which remaining points are unseen; empty for the paper's choice
 * @param options choices about measuring
 * @param measures names; empty for all defaults
 * @param experiment id, if it belongs to one
 * @param run id, if it has one
 * @param regime name
 * @param seed if known
 * @param kind which of the run's networks it is
 * @param transformation what makes it of the run's final network; there for exactly the
 *     reparameterised
 * @param runCheckpoints how many checkpoints the run has in all, if it is the final one of several
 * @param training everything else that the metadata says, by key
 */
public record CheckpointDescription(
    String dataset,
    Optional<String> datasetDigest,
    int trainPoints,
    Optional<UnseenPoints> unseen,
    MeasureOptions options,
    List<String> measures,
    Optional<String> experiment,
    Optional<String> run,
    String regime,
    Optional<Long> seed,
    CheckpointKind kind,
    Optional<Reparameterisation> transformation,
    Optional<Integer> runCheckpoints,
    Map<String, String> training) {

  /** Key of the reason why the data set is not the experiment's first choice. */
  public static final String WHY_NOT_FIRST = "why_not_first";

  private static final String ALL = "all";
  private static final String COUNT = "a whole number of at least 1";
  private static final int DIGITS_OF_OWN_RUN = 12;

  public CheckpointDescription {
    measures = List.copyOf(measures);
    training = Collections.unmodifiableMap(new TreeMap<>(training));
  }

  /**
   * What {@code checkpoint} says about itself.
   *
   * @throws IllegalArgumentException naming the key, its value and what was expected
   */
  public static CheckpointDescription of(Checkpoint checkpoint) {
    Map<String, String> training = new TreeMap<>(checkpoint.metadata());
    KindReader kind = new KindReader(training, checkpoint.network().architecture());
    return new CheckpointDescription(
        taken(training, CheckpointMetadata.DATASET)
            .orElseThrow(
                () -> invalid(CheckpointMetadata.DATASET, Mistake.ABSENT, "a name such as mnist")),
        taken(training, CheckpointMetadata.DATASET_DIGEST),
        positive(training, CheckpointMetadata.TRAIN_POINTS)
            .orElseThrow(
                () ->
                    invalid(
                        CheckpointMetadata.TRAIN_POINTS,
                        Mistake.ABSENT,
                        "the number of training points")),
        taken(training, CheckpointMetadata.UNSEEN).map(UnseenPoints::named),
        options(training),
        taken(training, CheckpointMetadata.MEASURES)
            .map(names -> List.of(names.split("\\s*,\\s*", -1)))
            .orElse(List.of()),
        taken(training, CheckpointMetadata.EXPERIMENT),
        taken(training, CheckpointMetadata.RUN),
        regime(training),
        seed(training),
        kind.kind(),
        kind.transformation(),
        kind.runCheckpoints(),
        training);
  }

  /**
   * The id of {@code checkpoint}: the SHA-256, in hexadecimal, of the file without the time the
   * training took and without the measures asked for. A network that is trained again, because its
   * trainer died, so has the same id; and one that is handed in again for further measures gets
   * them beside those it has.
   */
  public static String id(Checkpoint checkpoint) {
    Map<String, String> timeless = new TreeMap<>(checkpoint.metadata());
    timeless.remove(CheckpointMetadata.TRAIN_SECONDS);
    timeless.remove(CheckpointMetadata.MEASURES);
    return Digests.sha256(Safetensors.write(new Checkpoint(checkpoint.network(), timeless)));
  }

  /**
   * The id of the run that {@code checkpoint} belongs to: the one that it names, else {@code
   * EXPERIMENT.REGIME.net-DIGEST}, where the digest is that of the parameters, of the data set's
   * name and of the number of training points. A network that is handed in without a run so counts
   * once in an experiment, whichever way it came and whatever else its metadata says.
   *
   * @param description of {@code checkpoint}
   */
  public static String runId(Checkpoint checkpoint, CheckpointDescription description) {
    return description.run().orElseGet(() -> ownRunId(checkpoint, description));
  }

  private static String ownRunId(Checkpoint checkpoint, CheckpointDescription description) {
    Map<String, String> identity =
        Map.of(
            CheckpointMetadata.DATASET,
            description.dataset(),
            CheckpointMetadata.TRAIN_POINTS,
            String.valueOf(description.trainPoints()));
    String digest =
        Digests.sha256(Safetensors.write(new Checkpoint(checkpoint.network(), identity)));
    return "%s.%s.net-%s"
        .formatted(
            description.experiment().orElse(MeasurementTaken.NO_EXPERIMENT),
            description.regime(),
            digest.substring(0, DIGITS_OF_OWN_RUN));
  }

  private static MeasureOptions options(Map<String, String> metadata) {
    Optional<String> probes =
        Optional.ofNullable(metadata.get(CheckpointMetadata.PROBES)).filter(ALL::equals);
    if (probes.isPresent()) {
      metadata.remove(CheckpointMetadata.PROBES);
    }
    return new MeasureOptions(
        probes.isPresent()
            ? MeasureOptions.ALL_PROBES
            : positive(metadata, CheckpointMetadata.PROBES, COUNT + ", or " + ALL)
                .orElse(MeasureOptions.PAPER.probes()),
        positive(metadata, CheckpointMetadata.HESSIAN_POINTS)
            .orElse(MeasureOptions.PAPER.hessianPoints()));
  }

  static Optional<String> taken(Map<String, String> metadata, String key) {
    return Optional.ofNullable(metadata.remove(key)).filter(text -> !text.isBlank());
  }

  private static String regime(Map<String, String> metadata) {
    String name = taken(metadata, CheckpointMetadata.REGIME).orElse(Regime.DEFAULT_NAME);
    if (name.equals(CorrelationUpdated.ALL_REGIMES)) {
      throw invalid(
          CheckpointMetadata.REGIME,
          "'" + name + "'",
          "another name, as this one stands for all regimes together");
    }
    return name;
  }

  static Optional<Integer> positive(Map<String, String> metadata, String key) {
    return positive(metadata, key, COUNT);
  }

  private static Optional<Integer> positive(
      Map<String, String> metadata, String key, String expected) {
    return taken(metadata, key)
        .map(
            text -> {
              if (!text.matches("[1-9]\\d{0,8}")) {
                throw invalid(key, "'" + text + "'", expected);
              }
              return Integer.valueOf(text);
            });
  }

  private static Optional<Long> seed(Map<String, String> metadata) {
    return taken(metadata, CheckpointMetadata.SEED)
        .map(
            text -> {
              if (!text.matches("\\d{1,18}")) {
                throw invalid(CheckpointMetadata.SEED, "'" + text + "'", "a whole number");
              }
              return Long.valueOf(text);
            });
  }

  /**
   * Refuses a data set of other bytes than the network was trained on.
   *
   * @throws IllegalArgumentException naming both digests
   */
  public void requireTrainedOn(Dataset present) {
    requireDigest(dataset, datasetDigest.orElse(present.digest()), present);
  }

  /** Refuses {@code present} unless its digest is {@code digest}. */
  public static void requireDigest(String dataset, String digest, Dataset present) {
    if (!digest.equals(present.digest())) {
      throw new IllegalArgumentException(
          ("%s here has other bytes (%s) than where the experiment was submitted (%s); give all"
                  + " services the same data")
              .formatted(dataset, present.digest(), digest));
    }
  }

  static IllegalArgumentException invalid(String key, String value, String expected) {
    return new IllegalArgumentException(
        new Mistake("__metadata__." + key, value, expected).toString());
  }
}
