package io.lowland.service;

import io.micrometer.core.instrument.Counter;
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
   * @param threads that work on them
   * @param rejected counts messages that cannot be read
   * @param failed counts those that could be read and were not brought to an end all the same
   */
  public Worker(
      Stopping stopping,
      KafkaClientService clients,
      String channel,
      int threads,
      Counter rejected,
      Counter failed) {
    this(stopping, new PollingRest(clients, channel, threads), rejected, failed);
  }

  Worker(Stopping stopping, PollingRest polling, Counter rejected, Counter failed) {
    this.stopping = stopping;
    this.polling = polling;
    this.rejected = rejected;
    this.failed = failed;
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
    try {
      polling.begin();
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
