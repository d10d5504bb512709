package io.lowland.analysis.store;

/** Nobody has heard of the experiment. */
public class UnknownExperimentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnknownExperimentException(String experiment) {
    super(
        "experiment '%s' is unknown; GET /experiments lists those that are".formatted(experiment));
  }
}
