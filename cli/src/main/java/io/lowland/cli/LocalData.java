package io.lowland.cli;

import io.lowland.data.Dataset;
import io.lowland.data.DatasetCatalogue;
import io.lowland.data.DatasetShape;
import io.lowland.data.DatasetUnavailableException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What this process can tell beforehand of the data sets that services on this machine will load.
 *
 * @param datasets those of this process
 */
public record LocalData(DatasetCatalogue datasets) {
  private static final String OWN_FOLDER = "idx:";

  /**
   * The data set called {@code name}; empty when perhaps only this process cannot have it: one in a
   * folder that was named relative to another, or that needs what the environment here does not
   * say.
   *
   * @throws DatasetUnavailableException if nobody on this machine can have it
   */
  public Optional<Dataset> find(String name) {
    try {
      return Optional.of(datasets.load(name));
    } catch (DatasetUnavailableException e) {
      if (name.startsWith(OWN_FOLDER)
          && Path.of(name.substring(OWN_FOLDER.length())).isAbsolute()) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /**
   * The sizes of the data set called {@code name}, which is loaded only where its name does not
   * tell them.
   *
   * @throws DatasetUnavailableException if nobody on this machine can have it
   */
  public Optional<DatasetShape> shape(String name) {
    return DatasetCatalogue.knownShape(name).or(() -> find(name).map(Dataset::shape));
  }
}
