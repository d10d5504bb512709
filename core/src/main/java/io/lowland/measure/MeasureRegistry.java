package io.lowland.measure;

import io.lowland.network.Architecture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * All measures on the class path: Lowland's own and those of users' jars. Whoever needs them for a
 * moment only closes the registry; measures that it gave load no further classes then.
 */
public final class MeasureRegistry implements AutoCloseable {
  private final Optional<URLClassLoader> jars;
  private final List<Measure> measures;
  private final List<MeasureProvider> providers;

  MeasureRegistry(List<Measure> measures, List<MeasureProvider> providers) {
    this(measures, providers, Optional.empty());
  }

  private MeasureRegistry(
      List<Measure> measures, List<MeasureProvider> providers, Optional<URLClassLoader> jars) {
    this.jars = jars;
    this.measures = List.copyOf(measures);
    this.providers = List.copyOf(providers);
  }

  /**
   * Finds every measure on the class path of the calling thread's context class loader, and in the
   * jars that the environment variable {@value MeasureJars#VARIABLE} names.
   *
   * @throws IllegalArgumentException if one of the jars is missing or its measures cannot be loaded
   */
  public static MeasureRegistry load() {
    return load(MeasureJars.ofEnvironment());
  }

  /**
   * Finds every measure on the class path of the calling thread's context class loader, and in
   * {@code jars}.
   *
   * @throws IllegalArgumentException if one of the jars is missing or its measures cannot be loaded
   */
  public static MeasureRegistry load(List<Path> jars) {
    URLClassLoader loader =
        MeasureJars.loader(
            jars,
            Objects.requireNonNullElse(
                Thread.currentThread().getContextClassLoader(),
                ClassLoader.getSystemClassLoader()));
    try {
      List<Measure> measures = new ArrayList<>();
      ServiceLoader.load(Measure.class, loader).forEach(measures::add);
      List<MeasureProvider> providers = new ArrayList<>();
      ServiceLoader.load(MeasureProvider.class, loader).forEach(providers::add);
      return new MeasureRegistry(measures, providers, Optional.of(loader));
    } catch (ServiceConfigurationError | LinkageError e) {
      closeJars(loader);
      throw new IllegalArgumentException(
          "%s; expected public classes with a public constructor without parameters, named in"
                  .formatted(e.getMessage())
              + " META-INF/services (jars: %s)".formatted(jars),
          e);
    }
  }

  /** Closes the users' jars. */
  @Override
  public void close() {
    jars.ifPresent(MeasureRegistry::closeJars);
  }

  private static void closeJars(URLClassLoader loader) {
    try {
      loader.close();
    } catch (IOException e) {
      throw new UncheckedIOException("a jar of measures cannot be closed", e);
    }
  }

  /**
   * Every measure for networks of {@code architecture}, by name in alphabetical order.
   *
   * @throws IllegalStateException if two measures have the same name
   */
  public List<Measure> measuresFor(Architecture architecture) {
    var byName = new TreeMap<String, Measure>();
    var all = new ArrayList<>(measures);
    providers.forEach(provider -> all.addAll(provider.measuresFor(architecture)));
    for (Measure measure : all) {
      Measure other = byName.put(measure.name(), measure);
      if (other != null) {
        throw new IllegalStateException(
            "two measures are named %s: %s and %s"
                .formatted(
                    measure.name(), other.getClass().getName(), measure.getClass().getName()));
      }
    }
    return List.copyOf(byName.values());
  }

  /**
   * The measures called {@code names} for networks of {@code architecture}, in that order.
   *
   * @throws IllegalArgumentException naming the first unknown measure and those that exist
   */
  public List<Measure> select(Architecture architecture, Collection<String> names) {
    List<Measure> available = measuresFor(architecture);
    return names.stream()
        .map(
            name ->
                available.stream()
                    .filter(measure -> measure.name().equals(name))
                    .findFirst()
                    .orElseThrow(
                        () ->
                            new IllegalArgumentException(
                                "measure '%s' is unknown for %s; expected one of %s"
                                    .formatted(
                                        name,
                                        architecture,
                                        String.join(
                                            ", ",
                                            available.stream().map(Measure::name).toList())))))
        .toList();
  }
}
