package io.lowland.network;

import io.lowland.random.TorchRandom;
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

  /**
   * The network before its training: what the seed of the metadata draws for this architecture.
   * Empty where the metadata names no seed.
   */
  public Optional<Network> initialNetwork() {
    return metadata(CheckpointMetadata.SEED)
        .filter(seed -> seed.matches("-?\\d{1,18}"))
        .map(
            seed ->
                Network.initialise(network.architecture(), new TorchRandom(Long.parseLong(seed))));
  }
}
