package io.lowland.data;

import java.util.Objects;

/**
 * A data set cannot be had. {@link #getMessage} is one line for the user that ends with what to do.
 */
public class DatasetUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * @param reason why, naming files and values, without a final full stop
   * @param remedy what to do, a sentence
   */
  public DatasetUnavailableException(String reason, String remedy) {
    super(Objects.requireNonNull(reason) + ". " + Objects.requireNonNull(remedy));
    this.reason = reason;
  }

  /** Why the data set cannot be had, without what to do about it. */
  public String reason() {
    return reason;
  }
}
