package io.lowland.cli.stack;

import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests, as a parameter, what takes long to make. It is made for the first test that asks,
 * whichever that is, and closed after the last of all classes; a test must leave it as it was.
 */
public abstract class Shared<T extends AutoCloseable> implements ParameterResolver {
  private final Class<T> type;
  private final Supplier<T> maker;

  /** {@code maker} is called once, or never. */
  protected Shared(Class<T> type, Supplier<T> maker) {
    this.type = type;
    this.maker = maker;
  }

  @Override
  public final boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == type;
  }

  @Override
  public final T resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(Shared.class))
        .computeIfAbsent(type, key -> maker.get(), type);
  }
}
