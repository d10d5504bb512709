package io.lowland.cli;

/** Experiment files for tests: small, and on the data set that is always there. */
final class Experiments {
  private Experiments() {}

  static final String SMALL =
      """
      name: small
      dataset: synthetic-digits
      train_points: 100
      architecture: 784-16-8-10
      seeds: 0-5
      batch_size: 32
      learning_rate: 0.1
      max_epochs: 200
      measures: [test_accuracy, train_accuracy, weight_l1, weight_l2]
      checkpoints: {every: 4, measures: [weight_l2]}
      reparameterisations: {seeds: 0, layers_1_2: [1, 4], layers_2_3: [5]}
      """;

  /** Networks of {@link #WHOLE}. */
  static final int RUNS = 16;

  /** Epochs between the checkpoints of {@link #WHOLE}. */
  static final int EVERY = 100;

  /** Trains for so long, and each network for its own time, that it can be stopped on the way. */
  static final String WHOLE =
      """
      name: whole
      dataset: synthetic-digits
      train_points: 200
      architecture: 784-64-8-10
      seeds: 0-15
      batch_size: 16
      learning_rate: 0.02
      max_epochs: 2000
      stop: {train_loss: 0.005, check_every: 10}
      measures: [test_accuracy, weight_l1, weight_l2, hessian_trace, pair_proxy]
      checkpoints: {every: 100, measures: [weight_l2]}
      reparameterisations: {seeds: 0, layers_1_2: [1, 4], layers_2_3: [5]}
      """;
}
