package io.lowland.trainer;

/** Names of the messaging channels, as in {@code application.properties}. */
final class Channels {
  static final String RUNS = "runs";
  static final String EXPERIMENTS_OUT = "experiments-out";
  static final String RUNS_OUT = "runs-out";
  static final String CHECKPOINTS_OUT = "checkpoints-out";
  static final String PROGRESS_OUT = "progress-out";

  private Channels() {}
}
