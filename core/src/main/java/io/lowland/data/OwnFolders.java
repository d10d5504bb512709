package io.lowland.data;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which folders {@code idx:FOLDER} may name. Where strangers choose the name, a folder outside of
 * what was opened to them is refused alike whether it is there or not.
 */
final class OwnFolders {
  private static final String ADVICE =
      "Whoever runs this service says which folder is open (own-datasets).";

  private final boolean everything;
  private final Optional<Path> root;

  private OwnFolders(boolean everything, Optional<Path> root) {
    this.everything = everything;
    this.root = root;
  }

  /** Every folder that this process may read. */
  static OwnFolders everything() {
    return new OwnFolders(true, Optional.empty());
  }

  /**
   * The folders below {@code root} and itself; none when there is no root, and everything, however
   * it is spelt, when it is the root of the file system.
   */
  static OwnFolders below(Optional<Path> root) {
    Optional<Path> open = root.map(path -> path.toAbsolutePath().normalize());
    return open.filter(path -> path.getNameCount() == 0).isPresent()
        ? everything()
        : new OwnFolders(false, open);
  }

  /**
   * The folder called {@code folder} in the data set {@code name}.
   *
   * @throws DatasetUnavailableException if it may not be named here
   * @throws InvalidPathException if it is no path
   */
  Path open(String name, String folder) {
    Path path = Path.of(folder);
    if (everything) {
      return path;
    }
    Path open =
        root.orElseThrow(
            () -> refused(name, "folders of one's own (idx:FOLDER) are not open here"));
    // One spelling for each folder: each name is kept in memory as a data set of its own.
    boolean isPlain = path.isAbsolute() && path.normalize().toString().equals(folder);
    if (!isPlain || !path.startsWith(open) || leadsOut(path, open)) {
      throw refused(
          name, "expected an absolute path below %s, without '.', '..' or '//'".formatted(open));
    }
    return path;
  }

  /** Whether symbolic links lead from {@code path} to somewhere else. */
  private static boolean leadsOut(Path path, Path open) {
    try {
      return !path.toRealPath().startsWith(open.toRealPath());
    } catch (IOException e) {
      // It is not there, which the reader of the folder says.
      return false;
    }
  }

  private static DatasetUnavailableException refused(String name, String reason) {
    return new DatasetUnavailableException("%s cannot be had: %s".formatted(name, reason), ADVICE);
  }
}
