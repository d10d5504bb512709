package io.lowland.testing;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** A service under test makes traces, and exports them to nobody. */
public class Traced implements QuarkusTestProfile {
  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of("quarkus.otel.sdk.disabled", "false", "quarkus.otel.traces.exporter", "none");
  }
}
