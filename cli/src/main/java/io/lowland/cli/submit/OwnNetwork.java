package io.lowland.cli.submit;

import io.lowland.cli.CommandFailedException;
import io.lowland.contracts.CheckpointDescription;
import io.lowland.contracts.Regime;
import io.lowland.network.Checkpoint;
import io.lowland.network.CheckpointMetadata;
import io.lowland.network.Safetensors;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A user's own network on its way into an experiment.
 *
 * @param file it was read from
 * @param checkpoint the network with all that is needed to measure it
 * @param description the same as typed values
 */
public record OwnNetwork(Path file, Checkpoint checkpoint, CheckpointDescription description) {
  private static final String ID_PATTERN = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";
  private static final String ID_EXPECTED =
      "letters, digits, '-', '_' and '.', at most 100, such as my-networks";

  /** What has to be known of every network, and the option that says it. */
  private static final SortedMap<String, String> NEEDED =
      new TreeMap<>(
          Map.of(
              CheckpointMetadata.EXPERIMENT, "--experiment ID",
              CheckpointMetadata.DATASET, "--dataset NAME",
              CheckpointMetadata.TRAIN_POINTS, "--train-points N"));

  private static final List<String> OF_ITS_FORMER_RUN =
      List.of(
          CheckpointMetadata.RUN,
          CheckpointMetadata.KIND,
          CheckpointMetadata.TRANSFORMATION,
          CheckpointMetadata.DERIVED_FROM,
          CheckpointMetadata.RUN_CHECKPOINTS);

  /**
   * Reads a network from a safetensors file.
   *
   * @param chosen metadata that replaces the file's, by key; the experiment must be in one of them
   * @throws IllegalArgumentException naming the file, what is wrong and what was expected
   */
  public static OwnNetwork read(Path file, Map<String, String> chosen) {
    Checkpoint read = Safetensors.read(file);
    Map<String, String> metadata = new TreeMap<>(read.metadata());
    metadata.putAll(chosen);
    // A run that the file names is one of the experiment that it came from; here, the network is
    // one
    // of its own, whichever of that run's it was.
    OF_ITS_FORMER_RUN.forEach(metadata::remove);
    requireAll(file, metadata);
    requireId(file, CheckpointMetadata.EXPERIMENT, metadata);
    // Nothing is added: the same file is the same checkpoint when it comes by other means.
    metadata.remove(CheckpointMetadata.REGIME, Regime.DEFAULT_NAME);
    if (metadata.containsKey(CheckpointMetadata.REGIME)) {
      requireId(file, CheckpointMetadata.REGIME, metadata);
    }
    Checkpoint checkpoint = new Checkpoint(read.network(), metadata);
    try {
      return new OwnNetwork(file, checkpoint, CheckpointDescription.of(checkpoint));
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(said(file, e.getMessage(), chosen), e);
    }
  }

  /** What is wrong, with the option where one said it, else with the file. */
  private static String said(Path file, String mistake, Map<String, String> chosen) {
    for (String key : chosen.keySet()) {
      String inMetadata = "__metadata__." + key + ":";
      if (mistake.startsWith(inMetadata)) {
        return option(key) + ":" + mistake.substring(inMetadata.length());
      }
    }
    return "%s: %s; say it with an option, see ./lowland submit --help".formatted(file, mistake);
  }

  private static String option(String key) {
    return "--" + key.replace('_', '-');
  }

  /** All that is absent is said at once. */
  private static void requireAll(Path file, Map<String, String> metadata) {
    List<String> absent =
        NEEDED.keySet().stream().filter(key -> metadata.getOrDefault(key, "").isBlank()).toList();
    if (!absent.isEmpty()) {
      throw new CommandFailedException(
          "%s does not say its %s; add %s"
              .formatted(
                  file,
                  String.join(", ", absent),
                  absent.stream().map(NEEDED::get).collect(Collectors.joining(" "))));
    }
  }

  private static void requireId(Path file, String key, Map<String, String> metadata) {
    String id = metadata.get(key);
    if (!id.matches(ID_PATTERN)) {
      throw new CommandFailedException(
          "%s: %s: '%s'; expected %s".formatted(file, key, id, ID_EXPECTED));
    }
  }

  /** The id under which its measurements come. */
  public String id() {
    return CheckpointDescription.id(checkpoint);
  }

  /** The id of its run. */
  public String run() {
    return CheckpointDescription.runId(checkpoint, description);
  }

  /** The experiment it becomes part of. */
  public String experiment() {
    return description.experiment().orElseThrow();
  }
}
