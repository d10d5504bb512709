package io.lowland.metrics;

/** Names of the messaging channels, as in {@code application.properties}. */
final class Channels {
  static final String CHECKPOINTS = "checkpoints";
  static final String MEASUREMENTS_OUT = "measurements-out";

  private Channels() {}
}
