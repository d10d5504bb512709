package io.lowland.cli;

import io.lowland.contracts.Experiment;
import io.lowland.contracts.ExperimentText;
import io.lowland.contracts.Regime;
import io.lowland.data.Dataset;
import io.lowland.measure.MeasureOptions;
import io.lowland.network.Checkpoint;
import io.lowland.network.CheckpointMetadata;
import io.lowland.training.TrainingResult;
import java.util.LinkedHashMap;
import java.util.Map;

/** A network trained from an experiment file, with all that is needed to measure it. */
final class TrainedCheckpoint {
  private TrainedCheckpoint() {}

  static Checkpoint of(
      Experiment experiment,
      Dataset dataset,
      Regime regime,
      long seed,
      TrainingResult result,
      double seconds) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(CheckpointMetadata.DATASET, dataset.name());
    metadata.put(CheckpointMetadata.DATASET_DIGEST, dataset.digest());
    metadata.put(CheckpointMetadata.ARCHITECTURE, experiment.architecture().toString());
    metadata.put(CheckpointMetadata.TRAIN_POINTS, String.valueOf(experiment.trainPoints()));
    metadata.put(CheckpointMetadata.UNSEEN, experiment.unseenOn(dataset).text());
    metadata.put(CheckpointMetadata.PROBES, probes(experiment.options()));
    metadata.put(
        CheckpointMetadata.HESSIAN_POINTS, String.valueOf(experiment.options().hessianPoints()));
    if (!experiment.measures().isEmpty()) {
      metadata.put(CheckpointMetadata.MEASURES, String.join(",", experiment.measures()));
    }
    metadata.put(CheckpointMetadata.REGIME, regime.name());
    metadata.put(CheckpointMetadata.SEED, String.valueOf(seed));
    metadata.put(CheckpointMetadata.BATCH_SIZE, String.valueOf(regime.batchSize()));
    metadata.put(CheckpointMetadata.LEARNING_RATE, String.valueOf(regime.learningRate()));
    metadata.putAll(ExperimentText.metadata(regime.optimiser(), regime.schedule()));
    metadata.put(CheckpointMetadata.EPOCHS, String.valueOf(result.epochs()));
    metadata.put(CheckpointMetadata.TRAIN_ACCURACY, String.valueOf(result.trainAccuracy()));
    metadata.put(CheckpointMetadata.TRAIN_LOSS, String.valueOf(result.trainLoss()));
    metadata.put(CheckpointMetadata.STOPPED_BY_RULE, String.valueOf(result.stoppedByRule()));
    metadata.put(CheckpointMetadata.TRAIN_SECONDS, String.valueOf(seconds));
    metadata.put(CheckpointMetadata.CODE_VERSION, Version.text());
    return new Checkpoint(result.network(), metadata);
  }

  private static String probes(MeasureOptions options) {
    return options.probes() == MeasureOptions.ALL_PROBES ? "all" : String.valueOf(options.probes());
  }
}
