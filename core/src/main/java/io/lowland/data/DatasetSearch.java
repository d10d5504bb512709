package io.lowland.data;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks for a published data set in the user's data folder, then in the cache, then at the mirrors.
 *
 * @param dataDir holds one folder per data set, as LOWLAND_DATA_DIR does
 * @param cacheDir likewise; written to
 */
record DatasetSearch(Optional<Path> dataDir, Path cacheDir, DatasetDownload download) {

  /**
   * The data set, checked against its published checksums.
   *
   * @throws DatasetUnavailableException if it is nowhere, or damaged in the user's own folder
   */
  Dataset find(PublicDataset wanted) {
    Optional<Path> own =
        dataDir.map(dir -> dir.resolve(wanted.datasetName())).filter(Files::isDirectory);
    try {
      IdxDataset files = own.isPresent() ? ownFiles(wanted, own.get()) : cachedFiles(wanted);
      return files.assemble(wanted.datasetName(), wanted.shape().classes());
    } catch (IdxException e) {
      throw unavailable(wanted, e.getMessage());
    }
  }

  private static IdxDataset ownFiles(PublicDataset wanted, Path folder) {
    IdxDataset files = new IdxDataset();
    IdxFolder.find(folder)
        .forEach(
            (file, path) -> {
              IdxArray array = IdxReader.read(path, file.rank());
              wanted.verify(file, array, path.toString());
              files.put(file, array, path.toString());
            });
    return files;
  }

  private IdxDataset cachedFiles(PublicDataset wanted) {
    IdxDataset files = new IdxDataset();
    for (DatasetFile file : DatasetFile.values()) {
      Path path = cacheDir.resolve(wanted.datasetName()).resolve(file.gzipName());
      files.put(file, cached(wanted, file, path), path.toString());
    }
    return files;
  }

  /** A damaged file in the cache is as good as none: it is fetched anew. */
  private IdxArray cached(PublicDataset wanted, DatasetFile file, Path path) {
    String cacheState = "%s has no %s".formatted(path.getParent(), path.getFileName());
    if (Files.exists(path)) {
      try {
        IdxArray array = IdxReader.read(path, file.rank());
        wanted.verify(file, array, path.toString());
        return array;
      } catch (IdxException e) {
        cacheState = e.getMessage();
      }
    }
    return fetch(wanted, file, path, cacheState);
  }

  private IdxArray fetch(PublicDataset wanted, DatasetFile file, Path path, String cacheState) {
    List<String> failures = new ArrayList<>();
    for (URI mirror : download.mirrors(wanted.datasetName())) {
      URI address = mirror.resolve(file.gzipName());
      try {
        byte[] bytes = download.fetch(address);
        IdxArray array = IdxReader.read(bytes, address.toString(), file.rank());
        wanted.verify(file, array, address.toString());
        store(bytes, path);
        return array;
      } catch (IOException | IdxException e) {
        failures.add(e.getMessage());
      }
    }
    throw unavailable(
        wanted,
        "%s; the cache %s; %s"
            .formatted(dataDirState(wanted), cacheState, downloadState(failures)));
  }

  private static String downloadState(List<String> failures) {
    return failures.isEmpty()
        ? "downloads are switched off (%s is false)".formatted(DatasetEnvironment.DOWNLOAD)
        : "the download failed (%s)".formatted(String.join("; ", failures));
  }

  /** Moved into place in one step, so that no reader ever sees half a file. */
  private static void store(byte[] bytes, Path path) throws IOException {
    try {
      Files.createDirectories(path.getParent());
      Path partial = Files.createTempFile(path.getParent(), path.getFileName().toString(), ".part");
      try {
        Files.write(partial, bytes);
        Files.move(
            partial, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(partial);
      }
    } catch (IOException e) {
      throw new IOException("%s: cannot be written (%s)".formatted(path, e), e);
    }
  }

  private String dataDirState(PublicDataset wanted) {
    return dataDir
        .map(dir -> "LOWLAND_DATA_DIR (%s) has no folder %s".formatted(dir, wanted.datasetName()))
        .orElse("LOWLAND_DATA_DIR is not set");
  }

  private static DatasetUnavailableException unavailable(PublicDataset wanted, String reason) {
    return new DatasetUnavailableException(
        "%s cannot be had: %s".formatted(wanted.datasetName(), reason),
        "Set LOWLAND_DATA_DIR to a folder that has %s/ with the four IDX .gz files, or use the dataset synthetic-digits."
            .formatted(wanted.datasetName()));
  }
}
