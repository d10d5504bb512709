package io.lowland.contracts;

import static io.lowland.contracts.CheckpointDescription.invalid;
import static io.lowland.contracts.CheckpointDescription.positive;
import static io.lowland.contracts.CheckpointDescription.taken;

import io.lowland.network.Architecture;
import io.lowland.network.CheckpointKind;
import io.lowland.network.CheckpointMetadata;
import io.lowland.network.Reparameterisation;
import java.util.Map;
import java.util.Optional;

/** Reads from a checkpoint's metadata which of a run's networks it is. */
final class KindReader {
  private static final String EXAMPLE = "JSON such as {\"hidden_layer\":1,\"factor\":5}";

  private final CheckpointKind kind;
  private final Optional<Reparameterisation> transformation;
  private final Optional<Integer> runCheckpoints;

  /**
   * Reads the metadata.
   *
   * @param metadata what is understood here is taken out
   * @throws IllegalArgumentException naming the key, its value and what was expected
   */
  KindReader(Map<String, String> metadata, Architecture architecture) {
    kind =
        taken(metadata, CheckpointMetadata.KIND).map(KindReader::kind).orElse(CheckpointKind.FINAL);
    transformation =
        taken(metadata, CheckpointMetadata.TRANSFORMATION)
            .map(text -> transformation(text, architecture));
    runCheckpoints = positive(metadata, CheckpointMetadata.RUN_CHECKPOINTS);
    checkThatItBelongsToARun(metadata);
    checkThatTheKindFits(metadata);
  }

  CheckpointKind kind() {
    return kind;
  }

  Optional<Reparameterisation> transformation() {
    return transformation;
  }

  Optional<Integer> runCheckpoints() {
    return runCheckpoints;
  }

  private static CheckpointKind kind(String text) {
    try {
      return CheckpointKind.parse(text);
    } catch (IllegalArgumentException e) {
      throw invalid(
          CheckpointMetadata.KIND, "'" + text + "'", "final, along_training or reparameterised");
    }
  }

  private static Reparameterisation transformation(String text, Architecture architecture) {
    try {
      Reparameterisation read = EventCodec.parse(text, Reparameterisation.class);
      if (read.hiddenLayer() <= architecture.hiddenLayers()) {
        return read;
      }
    } catch (MalformedEventException e) {
      throw invalid(CheckpointMetadata.TRANSFORMATION, text, EXAMPLE);
    }
    throw invalid(
        CheckpointMetadata.TRANSFORMATION,
        text,
        "a hidden layer from 1 to %d, those of %s"
            .formatted(architecture.hiddenLayers(), architecture));
  }

  private void checkThatItBelongsToARun(Map<String, String> metadata) {
    if (kind != CheckpointKind.FINAL && isBlank(metadata, CheckpointMetadata.RUN)) {
      throw invalid(
          CheckpointMetadata.RUN,
          Mistake.ABSENT,
          "the id of the run whose %s checkpoint it is".formatted(kind.text()));
    }
  }

  private void checkThatTheKindFits(Map<String, String> metadata) {
    if (kind == CheckpointKind.REPARAMETERISED && transformation.isEmpty()) {
      throw invalid(CheckpointMetadata.TRANSFORMATION, Mistake.ABSENT, EXAMPLE);
    }
    if (kind != CheckpointKind.REPARAMETERISED && transformation.isPresent()) {
      throw invalid(
          CheckpointMetadata.KIND,
          "'" + kind.text() + "'",
          "reparameterised, with a transformation");
    }
    if (kind == CheckpointKind.ALONG_TRAINING
        && !metadata.getOrDefault(CheckpointMetadata.EPOCHS, "").matches("\\d{1,9}")) {
      throw invalid(
          CheckpointMetadata.EPOCHS,
          isBlank(metadata, CheckpointMetadata.EPOCHS)
              ? Mistake.ABSENT
              : "'" + metadata.get(CheckpointMetadata.EPOCHS) + "'",
          "the epochs trained so far");
    }
  }

  private static boolean isBlank(Map<String, String> metadata, String key) {
    return metadata.getOrDefault(key, "").isBlank();
  }
}
