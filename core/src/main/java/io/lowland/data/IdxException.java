package io.lowland.data;

/** An IDX file is not what it should be. The message names the file, the field, found, expected. */
public class IdxException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public IdxException(String message) {
    super(message);
  }
}
