package io.lowland.trainer;

/**
 * A message that no attempt will ever process; it goes to the dead letters with this reason. Has no
 * stack trace, which would say nothing: what is wrong is in the message, not in the code.
 */
class RejectedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RejectedException(String reason) {
    super(reason, null, false, false);
  }
}
