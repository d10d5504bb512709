package io.lowland.analysis.store;

/** The database will never take these data, because a value or a constraint forbids it. */
public class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RefusedException(Throwable cause) {
    // The driver's further lines name internals of the statement.
    super("refused by the database: " + cause.getMessage().lines().findFirst().orElse(""), cause);
  }
}
