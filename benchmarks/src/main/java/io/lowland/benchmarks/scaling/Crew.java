package io.lowland.benchmarks.scaling;

import io.lowland.benchmarks.ServiceProcess;
import io.lowland.contracts.TopicCreation;
import io.lowland.contracts.Topics;
import io.lowland.embedded.EmbeddedKafka;
import io.lowland.embedded.TemporaryDirectory;
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

/**
 * Worker processes that share runs, with a broker of their own. A crew that has nothing to do waits
 * for messages and takes next to no processor time, so that several crews can work by turns.
 */
final class Crew implements AutoCloseable {
  /** The part of all runs by which every worker still has some, however they are shared. */
  private static final double STEADY = 0.75;

  private static final Duration POLL = Duration.ofMillis(100);

  private final Work work;
  private final Shape shape;
  private final TemporaryDirectory directory;
  private final EmbeddedKafka kafka;
  private final List<ServiceProcess> workers = new ArrayList<>();
  private final KafkaProducer<String, byte[]> producer;
  private final KafkaConsumer<String, byte[]> consumer;

  private Crew(Work work, Shape shape) {
    this.work = work;
    this.shape = shape;
    directory = TemporaryDirectory.create("lowland-crew");
    kafka = EmbeddedKafka.start(directory.path().resolve("kafka"));
    String servers = kafka.bootstrapServers();
    TopicCreation.createMissing(Map.of("bootstrap.servers", servers), Topics.all());
    producer =
        new KafkaProducer<>(producing(servers), new StringSerializer(), new ByteArraySerializer());
    consumer =
        new KafkaConsumer<>(
            consuming(servers), new StringDeserializer(), new ByteArrayDeserializer());
    consumer.subscribe(List.of(work.results()));
  }

  /** Starts the workers and has each of their threads do {@code warmUp} runs. */
  static Crew start(Work work, Shape shape, int warmUp) throws IOException, InterruptedException {
    Crew crew = new Crew(work, shape);
    try {
      Map<String, String> settings = new HashMap<>(work.settings(shape.threads()));
      settings.put("kafka.bootstrap.servers", crew.kafka.bootstrapServers());
      for (int i = 0; i < shape.processes(); i++) {
        crew.workers.add(ServiceProcess.start(work.room(), List.of(), settings));
      }
      for (ServiceProcess worker : crew.workers) {
        worker.awaitReady();
      }
      crew.share("before", warmUp * shape.workers());
      return crew;
    } catch (IOException | InterruptedException | RuntimeException e) {
      crew.close();
      throw e;
    }
  }

  Shape shape() {
    return shape;
  }

  /** Does the first {@code runs} runs under the name of an experiment that is new to this crew. */
  Round share(String experiment, int runs) {
    Duration workersBefore = workersTime();
    Duration othersBefore = ownTime();
    long start = System.nanoTime();
    for (int i = 0; i < runs; i++) {
      producer.send(work.request(experiment, i));
    }
    producer.flush();
    Arrivals arrivals = receive(runs);
    double seconds = (System.nanoTime() - start) * 1e-9;
    Duration workersTime = workersTime().minus(workersBefore);
    Duration othersTime = ownTime().minus(othersBefore);
    return new Round(
        seconds,
        arrivals.rate(start, work.resultsPerRun()),
        workersTime,
        othersTime,
        values(experiment, arrivals));
  }

  /** What the results say. Decoding takes time and so comes after the work. */
  private Map<String, String> values(String experiment, Arrivals arrivals) {
    Map<String, String> values = new TreeMap<>();
    for (ConsumerRecord<String, byte[]> record : arrivals.records) {
      Work.Result result = work.result(record);
      if (!work.isOf(experiment, record) || values.put(result.name(), result.value()) != null) {
        throw new IllegalStateException(
            "%s came twice; the rounds cannot be compared".formatted(result.name()));
      }
    }
    return values;
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

  private Arrivals receive(int runs) {
    Arrivals arrivals = new Arrivals();
    while (arrivals.records.size() < runs * work.resultsPerRun()) {
      consumer.poll(POLL).forEach(arrivals::add);
    }
    return arrivals;
  }

  private Duration workersTime() {
    return workers.stream()
        .map(ServiceProcess::processorTime)
        .reduce(Duration.ZERO, Duration::plus);
  }

  private static Duration ownTime() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Stops the workers, the clients and the broker. */
  @Override
  public void close() {
    workers.forEach(ServiceProcess::close);
    try (directory;
        kafka;
        producer;
        consumer) {
      // Closed in reverse order.
    }
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
