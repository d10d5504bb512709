package io.lowland.data;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a process is told of data sets by its environment: {@code LOWLAND_DATA_DIR}, {@code
 * XDG_CACHE_HOME} and {@code LOWLAND_DATA_DOWNLOAD} ({@code true}, as without it, or {@code
 * false}).
 *
 * @param dataDir holds one folder per data set
 * @param cacheDir likewise, for what is downloaded
 * @param download from the public mirrors, or none
 */
record DatasetEnvironment(Optional<Path> dataDir, Path cacheDir, DatasetDownload download) {
  /** The switch of the download, for messages. */
  static final String DOWNLOAD = "LOWLAND_DATA_DOWNLOAD";

  /**
   * Reads {@code variables}.
   *
   * @param home the user's folder, below which the cache is where {@code XDG_CACHE_HOME} is not
   *     absolute
   * @throws DatasetUnavailableException if the switch is neither true nor false
   */
  static DatasetEnvironment of(Map<String, String> variables, Path home) {
    return new DatasetEnvironment(
        value(variables, "LOWLAND_DATA_DIR").map(Path::of),
        value(variables, "XDG_CACHE_HOME")
            .map(Path::of)
            .filter(Path::isAbsolute)
            .orElseGet(() -> home.resolve(".cache"))
            .resolve(Path.of("lowland", "datasets")),
        isOn(value(variables, DOWNLOAD).orElse("true"))
            ? DatasetDownload.ofPublicMirrors()
            : DatasetDownload.none());
  }

  /** A misspelt switch must not have something fetched that was meant to stay away. */
  private static boolean isOn(String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new DatasetUnavailableException(
              "%s is '%s'".formatted(DOWNLOAD, value), "Set it to true or false.");
    };
  }

  private static Optional<String> value(Map<String, String> variables, String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
  }
}
