package io.lowland.testing.backends;

import java.io.PrintStream;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/**
 * Skips test classes that use a {@link BackendsResource} when containers are asked for and no
 * Docker daemon answers, and says so in one line. Registered for all tests by JUnit's automatic
 * detection of extensions, which the build switches on.
 */
public final class BackendsCondition implements ExecutionCondition {
  static final String SKIPPED =
      "tests on Kafka and PostgreSQL are skipped: %s=%s (or %s), but no Docker daemon answers; start one, or leave the setting out"
          .formatted(
              BackendChoice.PROPERTY, BackendChoice.CONTAINERS.text(), BackendChoice.VARIABLE);

  /** Not on the class path of all tests. */
  private static final String TEST_RESOURCE = "io.quarkus.test.common.QuarkusTestResource";

  private static final AtomicBoolean SAID = new AtomicBoolean();

  private final Supplier<BackendChoice> choice;
  private final BooleanSupplier docker;
  private final PrintStream out;
  private final AtomicBoolean said;

  /** For JUnit. */
  public BackendsCondition() {
    this(BackendChoice::chosen, BackendsCondition::isDockerAvailable, System.out, SAID);
  }

  BackendsCondition(
      Supplier<BackendChoice> choice, BooleanSupplier docker, PrintStream out, AtomicBoolean said) {
    this.choice = choice;
    this.docker = docker;
    this.out = out;
    this.said = said;
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (context.getTestClass().filter(BackendsCondition::usesBackends).isEmpty()) {
      return ConditionEvaluationResult.enabled("needs no backends");
    }
    if (choice.get() == BackendChoice.EMBEDDED || docker.getAsBoolean()) {
      return ConditionEvaluationResult.enabled("backends are there");
    }
    if (said.compareAndSet(false, true)) {
      out.println(SKIPPED);
    }
    return ConditionEvaluationResult.disabled(SKIPPED);
  }

  /** By names, since Quarkus loads test classes, and what they refer to, in loaders of its own. */
  private static boolean usesBackends(Class<?> test) {
    return Arrays.stream(test.getAnnotations())
        .filter(annotation -> isNamed(annotation.annotationType(), TEST_RESOURCE))
        .anyMatch(annotation -> isBackends(resource(annotation)));
  }

  private static Class<?> resource(Annotation annotation) {
    try {
      return (Class<?>) annotation.annotationType().getMethod("value").invoke(annotation);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(annotation + " names no resource", e);
    }
  }

  private static boolean isBackends(Class<?> resource) {
    return resource != null
        && (isNamed(resource, BackendsResource.class.getName())
            || isBackends(resource.getSuperclass()));
  }

  private static boolean isNamed(Class<?> type, String expected) {
    return type.getName().equals(expected);
  }

  private static boolean isDockerAvailable() {
    // It would log at length where it has looked.
    Logger log = Logger.getLogger("org.testcontainers");
    Level before = log.getLevel();
    log.setLevel(Level.OFF);
    try {
      return DockerClientFactory.instance().isDockerAvailable();
    } finally {
      log.setLevel(before);
    }
  }
}
