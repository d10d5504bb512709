package io.lowland.service;

/** Work was given up because the service is being stopped. Somebody else will do it. */
public class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoppedException() {
    super("the service is being stopped", null, false, false);
  }
}
