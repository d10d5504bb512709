package io.lowland.cli;

import io.lowland.cli.submit.OwnData;
import io.lowland.data.Dataset;
import io.lowland.data.Split;
import io.lowland.data.UnseenPoints;
import io.lowland.measure.MeasureOptions;
import io.lowland.network.Checkpoint;
import io.lowland.network.CheckpointMetadata;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * What to measure a checkpoint with: each choice is the command line's, else the one in the file's
 * metadata, else a default.
 */
final class MeasuringOptions {
  private static final int DEFAULT_TRAIN_POINTS = 250;

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      description = "mnist, fashion-mnist, synthetic-digits or idx:FOLDER (default: the file's).")
  private String dataset;

  @Option(
      names = "--train-points",
      paramLabel = "N",
      description =
          "Points the network was trained on (default: the file's; for measure, else 250).")
  private Integer trainPoints;

  @Option(
      names = "--unseen",
      paramLabel = "WHICH",
      description =
          "Unseen points: all, leftover or test (default: the file's, else the paper's for N).")
  private String unseen;

  @Option(
      names = "--measures",
      paramLabel = "A,B",
      split = ",",
      description =
          "Measures to take (default: the file's, else those that docs/measures.md does not call \"not default\").")
  private List<String> measures;

  @Option(
      names = "--probes",
      paramLabel = "N",
      description = "Probes of the pair proxy, or all (default: the file's, else 100).")
  private String probes;

  @Option(
      names = "--hessian-points",
      paramLabel = "N",
      description = "Training points of the Hessian (default: the file's, else 2048).")
  private Integer hessianPoints;

  /** The choices made on the command line, in the keys and texts of a checkpoint's metadata. */
  Map<String, String> metadata() {
    Map<String, String> chosen = new LinkedHashMap<>();
    put(chosen, CheckpointMetadata.DATASET, dataset);
    put(chosen, CheckpointMetadata.TRAIN_POINTS, trainPoints);
    put(chosen, CheckpointMetadata.UNSEEN, unseen);
    put(chosen, CheckpointMetadata.MEASURES, measures == null ? null : String.join(",", measures));
    put(chosen, CheckpointMetadata.PROBES, probes);
    put(chosen, CheckpointMetadata.HESSIAN_POINTS, hessianPoints);
    return chosen;
  }

  private static void put(Map<String, String> metadata, String key, Object option) {
    if (option != null) {
      metadata.put(key, option.toString());
    }
  }

  /** The data set to measure on, of a name that a data set has. */
  String datasetName(Checkpoint checkpoint, Path source) {
    String name = datasetChoice(checkpoint, source);
    OwnData.requireName(source, name);
    return name;
  }

  private String datasetChoice(Checkpoint checkpoint, Path source) {
    return choice(dataset, checkpoint, CheckpointMetadata.DATASET)
        .orElseThrow(
            () ->
                new CommandFailedException(
                    "%s does not say its data set; add --dataset NAME, such as mnist"
                        .formatted(source)));
  }

  /**
   * Refuses {@code present} where the network was trained on other bytes of this name. Another name
   * than the file's is what the user asked for.
   */
  void requireTrainedOn(Dataset present, Checkpoint checkpoint, Path source) {
    Optional<String> digest = said(checkpoint, CheckpointMetadata.DATASET_DIGEST);
    boolean sameName =
        said(checkpoint, CheckpointMetadata.DATASET).filter(present.name()::equals).isPresent();
    if (sameName && digest.isPresent() && !digest.get().equals(present.digest())) {
      throw new CommandFailedException(
          "%s was trained on a %s of other bytes (dataset_digest %s) than the one here (%s); expected the same files, see LOWLAND_DATA_DIR"
              .formatted(source, present.name(), digest.get(), present.digest()));
    }
  }

  /** Whether nobody says how many points the network was trained on. */
  boolean assumesTrainPoints(Checkpoint checkpoint) {
    return choice(trainPoints, checkpoint, CheckpointMetadata.TRAIN_POINTS).isEmpty();
  }

  Split split(Dataset data, Checkpoint checkpoint) {
    int points =
        choice(trainPoints, checkpoint, CheckpointMetadata.TRAIN_POINTS)
            .map(text -> count("train points", text))
            .orElse(DEFAULT_TRAIN_POINTS);
    return choice(unseen, checkpoint, CheckpointMetadata.UNSEEN)
        .map(which -> UnseenPoints.named(which.strip().toLowerCase(Locale.ROOT)))
        .map(which -> Split.of(data, points, which))
        .orElseGet(() -> Split.of(data, points));
  }

  List<String> measures(Checkpoint checkpoint) {
    return choice(
            measures == null ? null : String.join(",", measures),
            checkpoint,
            CheckpointMetadata.MEASURES)
        .map(text -> Arrays.stream(text.split(",")).map(String::strip).toList())
        .orElse(List.of());
  }

  MeasureOptions options(Checkpoint checkpoint) {
    return new MeasureOptions(
        choice(probes, checkpoint, CheckpointMetadata.PROBES)
            .map(
                text ->
                    text.equalsIgnoreCase("all")
                        ? MeasureOptions.ALL_PROBES
                        : count("probes", text))
            .orElse(MeasureOptions.PAPER.probes()),
        choice(hessianPoints, checkpoint, CheckpointMetadata.HESSIAN_POINTS)
            .map(text -> count("hessian points", text))
            .orElse(MeasureOptions.PAPER.hessianPoints()));
  }

  private static Optional<String> choice(Object option, Checkpoint checkpoint, String key) {
    return Optional.ofNullable(option)
        .map(Object::toString)
        .filter(text -> !text.isBlank())
        .or(() -> said(checkpoint, key));
  }

  /** What is blank is not said. */
  private static Optional<String> said(Checkpoint checkpoint, String key) {
    return checkpoint.metadata(key).filter(text -> !text.isBlank());
  }

  private static int count(String what, String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new CommandFailedException(
          "%s: '%s'; expected a whole number".formatted(what, text), e);
    }
  }
}
