package io.lowland.verification;

/** A file of evidence that cannot be read as such; the message names the file, the line and why. */
public final class EvidenceException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public EvidenceException(String message) {
    super(message);
  }

  public EvidenceException(String message, Throwable cause) {
    super(message, cause);
  }
}
