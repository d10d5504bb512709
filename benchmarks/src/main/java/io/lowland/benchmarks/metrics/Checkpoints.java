package io.lowland.benchmarks.metrics;

import io.lowland.data.Dataset;
import io.lowland.data.DatasetCatalogue;
import io.lowland.data.Split;
import io.lowland.network.Architecture;
import io.lowland.network.Checkpoint;
import io.lowland.network.CheckpointMetadata;
import io.lowland.network.Network;
import io.lowland.network.Safetensors;
import io.lowland.training.StoppingRule;
import io.lowland.training.Trainer;
import io.lowland.training.TrainingListener;
import io.lowland.training.TrainingPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Trained networks as the trainer sends them. */
final class Checkpoints {
  static final String MEASURES = "pair_proxy,hessian_trace,weight_l2";
  private static final Architecture ARCHITECTURE = Architecture.parse("784-64-8-10");
  private static final int POINTS = 250;

  private final Dataset dataset =
      DatasetCatalogue.ofEnvironment().resolve(List.of("mnist", "synthetic-digits")).dataset();
  private final List<Network> networks = new ArrayList<>();

  /** Trains networks of the seeds 0 ... {@code count} - 1. */
  Checkpoints(int count) {
    Split split = Split.of(dataset, POINTS);
    for (int seed = 0; seed < count; seed++) {
      var plan = new TrainingPlan(ARCHITECTURE, seed, 64, 0.1, 500, StoppingRule.PAPER);
      networks.add(Trainer.train(plan, split.training(), TrainingListener.NONE).network());
    }
  }

  String dataset() {
    return dataset.name();
  }

  int count() {
    return networks.size();
  }

  /** The safetensors file of a network. */
  byte[] file(int seed, String experiment, int probes) {
    Map<String, String> metadata = new TreeMap<>();
    metadata.put(CheckpointMetadata.DATASET, dataset.name());
    metadata.put(CheckpointMetadata.TRAIN_POINTS, String.valueOf(POINTS));
    metadata.put(CheckpointMetadata.PROBES, String.valueOf(probes));
    metadata.put(CheckpointMetadata.MEASURES, MEASURES);
    metadata.put(CheckpointMetadata.EXPERIMENT, experiment);
    metadata.put(CheckpointMetadata.RUN, run(experiment, seed));
    metadata.put(CheckpointMetadata.SEED, String.valueOf(seed));
    return Safetensors.write(new Checkpoint(networks.get(seed), metadata));
  }

  static String run(String experiment, int seed) {
    return "%s.all.%d".formatted(experiment, seed);
  }
}
