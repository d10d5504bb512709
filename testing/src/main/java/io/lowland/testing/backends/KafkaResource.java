package io.lowland.testing.backends;

/** A broker for the tests of a service. */
public class KafkaResource extends BackendsResource {
  public KafkaResource() {
    super(Backends.Part.KAFKA);
  }
}
