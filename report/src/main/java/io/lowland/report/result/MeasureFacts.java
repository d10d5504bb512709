package io.lowland.report.result;

import java.util.Optional;

/**
 * A measure of the experiment.
 *
 * @param name such as {@code hessian_trace}
 * @param family {@code sharpness}, {@code weakness}, {@code simplicity} or {@code generalisation}
 * @param reparameterisationInvariant whether it depends on the function alone
 */
public record MeasureFacts(
    String name, Optional<String> family, boolean reparameterisationInvariant) {

  /** The family of what is to be predicted. */
  public static final String GENERALISATION = "generalisation";

  /** Whether it measures generalisation itself, and so predicts nothing. */
  public boolean predicts() {
    return !family.equals(Optional.of(GENERALISATION));
  }
}
