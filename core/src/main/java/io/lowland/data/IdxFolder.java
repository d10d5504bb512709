package io.lowland.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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
    find(folder)
        .forEach(
            (file, path) -> files.put(file, IdxReader.read(path, file.rank()), path.toString()));
    return files.assemble(name, files.classesByLabels());
  }

  /**
   * The four files: each compressed if it is there so, else plain.
   *
   * @throws IdxException naming all that are missing
   */
  static Map<DatasetFile, Path> find(Path folder) {
    Map<DatasetFile, Path> files = new EnumMap<>(DatasetFile.class);
    for (DatasetFile file : DatasetFile.values()) {
      Stream.of(file.gzipName(), file.plainName())
          .map(folder::resolve)
          .filter(Files::exists)
          .findFirst()
          .ifPresent(path -> files.put(file, path));
    }
    List<String> missing =
        Arrays.stream(DatasetFile.values())
            .filter(file -> !files.containsKey(file))
            .map(DatasetFile::plainName)
            .toList();
    if (!missing.isEmpty()) {
      throw new IdxException(
          "%s: no %s, plain or .gz".formatted(folder, String.join(", no ", missing)));
    }
    return files;
  }
}
