package io.lowland.analysis.endpoint;

/** A query parameter is not what it should be. */
public class BadQueryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadQueryException(String parameter, String value, String expected) {
    super("%s: '%s'; expected %s".formatted(parameter, value, expected));
  }
}
