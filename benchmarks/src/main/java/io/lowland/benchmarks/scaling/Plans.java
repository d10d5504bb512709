package io.lowland.benchmarks.scaling;

import io.lowland.network.Architecture;
import io.lowland.training.StoppingRule;
import io.lowland.training.TrainingPlan;

/** How the networks of the pair-proxy experiment are trained. */
final class Plans {
  static final Architecture ARCHITECTURE = Architecture.parse("784-64-8-10");
  static final int POINTS = 250;

  private Plans() {}

  static TrainingPlan of(Architecture architecture, long seed) {
    return new TrainingPlan(architecture, seed, 64, 0.1, 500, StoppingRule.PAPER);
  }
}
