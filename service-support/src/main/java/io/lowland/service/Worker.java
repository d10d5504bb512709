package io.lowland.service;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import org.jboss.logging.MDC;

/**
 * What surrounds the work on a message wherever a consumer group shares work: nothing is begun when
 * the service is being stopped, and what fails then fails for that reason; the log carries the id
 * of the run; what was refused and what failed is counted; and polling rests while all threads are
 * at work.
 */
public final class Worker {
  /** What is logged while a run is worked on carries its id under this name. */
  private static final String RUN = "run";

  private final Stopping stopping;
  private final PollingRest polling;
  private final Counter rejected;
  private final Counter failed;

  /**
   * @param clients of Kafka
   * @param channel that the messages come from
   * @param messages what they are, as in {@code lowland.runs.failed}
   * @param threads that work on them
   */
  public Worker(
      Stopping stopping,
      KafkaClientService clients,
      MeterRegistry meters,
      String channel,
      String messages,
      int threads) {
    this(stopping, new PollingRest(clients, channel, threads), meters, messages);
  }

  Worker(Stopping stopping, PollingRest polling, MeterRegistry meters, String messages) {
    this.stopping = stopping;
    this.polling = polling;
    rejected = meters.counter("lowland.%s.rejected".formatted(messages));
    failed = meters.counter("lowland.%s.failed".formatted(messages));
  }

  /**
   * Does the work on one message, on the calling thread.
   *
   * @param run its key
   * @throws RejectedException if the message cannot be read
   * @throws StoppedException if the service is being stopped
   */
  public void work(String run, Runnable task) {
    // Messages that were received and wait for a thread still come while the service is stopped.
    stopping.giveUpIfBegun();
    MDC.put(RUN, String.valueOf(run));
    polling.begin();
    try {
      task.run();
    } catch (RejectedException e) {
      rejected.increment();
      throw e;
    } catch (RuntimeException e) {
      stopping.giveUpIfBegun();
      failed.increment();
      throw e;
    } finally {
      polling.end();
      MDC.remove(RUN);
    }
  }
}
