package io.lowland.network;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A network with what is known about its origin; what a safetensors file holds.
 *
 * @param network architecture and parameters
 * @param metadata the {@code __metadata__} of the file, sorted by key; {@link CheckpointMetadata}
 *     names the keys Lowland writes and reads
 */
public record Checkpoint(Network network, Map<String, String> metadata) {

  public Checkpoint {
    Objects.requireNonNull(network, "network");
    metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
  }

  /** The metadata entry {@code key}, if there is one. */
  public Optional<String> metadata(String key) {
    return Optional.ofNullable(metadata.get(key));
  }
}
