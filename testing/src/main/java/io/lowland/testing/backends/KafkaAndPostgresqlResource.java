package io.lowland.testing.backends;

/** A broker and a database for the tests of a service. */
public class KafkaAndPostgresqlResource extends BackendsResource {
  public KafkaAndPostgresqlResource() {
    super(Backends.Part.KAFKA, Backends.Part.POSTGRESQL);
  }
}
