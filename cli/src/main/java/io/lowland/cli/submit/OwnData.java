package io.lowland.cli.submit;

import io.lowland.cli.CommandFailedException;
import io.lowland.contracts.CheckpointDescription;
import io.lowland.contracts.DatasetNames;
import io.lowland.data.Dataset;
import io.lowland.data.DatasetCatalogue;
import io.lowland.data.DatasetUnavailableException;
import io.lowland.data.Split;
import io.lowland.measure.MeasureContext;
import java.nio.file.Path;
import java.util.Optional;

/** Looks at the data sets of networks before they are sent, when nothing has been changed yet. */
public final class OwnData {
  private static final String OWN_FOLDER = "idx:";

  private OwnData() {}

  /**
   * Refuses a network whose data set has a name that no data set has.
   *
   * @param file that the network is in
   * @throws CommandFailedException naming the file, the data set and what was expected
   */
  public static void requireName(Path file, String name) {
    if (!DatasetCatalogue.isName(name)) {
      throw new CommandFailedException(
          "%s: dataset: '%s'; expected %s"
              .formatted(file, name, DatasetNames.expectedInsteadOf(name)));
    }
  }

  /**
   * Refuses a network that does not fit its data set, for workers on this machine. A data set that
   * only this process cannot have, such as one in a folder that was named relative to another, is
   * left to the workers.
   *
   * @throws CommandFailedException naming the file, what was found and what was expected
   */
  public static void requireFit(OwnNetwork network, DatasetCatalogue datasets) {
    requireName(network.file(), network.description().dataset());
    try {
      dataset(network.description().dataset(), datasets)
          .ifPresent(dataset -> requireFit(network, dataset));
    } catch (IllegalArgumentException | DatasetUnavailableException e) {
      throw new CommandFailedException("%s: %s".formatted(network.file(), e.getMessage()), e);
    }
  }

  private static Optional<Dataset> dataset(String name, DatasetCatalogue datasets) {
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

  private static void requireFit(OwnNetwork network, Dataset dataset) {
    CheckpointDescription description = network.description();
    description.requireTrainedOn(dataset);
    Split split =
        description
            .unseen()
            .map(unseen -> Split.of(dataset, description.trainPoints(), unseen))
            .orElseGet(() -> Split.of(dataset, description.trainPoints()));
    var unused = new MeasureContext(network.checkpoint().network(), split, description.options());
  }
}
