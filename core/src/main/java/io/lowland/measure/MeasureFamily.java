package io.lowland.measure;

/** The group a {@link Measure} belongs to; metric workers can be split by family. */
public enum MeasureFamily {
  /** What every other measure is correlated with: accuracies and losses. */
  GENERALISATION,
  /** Curvature of the training loss around the parameters. */
  SHARPNESS,
  /** Size of the completions compatible with the learned function. */
  WEAKNESS,
  /** Size of the parameters: norms and description lengths. */
  SIMPLICITY
}
