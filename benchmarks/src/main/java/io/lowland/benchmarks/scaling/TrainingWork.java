package io.lowland.benchmarks.scaling;

import io.lowland.contracts.CheckpointDescription;
import io.lowland.contracts.EventCodec;
import io.lowland.contracts.RunRequested;
import io.lowland.contracts.Topics;
import io.lowland.data.Dataset;
import io.lowland.data.UnseenPoints;
import io.lowland.network.Architecture;
import io.lowland.network.Checkpoint;
import io.lowland.network.Network;
import io.lowland.network.Safetensors;
import io.lowland.training.Schedule;
import io.lowland.training.Sgd;
import io.lowland.training.TrainingPlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Training networks. */
final class TrainingWork implements Work {
  private static final String REGIME = "all";

  private final Dataset dataset;
  private final Architecture architecture;
  private final int points;

  TrainingWork(Dataset dataset, Architecture architecture, int points) {
    this.dataset = dataset;
    this.architecture = architecture;
    this.points = points;
  }

  @Override
  public String description() {
    return "training of %s on %d points of %s".formatted(architecture, points, dataset.name());
  }

  @Override
  public String room() {
    return "trainer-service";
  }

  @Override
  public Map<String, String> settings(int threads) {
    return Map.of("lowland.trainer.threads", String.valueOf(threads));
  }

  @Override
  public String results() {
    return Topics.CHECKPOINTS;
  }

  @Override
  public ProducerRecord<String, byte[]> request(String experiment, int index) {
    TrainingPlan plan = Plans.of(architecture, index);
    RunRequested run =
        new RunRequested(
            RunRequested.runId(experiment, REGIME, index),
            experiment,
            REGIME,
            plan.seed(),
            dataset.name(),
            dataset.digest(),
            Optional.empty(),
            points,
            UnseenPoints.ALL,
            architecture,
            plan.batchSize(),
            plan.learningRate(),
            plan.maxEpochs(),
            plan.stop(),
            Sgd.PLAIN,
            Schedule.CONSTANT,
            List.of("weight_l2"),
            1,
            1,
            Optional.empty(),
            Optional.empty());
    return new ProducerRecord<>(run.topic(), run.key(), EventCodec.encode(run));
  }

  @Override
  public boolean isOf(String experiment, ConsumerRecord<String, byte[]> record) {
    return record.key().startsWith(experiment + ".");
  }

  @Override
  public Result result(ConsumerRecord<String, byte[]> record) {
    Network network = Safetensors.read(record.value(), "checkpoint").network();
    String run = record.key().substring(record.key().lastIndexOf('.') + 1);
    return new Result(run, CheckpointDescription.id(new Checkpoint(network, Map.of())));
  }

  @Override
  public int resultsPerRun() {
    return 1;
  }
}
