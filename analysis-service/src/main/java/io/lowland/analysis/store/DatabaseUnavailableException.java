package io.lowland.analysis.store;

/** The database did not do it now (no connection, a deadlock); later it may. */
public class DatabaseUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DatabaseUnavailableException(Throwable cause) {
    super("the database does not answer: " + cause.getMessage(), cause);
  }
}
