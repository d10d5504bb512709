package io.lowland.trainer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The settings of the trainer service. */
@ConfigMapping(prefix = "lowland.trainer")
interface TrainerConfig {

  /** CloudEvents source of everything the trainer sends. */
  String SOURCE = "/lowland/trainer";

  /** Networks trained at the same time, one thread each; the machine's cores by default. */
  int threads();

  /** Version of the code, kept in every checkpoint. */
  @WithDefault("${quarkus.application.version:unknown}")
  String codeVersion();

  /**
   * Keys of which requests that change something must bring one. Needed where others can reach the
   * service.
   */
  Optional<List<String>> apiKeys();

  /** Whether others may submit without a key, since something before the service authenticates. */
  @WithDefault("false")
  boolean unauthenticated();

  /**
   * The folder below which {@code idx:FOLDER} may name data sets; none by default, as those who
   * choose the names need not be those who may read this machine's files.
   */
  Optional<Path> ownDatasets();

  /** Where checkpoints go that are too large for the broker. */
  ClaimCheckConfig claimCheck();

  /** See {@link io.lowland.contracts.ClaimCheck}. */
  interface ClaimCheckConfig {

    /** A directory that all services share; without one, every checkpoint is sent itself. */
    Optional<Path> directory();

    /** The largest checkpoint that is sent itself, in bytes. */
    @WithDefault("8388608")
    int limit();
  }
}
