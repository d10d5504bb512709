package io.lowland.contracts;

/** Bytes that are not the event they should be; the message says what is wrong with them. */
public class MalformedEventException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public MalformedEventException(String message, Throwable cause) {
    super(message, cause);
  }
}
