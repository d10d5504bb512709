package io.lowland.metrics;

import io.lowland.measure.MeasureFamily;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** The settings of the metrics service. */
@ConfigMapping(prefix = "lowland.metrics")
interface MetricsConfig {

  /** CloudEvents source of everything the metrics service sends. */
  String SOURCE = "/lowland/metrics";

  /** Checkpoints measured at the same time, one thread each; the machine's cores by default. */
  int threads();

  /**
   * The families of measures taken here, such as {@code weakness,sharpness}. Services with
   * different families need different consumer groups ({@code lowland.metrics.group}), and all
   * families must be taken somewhere.
   */
  @WithDefault("generalisation,sharpness,weakness,simplicity")
  Set<MeasureFamily> families();

  /** The consumer group that shares the checkpoints. */
  @WithDefault("lowland-metrics")
  String group();

  /** Version of the code, kept in every measurement. */
  @WithDefault("${quarkus.application.version:unknown}")
  String codeVersion();

  /**
   * The folder below which {@code idx:FOLDER} may name data sets; none by default, as those who
   * choose the names need not be those who may read this machine's files.
   */
  Optional<Path> ownDatasets();

  /** A directory that all services share, where checkpoints are that are too large to send. */
  Optional<Path> claimCheckDirectory();
}
