package io.lowland.data;

import java.nio.file.Files;
import java.nio.file.Path;

/** A folder of the user's own four IDX files, plain or compressed, without checksums. */
final class IdxFolder {

  private IdxFolder() {}

  /**
   * Reads the data set in {@code folder}; K is one more than the largest label.
   *
   * @throws IdxException naming the first file that is missing or wrong
   */
  static Dataset read(String name, Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new IdxException("%s: no such folder".formatted(folder));
    }
    IdxDataset files = new IdxDataset();
    for (DatasetFile file : DatasetFile.values()) {
      Path path = find(folder, file);
      files.put(file, IdxReader.read(path, file.rank()), path.toString());
    }
    return files.assemble(name, files.classesByLabels());
  }

  /**
   * The compressed file if it is there, else the plain one.
   *
   * @throws IdxException if there is neither
   */
  static Path find(Path folder, DatasetFile file) {
    Path compressed = folder.resolve(file.gzipName());
    if (Files.exists(compressed)) {
      return compressed;
    }
    Path plain = folder.resolve(file.plainName());
    if (Files.exists(plain)) {
      return plain;
    }
    throw new IdxException(
        "%s: neither %s nor %s; expected one of them"
            .formatted(folder, file.gzipName(), file.plainName()));
  }
}
