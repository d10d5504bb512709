package io.lowland.benchmarks.metrics;

import io.lowland.contracts.EventCodec;
import io.lowland.contracts.MeasurementTaken;
import io.lowland.contracts.TopicCreation;
import io.lowland.contracts.Topics;
import io.lowland.embedded.TemporaryBackends;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Measures the same networks by 1, 2, 4, ... worker processes of one thread each, on a real broker,
 * and compares the values. The clock runs from the first checkpoint sent until the last measurement
 * has come; the workers have measured others before, so that their code is compiled.
 *
 * <p>Arguments: networks (200), probes of the pair proxy (1,000), numbers of workers (1,2,4).
 */
public final class WorkerScaling {
  private static final int MEASURES = Checkpoints.MEASURES.split(",").length;

  /** Networks that each worker measures before, on average. */
  private static final int WARM_UP = 24;

  private static final Duration POLL = Duration.ofMillis(100);

  private final Checkpoints checkpoints;
  private final int probes;

  private WorkerScaling(Checkpoints checkpoints, int probes) {
    this.checkpoints = checkpoints;
    this.probes = probes;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    int networks = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200;
    int probes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000;
    String workers = arguments.length > 2 ? arguments[2] : "1,2,4";
    var scaling = new WorkerScaling(new Checkpoints(networks), probes);
    System.out.printf(
        "%d networks of %s, %d probes, %s; %d cores%n",
        networks,
        scaling.checkpoints.dataset(),
        probes,
        Checkpoints.MEASURES,
        Runtime.getRuntime().availableProcessors());
    double alone = 0;
    Map<String, Double> expected = Map.of();
    for (int count : Arrays.stream(workers.split(",")).mapToInt(Integer::parseInt).toArray()) {
      Round round = scaling.round(count);
      if (expected.isEmpty()) {
        alone = round.seconds * count;
        expected = round.values;
      }
      System.out.printf(
          "%d workers: %.1f s, %.2f networks per second, %.2f times one; values %s%n",
          count,
          round.seconds,
          networks / round.seconds,
          alone / round.seconds,
          round.values.equals(expected) ? "identical" : "DIFFERENT");
    }
  }

  private record Round(double seconds, Map<String, Double> values) {}

  private Round round(int workers) throws IOException, InterruptedException {
    List<MetricsProcess> processes = new ArrayList<>();
    try (TemporaryBackends backends = TemporaryBackends.start()) {
      String servers = backends.kafka().bootstrapServers();
      Map<String, Object> settings = new HashMap<>(Map.of("bootstrap.servers", servers));
      TopicCreation.createMissing(settings, Topics.all());
      try (var producer =
              new KafkaProducer<>(
                  producing(settings), new StringSerializer(), new ByteArraySerializer());
          var consumer =
              new KafkaConsumer<>(
                  consuming(settings), new StringDeserializer(), new ByteArrayDeserializer())) {
        consumer.subscribe(List.of(Topics.MEASUREMENTS));
        for (int i = 0; i < workers; i++) {
          processes.add(MetricsProcess.start(servers));
        }
        for (MetricsProcess process : processes) {
          process.awaitReady();
        }
        measured(producer, consumer, "before", WARM_UP * workers);
        long start = System.nanoTime();
        Map<String, Double> values = measured(producer, consumer, "timed", checkpoints.count());
        return new Round((System.nanoTime() - start) * 1e-9, values);
      } finally {
        processes.forEach(MetricsProcess::close);
      }
    }
  }

  /** Sends {@code count} networks and waits for all their measurements. */
  private Map<String, Double> measured(
      KafkaProducer<String, byte[]> producer,
      KafkaConsumer<String, byte[]> consumer,
      String experiment,
      int count) {
    for (int i = 0; i < count; i++) {
      // The same network again and again would be one checkpoint: the run makes the difference.
      String id = experiment + "-" + i / checkpoints.count();
      int seed = i % checkpoints.count();
      byte[] file = checkpoints.file(seed, id, probes);
      producer.send(new ProducerRecord<>(Topics.CHECKPOINTS, Checkpoints.run(id, seed), file));
    }
    producer.flush();
    Map<String, Double> values = new TreeMap<>();
    while (values.size() < count * MEASURES) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        var taken = EventCodec.decode(record.value(), MeasurementTaken.class);
        if (taken.experiment().startsWith(experiment)) {
          values.put(taken.run() + " " + taken.measure(), taken.value().orElse(Double.NaN));
        }
      }
    }
    return values;
  }

  private static Map<String, Object> producing(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("linger.ms", 5);
    all.put("buffer.memory", 256L << 20);
    return all;
  }

  private static Map<String, Object> consuming(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("group.id", "worker-scaling");
    all.put("auto.offset.reset", "earliest");
    return all;
  }
}
