package io.lowland.testing.backends;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import java.util.Set;

/** Backends of {@code @QuarkusTest}s, by {@code @QuarkusTestResource}. */
public abstract class BackendsResource implements QuarkusTestResourceLifecycleManager {
  private final Set<Backends.Part> parts;
  private Backends backends;

  BackendsResource(Backends.Part... parts) {
    this.parts = Set.of(parts);
  }

  @Override
  public Map<String, String> start() {
    backends = BackendChoice.chosen().start(parts);
    return backends.settings();
  }

  @Override
  public void stop() {
    if (backends != null) {
      backends.close();
    }
  }
}
