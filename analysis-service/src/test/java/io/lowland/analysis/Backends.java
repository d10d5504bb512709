package io.lowland.analysis;

import io.lowland.embedded.TemporaryBackends;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A real broker and a real PostgreSQL for the tests of the service. */
public class Backends implements QuarkusTestResourceLifecycleManager {
  private TemporaryBackends backends;

  @Override
  public Map<String, String> start() {
    backends = TemporaryBackends.start();
    return backends.settings();
  }

  @Override
  public void stop() {
    if (backends != null) {
      backends.close();
    }
  }
}
