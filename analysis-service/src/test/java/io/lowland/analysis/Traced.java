package io.lowland.analysis;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Traces are made, and exported to nobody. */
public class Traced implements QuarkusTestProfile {
  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of("quarkus.otel.sdk.disabled", "false", "quarkus.otel.traces.exporter", "none");
  }
}
