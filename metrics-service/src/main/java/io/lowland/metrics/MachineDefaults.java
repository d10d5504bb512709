package io.lowland.metrics;

import io.quarkus.runtime.annotations.StaticInitSafe;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Settings whose default depends on the machine: one worker thread per core. Worker pools are laid
 * out before the application's own settings are complete, hence {@code StaticInitSafe}.
 */
@StaticInitSafe
public final class MachineDefaults implements ConfigSource {
  /** Weaker than every place where people set something. */
  private static final int ORDINAL = 50;

  private final Map<String, String> values =
      Map.of("lowland.metrics.threads", String.valueOf(Runtime.getRuntime().availableProcessors()));

  @Override
  public Set<String> getPropertyNames() {
    return values.keySet();
  }

  @Override
  public String getValue(String name) {
    return values.get(name);
  }

  @Override
  public String getName() {
    return "defaults of the machine";
  }

  @Override
  public int getOrdinal() {
    return ORDINAL;
  }
}
