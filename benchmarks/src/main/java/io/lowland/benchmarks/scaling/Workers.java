package io.lowland.benchmarks.scaling;

import io.lowland.benchmarks.ServiceProcess;
import io.lowland.contracts.TopicCreation;
import io.lowland.contracts.Topics;
import io.lowland.embedded.TemporaryBackends;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Worker processes that share the runs of an experiment. */
final class Workers {
  /** The part of all runs by which every worker still has some, however they are shared. */
  private static final double STEADY = 0.75;

  private static final Duration POLL = Duration.ofMillis(100);

  private final Work work;
  private final int runs;
  private final int warmUp;

  Workers(Work work, int runs, int warmUp) {
    this.work = work;
    this.runs = runs;
    this.warmUp = warmUp;
  }

  /** Has {@code count} new workers do all runs. */
  Round share(int count) throws IOException, InterruptedException {
    List<ServiceProcess> workers = new ArrayList<>();
    try (TemporaryBackends backends = TemporaryBackends.start()) {
      String servers = backends.kafka().bootstrapServers();
      TopicCreation.createMissing(Map.of("bootstrap.servers", servers), Topics.all());
      Map<String, String> settings = new HashMap<>(work.settings());
      settings.put("kafka.bootstrap.servers", servers);
      for (int i = 0; i < count; i++) {
        workers.add(ServiceProcess.start(work.room(), List.of(), settings));
      }
      for (ServiceProcess worker : workers) {
        worker.awaitReady();
      }
      try (var producer =
              new KafkaProducer<>(
                  producing(servers), new StringSerializer(), new ByteArraySerializer());
          var consumer =
              new KafkaConsumer<>(
                  consuming(servers), new StringDeserializer(), new ByteArrayDeserializer())) {
        consumer.subscribe(List.of(work.results()));
        send(producer, "before", warmUp * count);
        receive(consumer, "before", warmUp * count);
        return timed(producer, consumer, workers);
      }
    } finally {
      workers.forEach(ServiceProcess::close);
    }
  }

  private Round timed(
      KafkaProducer<String, byte[]> producer,
      KafkaConsumer<String, byte[]> consumer,
      List<ServiceProcess> workers) {
    Duration workersBefore = processorTime(workers);
    Duration othersBefore = ownProcessorTime();
    long start = System.nanoTime();
    send(producer, "timed", runs);
    Arrivals arrivals = receive(consumer, "timed", runs);
    double seconds = (System.nanoTime() - start) * 1e-9;
    Duration workersTime = processorTime(workers).minus(workersBefore);
    Duration othersTime = ownProcessorTime().minus(othersBefore);
    // Decoding takes time and so comes after.
    Map<String, String> values = new TreeMap<>();
    for (ConsumerRecord<String, byte[]> record : arrivals.records) {
      Work.Result result = work.result(record);
      values.put(result.name(), result.value());
    }
    return new Round(
        seconds, arrivals.rate(start, work.resultsPerRun()), workersTime, othersTime, values);
  }

  private void send(KafkaProducer<String, byte[]> producer, String experiment, int count) {
    for (int i = 0; i < count; i++) {
      producer.send(work.request(experiment, i));
    }
    producer.flush();
  }

  /** What has come, and when. */
  private static final class Arrivals {
    private final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();

    void add(ConsumerRecord<String, byte[]> record) {
      records.add(record);
      times.add(System.nanoTime());
    }

    /** Runs per second in the steady part. */
    double rate(long start, int resultsPerRun) {
      int steady = (int) (records.size() * STEADY);
      return steady / (double) resultsPerRun / ((times.get(steady - 1) - start) * 1e-9);
    }
  }

  private Arrivals receive(KafkaConsumer<String, byte[]> consumer, String experiment, int count) {
    Arrivals arrivals = new Arrivals();
    while (arrivals.records.size() < count * work.resultsPerRun()) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        if (work.isOf(experiment, record)) {
          arrivals.add(record);
        }
      }
    }
    return arrivals;
  }

  private static Duration processorTime(List<ServiceProcess> processes) {
    return processes.stream()
        .map(ServiceProcess::processorTime)
        .reduce(Duration.ZERO, Duration::plus);
  }

  private static Duration ownProcessorTime() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static Map<String, Object> producing(String servers) {
    return Map.of(
        "bootstrap.servers",
        servers,
        "buffer.memory",
        512L << 20,
        // As the trainer sends.
        "partitioner.class",
        RoundRobinPartitioner.class.getName());
  }

  private static Map<String, Object> consuming(String servers) {
    return Map.of(
        "bootstrap.servers", servers,
        "group.id", "worker-scaling",
        "auto.offset.reset", "earliest");
  }
}
