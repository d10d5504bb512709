package io.lowland.data;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The data sets Lowland knows:
 *
 * <ul>
 *   <li>{@code mnist}, {@code fashion-mnist}: looked for in the folder of that name in {@code
 *       LOWLAND_DATA_DIR}, then in the user's cache ({@code lowland/datasets} in {@code
 *       XDG_CACHE_HOME} or {@code ~/.cache}), then downloaded, unless {@code LOWLAND_DATA_DOWNLOAD}
 *       is {@code false}; always checked against the published SHA-256;
 *   <li>{@code idx:FOLDER}: the user's own four IDX files in FOLDER, plain or compressed;
 *   <li>{@code synthetic-digits}: drawn by code, needs no files, see {@link SyntheticDigits}.
 * </ul>
 *
 * <p>A catalogue keeps what it has loaded, so that each data set is loaded once. Thread-safe.
 */
public final class DatasetCatalogue {
  private static final String IDX_PREFIX = "idx:";

  private final DatasetSearch search;
  private final OwnFolders ownFolders;
  private final Map<String, Dataset> loaded = new ConcurrentHashMap<>();

  private DatasetCatalogue(DatasetSearch search, OwnFolders ownFolders) {
    this.search = search;
    this.ownFolders = ownFolders;
  }

  /** The catalogue of this machine and user. */
  public static DatasetCatalogue ofEnvironment() {
    return of(DatasetEnvironment.of(System.getenv(), Path.of(System.getProperty("user.home"))));
  }

  static DatasetCatalogue of(DatasetEnvironment environment) {
    return of(environment.dataDir(), environment.cacheDir(), environment.download());
  }

  /**
   * A catalogue that looks in the places given.
   *
   * @param dataDir holds folders {@code mnist} and {@code fashion-mnist}; never written to
   * @param cacheDir likewise, for what is downloaded; made when needed
   */
  public static DatasetCatalogue of(
      Optional<Path> dataDir, Path cacheDir, DatasetDownload download) {
    return new DatasetCatalogue(
        new DatasetSearch(dataDir, cacheDir, download), OwnFolders.everything());
  }

  /**
   * The same catalogue for names that strangers choose: {@code idx:FOLDER} may be {@code folder} or
   * below it, as an absolute path in its plain spelling, and nothing else.
   *
   * @param folder without one, no {@code idx:FOLDER} can be had
   */
  public DatasetCatalogue withOwnFoldersBelow(Optional<Path> folder) {
    return new DatasetCatalogue(search, OwnFolders.below(folder));
  }

  /** Whether {@code name} has the form of a data set's name; it may still be unavailable. */
  public static boolean isName(String name) {
    return name.equals(SyntheticDigits.NAME)
        || (name.startsWith(IDX_PREFIX) && name.length() > IDX_PREFIX.length())
        || PublicDataset.named(name).isPresent();
  }

  /**
   * The sizes of the data set called {@code name} where they are known without its bytes: it is
   * drawn by code, or checked against what was published.
   */
  public static Optional<DatasetShape> knownShape(String name) {
    return name.equals(SyntheticDigits.NAME)
        ? Optional.of(SyntheticDigits.SHAPE)
        : PublicDataset.named(name).map(PublicDataset::shape);
  }

  /**
   * The data set called {@code name}.
   *
   * @throws DatasetUnavailableException if it cannot be had, or there is no data set of this name
   */
  public Dataset load(String name) {
    requireName(name);
    return loaded.computeIfAbsent(name, this::read);
  }

  /**
   * The first data set of {@code preference} that can be had.
   *
   * @param preference names, most wanted first
   * @throws DatasetUnavailableException if none can be had, with the reason of the first; or if any
   *     of the names is unknown
   */
  public ResolvedDataset resolve(List<String> preference) {
    if (preference.isEmpty()) {
      throw new DatasetUnavailableException("no dataset is named", "Name at least one.");
    }
    preference.forEach(DatasetCatalogue::requireName);
    DatasetUnavailableException first = null;
    for (String name : preference) {
      try {
        return new ResolvedDataset(
            load(name), Optional.ofNullable(first).map(DatasetUnavailableException::reason));
      } catch (DatasetUnavailableException e) {
        first = first == null ? e : first;
      }
    }
    throw Objects.requireNonNull(first);
  }

  private Dataset read(String name) {
    if (name.equals(SyntheticDigits.NAME)) {
      return SyntheticDigits.dataset();
    }
    if (name.startsWith(IDX_PREFIX)) {
      return readFolder(name);
    }
    return search.find(PublicDataset.named(name).orElseThrow());
  }

  private Dataset readFolder(String name) {
    try {
      return IdxFolder.read(name, ownFolders.open(name, name.substring(IDX_PREFIX.length())));
    } catch (IdxException | InvalidPathException e) {
      throw new DatasetUnavailableException(
          "%s cannot be had: %s".formatted(name, e.getMessage()),
          "The folder must hold four IDX files named as those of MNIST, plain or .gz.");
    }
  }

  private static void requireName(String name) {
    if (!isName(name)) {
      throw new DatasetUnavailableException(
          "there is no dataset '%s'".formatted(name),
          "Use mnist, fashion-mnist, synthetic-digits, or idx:FOLDER for a folder of four IDX files.");
    }
  }
}
