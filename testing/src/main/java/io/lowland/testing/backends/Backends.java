package io.lowland.testing.backends;

import java.util.Map;

/** Running backends, for the length of a test. */
public interface Backends extends AutoCloseable {

  /** What there can be. */
  enum Part {
    KAFKA,
    POSTGRESQL
  }

  /** The settings under which the services look for them. */
  Map<String, String> settings();

  /** Stops them and deletes their data. */
  @Override
  void close();
}
