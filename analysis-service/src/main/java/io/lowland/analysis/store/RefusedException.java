package io.lowland.analysis.store;

/** These data will never be stored, because a value or a constraint forbids it. */
public class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RefusedException(Throwable cause) {
    // The driver's further lines name internals of the statement.
    super("refused by the database: " + cause.getMessage().lines().findFirst().orElse(""), cause);
  }

  RefusedException(String reason) {
    super(reason);
  }
}
