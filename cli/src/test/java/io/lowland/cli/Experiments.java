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
}
