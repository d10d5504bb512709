package io.lowland.service;

import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.Expressions;
import io.smallrye.config.Priorities;
import jakarta.annotation.Priority;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Takes accounts, passwords and keys from environment variables as they stand there. SmallRye
 * expands expressions in every value otherwise, so that {@code pa$$word} would become {@code
 * pa$word} and <code>pa${x}word</code> would stop the service. Set anywhere else, as by {@code -D}
 * or in a file, these settings may hold expressions as all do.
 */
@StaticInitSafe
@Priority(Priorities.APPLICATION)
public final class LiteralSecrets implements ConfigSourceInterceptor {
  private static final long serialVersionUID = 1;

  /** Kafka's client settings: {@code sasl.jaas.config}, keys, passwords of stores. */
  private static final String KAFKA = "kafka.";

  private static final Set<String> OTHERS =
      Set.of(
          "quarkus.datasource.username", "quarkus.datasource.password", "lowland.trainer.api.keys");

  /** What an environment variable's name has an underscore for. */
  private static final Pattern SEPARATOR = Pattern.compile("[^a-z0-9]");

  @Override
  public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
    if (isSecret(name)) {
      ConfigValue literal = Expressions.withoutExpansion(() -> context.proceed(name));
      if (literal != null && EnvConfigSource.NAME.equals(literal.getConfigSourceName())) {
        return literal;
      }
    }
    return context.proceed(name);
  }

  /** Kafka's settings are also asked for by the names of their variables. */
  private static boolean isSecret(String name) {
    String dotted = SEPARATOR.matcher(name.toLowerCase(Locale.ROOT)).replaceAll(".");
    return dotted.startsWith(KAFKA) || OTHERS.contains(dotted);
  }
}
