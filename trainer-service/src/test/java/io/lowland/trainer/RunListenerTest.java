package io.lowland.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lowland.contracts.ClaimCheck;
import io.lowland.contracts.EventCodec;
import io.lowland.contracts.RunRequested;
import io.lowland.contracts.Topics;
import io.lowland.contracts.TrainingProgress;
import io.lowland.data.DatasetCatalogue;
import io.lowland.data.UnseenPoints;
import io.lowland.network.Architecture;
import io.lowland.service.Stopping;
import io.lowland.service.Worker;
import io.lowland.training.Schedule;
import io.lowland.training.Sgd;
import io.lowland.training.StoppingRule;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trainer whose directory for large checkpoints cannot be written to. */
class RunListenerTest {
  @TempDir Path directory;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<TrainingProgress> progress = new ArrayList<>();

  @Test
  void runWhoseCheckpointCannotBeSentIsADeadLetterAndFailed() throws Exception {
    RunRequested run = run();
    ConsumerRecord<String, byte[]> record =
        new ConsumerRecord<>(Topics.RUNS, 0, 0, run.key(), EventCodec.encode(run));

    assertThatThrownBy(() -> listener().train(record))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cannot be stored");

    assertThat(progress)
        .last()
        .satisfies(
            last -> {
              assertThat(last.run()).isEqualTo(run.run());
              assertThat(last.state()).isEqualTo(TrainingProgress.State.FAILED);
              assertThat(last.reason())
                  .hasValueSatisfying(reason -> assertThat(reason).contains("cannot be stored"));
            });
    assertThat(meters.get("lowland.training.failures").counter().count()).isEqualTo(1);
    assertThat(meters.get("failed").counter().count()).isEqualTo(1);
  }

  private RunListener listener() throws Exception {
    Stopping stopping = new Stopping();
    TrainerConfig config =
        proxy(TrainerConfig.class, (self, method, arguments) -> "0123456789abcdef");
    DatasetCatalogue datasets = DatasetCatalogue.ofEnvironment();
    // A file where the directory should be.
    Path occupied = Files.createFile(directory.resolve("checkpoints"));
    MutinyEmitter<byte[]> nobody = emitter(message -> {});
    return new RunListener(
        new Training(datasets, new TrainingSets(), config, stopping),
        new CheckpointSender(new ClaimCheck(Optional.of(occupied), 1), nobody, Map.of()),
        emitter(
            message ->
                progress.add(EventCodec.decode(message.getPayload(), TrainingProgress.class))),
        new TrainingMeters(meters),
        stopping,
        // With more threads than messages, the consumer is never asked to rest.
        new Worker(
            stopping,
            proxy(KafkaClientService.class, (self, method, arguments) -> null),
            Channels.RUNS,
            2,
            meters.counter("rejected"),
            meters.counter("failed")));
  }

  private interface Recipient {
    void take(Message<byte[]> message);
  }

  @SuppressWarnings("unchecked")
  private static MutinyEmitter<byte[]> emitter(Recipient recipient) {
    return proxy(
        MutinyEmitter.class,
        (self, method, arguments) -> {
          recipient.take((Message<byte[]>) arguments[0]);
          return Uni.createFrom().voidItem();
        });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            RunListenerTest.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static RunRequested run() {
    return new RunRequested(
        "small.default.1",
        "small",
        "default",
        1,
        "synthetic-digits",
        DatasetCatalogue.ofEnvironment().load("synthetic-digits").digest(),
        Optional.empty(),
        50,
        UnseenPoints.ALL,
        Architecture.of(784, 4, 10),
        25,
        0.1,
        2,
        StoppingRule.PAPER,
        Sgd.PLAIN,
        Schedule.CONSTANT,
        List.of(),
        100,
        2048,
        Optional.empty(),
        Optional.empty());
  }
}
