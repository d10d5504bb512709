package io.lowland.cli.stack;

import java.net.URI;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A stack of the packed services, with one worker. {@link Provider} gives one to all tests that
 * only use it: their experiments must have names of their own.
 */
public final class TestStack implements AutoCloseable {
  /** Kept, because a logger that nobody has forgets its level. */
  private static final Logger ROOT_LOGGER = Logger.getLogger("");

  private final TemporaryDirectory directory;
  private final EmbeddedStack stack;

  private TestStack(TemporaryDirectory directory, EmbeddedStack stack) {
    this.directory = directory;
    this.stack = stack;
  }

  /** For {@code @ExtendWith}. */
  public static final class Provider extends Shared<TestStack> {
    public Provider() {
      super(TestStack.class, TestStack::start);
    }
  }

  private static TestStack start() {
    TemporaryDirectory directory = TemporaryDirectory.create("lowland-stack");
    return new TestStack(directory, start(directory.path(), notice -> {}));
  }

  /** A stack in {@code state} for one test alone. */
  public static EmbeddedStack start(Path state, Consumer<String> notices) {
    quietenBroker();
    return EmbeddedStack.start(StackDirectory.create(state), StackOptions.forMachine(1), notices);
  }

  /** A broker in this JVM says nothing but warnings. */
  public static void quietenBroker() {
    ROOT_LOGGER.setLevel(Level.WARNING);
  }

  /** What a user names with {@code --state}. */
  public Path state() {
    return directory.path();
  }

  public URI trainer() {
    return stack.trainer();
  }

  public URI analysis() {
    return stack.analysis();
  }

  public String bootstrapServers() {
    return stack.bootstrapServers();
  }

  @Override
  public void close() {
    stack.close();
    directory.close();
  }
}
