package io.lowland.testing.backends;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where the tests' broker and database are: the system property {@value #PROPERTY}, else the
 * environment variable {@value #VARIABLE}, says which, {@code embedded} when neither is set.
 */
public enum BackendChoice {
  /** In the tests' own JVM and as its child process. Needs nothing. */
  EMBEDDED {
    @Override
    Backends start(Set<Backends.Part> parts) {
      return EmbeddedBackends.start(parts);
    }
  },

  /** In containers, by Testcontainers. Needs a Docker daemon. */
  CONTAINERS {
    @Override
    Backends start(Set<Backends.Part> parts) {
      return ContainerBackends.start(parts);
    }
  };

  /** Name of the system property. */
  public static final String PROPERTY = "lowland.backends";

  /** Name of the environment variable. */
  public static final String VARIABLE = "LOWLAND_BACKENDS";

  /**
   * The choice of whoever started the tests.
   *
   * @throws IllegalArgumentException naming the setting, its value and what was expected
   */
  public static BackendChoice chosen() {
    return chosen(System.getProperty(PROPERTY), System.getenv());
  }

  static BackendChoice chosen(String property, Map<String, String> environment) {
    if (property != null && !property.isBlank()) {
      return parse(PROPERTY, property);
    }
    String variable = environment.getOrDefault(VARIABLE, "");
    return variable.isBlank() ? EMBEDDED : parse(VARIABLE, variable);
  }

  private static BackendChoice parse(String setting, String value) {
    return Arrays.stream(values())
        .filter(choice -> choice.text().equals(value.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s: '%s'; expected %s"
                        .formatted(
                            setting,
                            value,
                            Arrays.stream(values())
                                .map(BackendChoice::text)
                                .collect(Collectors.joining(" or ")))));
  }

  /** As it is written in the settings. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Starts what is asked for. */
  abstract Backends start(Set<Backends.Part> parts);
}
