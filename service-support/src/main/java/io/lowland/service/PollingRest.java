package io.lowland.service;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.jboss.logging.Logger;

/**
 * Lets the thread that polls Kafka rest while no other thread could take a message. SmallRye polls
 * a paused consumer every two milliseconds, so that a service whose threads are all at work spends
 * some 3 % of a core on asking for what it does not want. Commits, rebalances and fetches happen
 * between two rests; heartbeats have a thread of their own.
 */
final class PollingRest {
  private static final Logger LOG = Logger.getLogger(PollingRest.class);

  /** Short against the time that a group waits for a member to join again. */
  private static final Duration LENGTH = Duration.ofMillis(100);

  private final Supplier<KafkaConsumer<?, ?>> consumer;
  private final int threads;
  private final Duration length;
  private int atWork;
  private boolean resting;

  PollingRest(KafkaClientService clients, String channel, int threads) {
    this(() -> clients.getConsumer(channel), threads, LENGTH);
  }

  /**
   * @param consumer whose polling thread rests; asked for when it is needed, since it does not
   *     exist before the channel is open
   * @param threads that take messages
   * @param length of one rest, if nothing ends it before
   */
  PollingRest(Supplier<KafkaConsumer<?, ?>> consumer, int threads, Duration length) {
    this.consumer = consumer;
    this.threads = threads;
    this.length = length;
  }

  /** One of the threads has taken a message. */
  synchronized void begin() {
    atWork++;
    if (atWork == threads && !resting) {
      resting = true;
      next();
    }
  }

  /** One of the threads has finished with its message; whoever polls goes on at once. */
  synchronized void end() {
    atWork--;
    notifyAll();
  }

  private void next() {
    onPollingThread(consumer.get()).subscribe().with(rested -> {}, this::stop);
  }

  private <K, V> Uni<Void> onPollingThread(KafkaConsumer<K, V> channel) {
    return channel.runOnPollingThread((Consumer<K, V> client) -> rest());
  }

  /**
   * On the polling thread. What waits for this thread, a poll before all, comes before the next
   * rest.
   */
  private synchronized void rest() {
    long end = System.nanoTime() + length.toNanos();
    try {
      for (long left = length.toMillis(); atWork == threads && left > 0; ) {
        wait(left);
        left = Duration.ofNanos(end - System.nanoTime()).toMillis();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      resting = false;
      return;
    }
    resting = atWork == threads;
    if (resting) {
      next();
    }
  }

  private synchronized void stop(Throwable failure) {
    resting = false;
    LOG.debugf("polling does not rest: %s", failure);
  }
}
