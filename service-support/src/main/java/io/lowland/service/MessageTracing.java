package io.lowland.service;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Messages are traced exactly when {@code quarkus.otel.sdk.disabled} is false. Without this a span
 * would be made for each message all the same, recorded by nobody, and named in its headers.
 */
public final class MessageTracing implements ConfigSourceFactory {
  private static final String SWITCH = "quarkus.otel.sdk.disabled";
  private static final String MESSAGES = "mp.messaging.connector.smallrye-kafka.tracing-enabled";

  /** Weaker than every place where people set something. */
  private static final int ORDINAL = 50;

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext settings) {
    ConfigValue disabled = settings.getValue(SWITCH);
    boolean enabled = disabled != null && "false".equals(disabled.getValue());
    return List.of(
        new PropertiesConfigSource(
            Map.of(MESSAGES, String.valueOf(enabled)), "tracing of messages", ORDINAL));
  }
}
