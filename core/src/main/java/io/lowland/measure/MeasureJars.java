package io.lowland.measure;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The jars with measures of the user's own. An environment variable names them, so that the command
 * and every service it starts find the same ones, however their class paths are made.
 */
public final class MeasureJars {
  /** Names the jars, joined as in a class path. */
  public static final String VARIABLE = "LOWLAND_MEASURES";

  private MeasureJars() {}

  /** The jars that the environment names; none when it does not. */
  public static List<Path> ofEnvironment() {
    return parse(System.getenv().getOrDefault(VARIABLE, ""));
  }

  /** The jars in {@code classPath}, joined as there. */
  public static List<Path> parse(String classPath) {
    return Arrays.stream(classPath.split(File.pathSeparator))
        .filter(entry -> !entry.isBlank())
        .map(Path::of)
        .toList();
  }

  /**
   * A class loader for {@code jars} on top of {@code parent}, to be closed when no measure is used
   * any more.
   */
  static URLClassLoader loader(List<Path> jars, ClassLoader parent) {
    List<URL> urls = new ArrayList<>();
    for (Path jar : jars) {
      if (!Files.isReadable(jar)) {
        throw new IllegalArgumentException(
            "%s: '%s' cannot be read; expected jars, or folders of classes, joined by '%s'"
                .formatted(VARIABLE, jar, File.pathSeparator));
      }
      urls.add(url(jar));
    }
    return new URLClassLoader(urls.toArray(URL[]::new), parent);
  }

  private static URL url(Path jar) {
    try {
      return jar.toAbsolutePath().toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }
}
