package io.lowland.analysis;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Everything about the analysis that an operator may set, under {@code lowland.analysis}. */
@ConfigMapping(prefix = "lowland.analysis")
public interface AnalysisConfiguration {

  /** How long to wait before a write that the database refused for now is tried again. */
  @WithDefault("1S")
  Duration databaseRetryDelay();

  /** How often experiments with news are looked for; their correlations are at most this old. */
  @WithDefault("1S")
  Duration recomputeEvery();

  /** How often each follower of an experiment's events is told what is new. */
  @WithDefault("1S")
  Duration eventsEvery();

  /** How long a follower hears nothing at most: a comment comes when there is no news. */
  @WithDefault("15S")
  Duration heartbeatEvery();

  /** The largest page of a listing. */
  @WithDefault("10000")
  int largestPage();

  /**
   * Where the report of the run will be that this service is a part of. If the file is there when
   * the service stops, whoever follows an experiment is told of it.
   */
  Optional<Path> report();
}
