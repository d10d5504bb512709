package io.lowland.service;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import java.lang.reflect.Proxy;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The thread that polls Kafka, without Kafka. */
final class PollingThread implements AutoCloseable {
  private final AtomicInteger asked = new AtomicInteger();
  private final ExecutorService executor = Executors.newSingleThreadExecutor();
  private volatile Thread thread;
  private volatile RuntimeException refusal;

  /** As SmallRye's, with nothing but {@code runOnPollingThread}. */
  @SuppressWarnings("unchecked")
  KafkaConsumer<?, ?> consumer() {
    return (KafkaConsumer<?, ?>)
        Proxy.newProxyInstance(
            KafkaConsumer.class.getClassLoader(),
            new Class<?>[] {KafkaConsumer.class},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("runOnPollingThread")) {
                throw new UnsupportedOperationException(method.toString());
              }
              return run((Consumer<Object>) arguments[0]);
            });
  }

  private Uni<Void> run(Consumer<Object> task) {
    asked.incrementAndGet();
    if (refusal != null) {
      return Uni.createFrom().failure(refusal);
    }
    return Uni.createFrom()
        .emitter(
            emitter ->
                executor.execute(
                    () -> {
                      thread = Thread.currentThread();
                      task.accept(null);
                      emitter.complete(null);
                    }));
  }

  /** Has every further task fail, or none. */
  void refuse(RuntimeException refusal) {
    this.refusal = refusal;
  }

  /** How often somebody wanted the thread to do something. */
  int asked() {
    return asked.get();
  }

  /** Whether the thread waits for a while. */
  boolean rests() {
    return thread != null && thread.getState() == Thread.State.TIMED_WAITING;
  }

  /** What SmallRye does on the thread: a poll, a commit. */
  <T> Future<T> submit(Callable<T> poll) {
    return executor.submit(poll);
  }

  /** Returns when the condition holds; a test's limit is what ends it otherwise. */
  static void until(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
      if (Thread.interrupted()) {
        throw new IllegalStateException("the condition did not come to hold");
      }
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
