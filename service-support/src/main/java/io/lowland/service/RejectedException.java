package io.lowland.service;

/**
 * A message that no attempt will ever process; it goes to the dead letters with this reason. Has no
 * stack trace, which would say nothing: what is wrong is in the message, not in the code.
 */
public class RejectedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param reason what is wrong with the message
   */
  public RejectedException(String reason) {
    super(reason, null, false, false);
  }
}
