package io.lowland.benchmarks.analysis;

import io.lowland.contracts.EventCodec;
import io.lowland.contracts.ExperimentSubmitted;
import io.lowland.contracts.LowlandEvent;
import io.lowland.contracts.MeasureSpec;
import io.lowland.contracts.MeasurementTaken;
import io.lowland.contracts.Regime;
import io.lowland.contracts.RunRequested;
import io.lowland.contracts.TrainingProgress;
import io.lowland.data.UnseenPoints;
import io.lowland.measure.MeasureFamily;
import io.lowland.network.Architecture;
import io.lowland.network.CheckpointKind;
import io.lowland.training.StoppingRule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The messages of an experiment of two regimes, as trainer and metrics services send them. */
final class Campaign {
  private static final StoppingRule STOP = new StoppingRule(0.9999, 10, 10_000);
  private static final double IMAGES = 10_000;

  private final ExperimentSubmitted submission;

  /** An experiment of {@code runs} runs with {@code measures} measures each. */
  Campaign(String experiment, int runs, int measures, int trainPoints) {
    submission =
        new ExperimentSubmitted(
            experiment,
            "benchmark",
            "Random values.",
            "mnist",
            "c0ffee",
            Optional.empty(),
            trainPoints,
            UnseenPoints.ALL,
            Architecture.parse("784-64-8-10"),
            List.of(regime("small", 0, runs / 2), regime("large", runs / 2, runs)),
            specs(measures),
            100,
            2_048,
            Optional.empty(),
            Optional.empty(),
            runs);
  }

  private static Regime regime(String name, int from, int to) {
    List<Long> seeds = LongStream.range(from, to).boxed().toList();
    return new Regime(name, seeds, 64, 0.1, 500, STOP);
  }

  private static List<MeasureSpec> specs(int measures) {
    List<MeasureSpec> specs = new ArrayList<>();
    specs.add(new MeasureSpec("test_accuracy", MeasureFamily.GENERALISATION, true));
    specs.add(new MeasureSpec("train_accuracy", MeasureFamily.GENERALISATION, true));
    MeasureFamily[] families = {
      MeasureFamily.WEAKNESS, MeasureFamily.SHARPNESS, MeasureFamily.SIMPLICITY
    };
    for (int m = specs.size(); m < measures; m++) {
      specs.add(new MeasureSpec("measure_" + m, families[m % families.length], m % 3 == 0));
    }
    return specs;
  }

  String experiment() {
    return submission.experiment();
  }

  int measurements() {
    return submission.runs() * submission.measures().size();
  }

  /** Sends everything and returns when the broker has it. */
  void send(String bootstrapServers) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 20),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      send(producer, submission);
      for (RunRequested run : submission.expand()) {
        send(producer, TrainingProgress.trained(run, 120, 0.01));
        measurements(run).forEach(event -> send(producer, event));
      }
      producer.flush();
    }
  }

  private static void send(KafkaProducer<byte[], byte[]> producer, LowlandEvent event) {
    byte[] key = event.key().getBytes(StandardCharsets.UTF_8);
    producer.send(new ProducerRecord<>(event.topic(), key, EventCodec.encode(event)));
  }

  private List<MeasurementTaken> measurements(RunRequested run) {
    Random random = new Random(run.seed());
    double accuracy = Math.round(IMAGES * (0.76 + 0.02 * random.nextGaussian())) / IMAGES;
    return submission.measures().stream()
        .map(
            measure ->
                measurement(run, measure, value(measure.name(), accuracy, random.nextGaussian())))
        .toList();
  }

  private static double value(String measure, double accuracy, double noise) {
    return switch (measure) {
      case "test_accuracy" -> accuracy;
      case "train_accuracy" -> 1;
      default -> accuracy + 0.05 * noise;
    };
  }

  private MeasurementTaken measurement(RunRequested run, MeasureSpec measure, double value) {
    return new MeasurementTaken(
        "sha256-" + run.run(),
        measure.name(),
        run.run(),
        run.experiment(),
        run.regime(),
        Optional.of(run.seed()),
        run.dataset(),
        OptionalDouble.of(value),
        OptionalDouble.empty(),
        Map.of("total", 1_000, "verdicts", "1111100000".repeat(40)),
        Optional.empty(),
        Optional.of(measure.family()),
        measure.reparameterisationInvariant(),
        0.25,
        submission.measures().size(),
        CheckpointKind.FINAL,
        Optional.empty(),
        Optional.of(1),
        Map.of("epochs", "120", "learning_rate", "0.1"),
        "benchmark");
  }
}
