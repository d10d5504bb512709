package io.lowland.service;

import io.quarkus.runtime.annotations.StaticInitSafe;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * What settings may take their defaults from: the machine's cores. Worker pools are laid out before
 * the application's own settings are complete, hence {@code StaticInitSafe}.
 */
@StaticInitSafe
public final class MachineDefaults implements ConfigSource {
  /** How many cores the machine has. */
  private static final String PROCESSORS = "lowland.machine.processors";

  /** Weaker than every place where people set something. */
  private static final int ORDINAL = 50;

  private final Map<String, String> values =
      Map.of(PROCESSORS, String.valueOf(Runtime.getRuntime().availableProcessors()));

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
