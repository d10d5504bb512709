package io.lowland.cli.submit;

import io.lowland.cli.CommandFailedException;
import io.lowland.cli.LocalData;
import io.lowland.contracts.CheckpointDescription;
import io.lowland.contracts.DatasetNames;
import io.lowland.data.Dataset;
import io.lowland.data.DatasetCatalogue;
import io.lowland.data.DatasetShape;
import io.lowland.data.DatasetUnavailableException;
import io.lowland.measure.MeasureContext;
import java.nio.file.Path;

/** Looks at the data sets of networks before they are sent, when nothing has been changed yet. */
public final class OwnData {
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
   * Refuses a network of which it is certain, wherever it is measured, that it does not fit: its
   * data set has a name that no data set has, or has other sizes.
   *
   * @throws CommandFailedException naming the file, what was found and what was expected
   */
  public static void requirePossible(OwnNetwork network) {
    String name = network.description().dataset();
    requireName(network.file(), name);
    try {
      DatasetCatalogue.knownShape(name).ifPresent(shape -> requireFit(network, shape));
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException("%s: %s".formatted(network.file(), e.getMessage()), e);
    }
  }

  /**
   * Refuses a network that does not fit its data set, for workers on this machine. A data set that
   * perhaps only this process cannot have is left to the workers.
   *
   * @throws CommandFailedException naming the file, what was found and what was expected
   */
  public static void requireFit(OwnNetwork network, LocalData data) {
    try {
      data.find(network.description().dataset())
          .ifPresent(dataset -> requireTrainedOn(network, dataset));
    } catch (IllegalArgumentException | DatasetUnavailableException e) {
      throw new CommandFailedException("%s: %s".formatted(network.file(), e.getMessage()), e);
    }
  }

  private static void requireTrainedOn(OwnNetwork network, Dataset dataset) {
    network.description().requireTrainedOn(dataset);
    requireFit(network, dataset.shape());
  }

  private static void requireFit(OwnNetwork network, DatasetShape dataset) {
    CheckpointDescription description = network.description();
    dataset.requireTrainPoints(description.trainPoints());
    MeasureContext.requireFit(network.checkpoint().network().architecture(), dataset);
  }
}
