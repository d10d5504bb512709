package io.lowland.contracts;

import io.lowland.measure.MeasureOptions;
import io.lowland.network.Checkpoint;
import io.lowland.network.CheckpointKind;
import io.lowland.network.CheckpointMetadata;
import io.lowland.network.Network;
import io.lowland.network.Reparameterisation;
import io.lowland.training.TrainingResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The checkpoints that a run gives: those along its training, the final one and the final one's
 * reparameterised variants. A run that is trained again gives the same again.
 */
public final class RunCheckpoints {
  private static final String ALL = "all";

  private final RunRequested run;
  private final String codeVersion;

  /**
   * The checkpoints of {@code run}.
   *
   * @param codeVersion of the trainer
   */
  public RunCheckpoints(RunRequested run, String codeVersion) {
    this.run = run;
    this.codeVersion = codeVersion;
  }

  /** Whether there is a checkpoint along training after {@code epoch}. */
  public boolean isDue(int epoch) {
    return run.checkpoints().stream().anyMatch(along -> epoch % along.every() == 0);
  }

  /** The network after {@code epoch}, on the way. */
  public Checkpoint alongTraining(int epoch, Network network) {
    List<String> measures = run.checkpoints().map(TrainingCheckpoints::measures).orElse(List.of());
    Map<String, String> metadata = common(CheckpointKind.ALONG_TRAINING, measures);
    metadata.put(CheckpointMetadata.EPOCHS, String.valueOf(epoch));
    return new Checkpoint(network, metadata);
  }

  /**
   * The trained network.
   *
   * @param seconds that training took
   * @param alongTraining how many checkpoints along training there were
   */
  public Checkpoint last(TrainingResult result, double seconds, int alongTraining) {
    Map<String, String> metadata = common(CheckpointKind.FINAL, run.measures());
    metadata.put(CheckpointMetadata.EPOCHS, String.valueOf(result.epochs()));
    metadata.put(CheckpointMetadata.TRAIN_ACCURACY, String.valueOf(result.trainAccuracy()));
    metadata.put(CheckpointMetadata.TRAIN_LOSS, String.valueOf(result.trainLoss()));
    metadata.put(CheckpointMetadata.STOPPED_BY_RULE, String.valueOf(result.stoppedByRule()));
    metadata.put(CheckpointMetadata.TRAIN_SECONDS, String.valueOf(seconds));
    int all = 1 + alongTraining + transformations().size();
    if (all > 1) {
      metadata.put(CheckpointMetadata.RUN_CHECKPOINTS, String.valueOf(all));
    }
    return new Checkpoint(result.network(), metadata);
  }

  /** The variants of {@code last}, the run's final checkpoint. */
  public List<Checkpoint> variantsOf(Checkpoint last) {
    String origin = CheckpointDescription.id(last);
    return transformations().stream()
        .map(transformation -> variant(last, origin, transformation))
        .toList();
  }

  private List<Reparameterisation> transformations() {
    return run.reparameterisations().map(Reparameterisations::transformations).orElse(List.of());
  }

  private Checkpoint variant(Checkpoint last, String origin, Reparameterisation transformation) {
    List<String> measures = run.reparameterisations().orElseThrow().measures();
    Map<String, String> metadata = new LinkedHashMap<>(last.metadata());
    metadata.putAll(common(CheckpointKind.REPARAMETERISED, measures));
    metadata.remove(CheckpointMetadata.RUN_CHECKPOINTS);
    metadata.put(CheckpointMetadata.TRANSFORMATION, EventCodec.text(transformation));
    metadata.put(CheckpointMetadata.DERIVED_FROM, origin);
    return new Checkpoint(transformation.apply(last.network()), metadata);
  }

  private Map<String, String> common(CheckpointKind kind, List<String> measures) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(CheckpointMetadata.KIND, kind.text());
    metadata.put(CheckpointMetadata.DATASET, run.dataset());
    metadata.put(CheckpointMetadata.DATASET_DIGEST, run.datasetDigest());
    run.whyNotFirst().ifPresent(why -> metadata.put(CheckpointDescription.WHY_NOT_FIRST, why));
    metadata.put(CheckpointMetadata.ARCHITECTURE, run.architecture().toString());
    metadata.put(CheckpointMetadata.SEED, String.valueOf(run.seed()));
    metadata.put(CheckpointMetadata.TRAIN_POINTS, String.valueOf(run.trainPoints()));
    metadata.put(CheckpointMetadata.UNSEEN, run.unseen().text());
    metadata.put(
        CheckpointMetadata.PROBES,
        run.probes() == MeasureOptions.ALL_PROBES ? ALL : String.valueOf(run.probes()));
    metadata.put(CheckpointMetadata.HESSIAN_POINTS, String.valueOf(run.hessianPoints()));
    metadata.put(
        CheckpointMetadata.MEASURES,
        String.join(",", measures.isEmpty() ? run.measures() : measures));
    metadata.put(CheckpointMetadata.EXPERIMENT, run.experiment());
    metadata.put(CheckpointMetadata.RUN, run.run());
    metadata.put(CheckpointMetadata.REGIME, run.regime());
    metadata.put(CheckpointMetadata.BATCH_SIZE, String.valueOf(run.batchSize()));
    metadata.put(CheckpointMetadata.LEARNING_RATE, String.valueOf(run.learningRate()));
    metadata.putAll(ExperimentText.metadata(run.optimiser(), run.schedule()));
    metadata.put(CheckpointMetadata.CODE_VERSION, codeVersion);
    return metadata;
  }
}
