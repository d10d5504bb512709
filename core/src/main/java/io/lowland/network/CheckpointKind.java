package io.lowland.network;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Which of the networks of a run a checkpoint holds. */
public enum CheckpointKind {
  /** The trained network: the one that counts for its run in every statistic. */
  FINAL,
  /** The network after an earlier epoch of the same training. */
  ALONG_TRAINING,
  /** The trained network under a {@link Reparameterisation}, the same function. */
  REPARAMETERISED;

  /** The kind as it stands in metadata and events, such as {@code along_training}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The kind called {@code text}, the inverse of {@link #text()}.
   *
   * @throws IllegalArgumentException naming the text and the kinds there are
   */
  public static CheckpointKind parse(String text) {
    return Arrays.stream(values())
        .filter(kind -> kind.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "kind: '%s'; expected one of %s"
                        .formatted(
                            text,
                            Arrays.stream(values())
                                .map(CheckpointKind::text)
                                .collect(Collectors.joining(", ")))));
  }
}
