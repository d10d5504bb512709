package io.lowland.benchmarks.scaling;

import io.lowland.contracts.EventCodec;
import io.lowland.contracts.MeasurementTaken;
import io.lowland.contracts.Topics;
import io.lowland.data.Dataset;
import io.lowland.data.Split;
import io.lowland.network.Checkpoint;
import io.lowland.network.CheckpointMetadata;
import io.lowland.network.Network;
import io.lowland.network.Safetensors;
import io.lowland.training.Trainer;
import io.lowland.training.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Measuring trained networks, each of them several times. */
final class MeasuringWork implements Work {
  private static final String MEASURES = "pair_proxy,hessian_trace,weight_l2";
  private static final int NETWORKS = 100;

  private final Dataset dataset;
  private final int probes;
  private final List<Network> networks = new ArrayList<>();

  MeasuringWork(Dataset dataset, int probes) {
    this.dataset = dataset;
    this.probes = probes;
    Split split = Split.of(dataset, Plans.POINTS);
    for (int seed = 0; seed < NETWORKS; seed++) {
      networks.add(
          Trainer.train(Plans.of(Plans.ARCHITECTURE, seed), split.training(), TrainingListener.NONE)
              .network());
    }
  }

  @Override
  public String description() {
    return "%s of networks of %s, %d probes".formatted(MEASURES, dataset.name(), probes);
  }

  @Override
  public String room() {
    return "metrics-service";
  }

  @Override
  public Map<String, String> settings(int threads) {
    return Map.of("lowland.metrics.threads", String.valueOf(threads));
  }

  @Override
  public String results() {
    return Topics.MEASUREMENTS;
  }

  @Override
  public ProducerRecord<String, byte[]> request(String experiment, int index) {
    // The same network again would be the same checkpoint: the run makes the difference.
    String run = "%s.all.%d".formatted(experiment, index);
    Map<String, String> metadata = new TreeMap<>();
    metadata.put(CheckpointMetadata.DATASET, dataset.name());
    metadata.put(CheckpointMetadata.TRAIN_POINTS, String.valueOf(Plans.POINTS));
    metadata.put(CheckpointMetadata.PROBES, String.valueOf(probes));
    metadata.put(CheckpointMetadata.MEASURES, MEASURES);
    metadata.put(CheckpointMetadata.EXPERIMENT, experiment);
    metadata.put(CheckpointMetadata.RUN, run);
    metadata.put(CheckpointMetadata.SEED, String.valueOf(index));
    Network network = networks.get(index % networks.size());
    return new ProducerRecord<>(
        Topics.CHECKPOINTS, run, Safetensors.write(new Checkpoint(network, metadata)));
  }

  @Override
  public boolean isOf(String experiment, ConsumerRecord<String, byte[]> record) {
    return decoded(record).experiment().equals(experiment);
  }

  @Override
  public Result result(ConsumerRecord<String, byte[]> record) {
    MeasurementTaken taken = decoded(record);
    return new Result(taken.seed().orElseThrow() + " " + taken.measure(), taken.value().toString());
  }

  private static MeasurementTaken decoded(ConsumerRecord<String, byte[]> record) {
    return EventCodec.decode(record.value(), MeasurementTaken.class);
  }

  @Override
  public int resultsPerRun() {
    return MEASURES.split(",").length;
  }
}
