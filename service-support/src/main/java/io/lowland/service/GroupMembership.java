package io.lowland.service;

import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.jboss.logging.Logger;

/**
 * A worker is ready when it has joined its consumer group and got its share of partitions. Its
 * subclass is a bean named as the channel's {@code consumer-rebalance-listener.name}.
 */
public abstract class GroupMembership implements KafkaConsumerRebalanceListener, HealthCheck {
  private static final Logger LOG = Logger.getLogger(GroupMembership.class);

  private final String service;
  private final String messages;
  private final int threads;
  private final AtomicBoolean joined = new AtomicBoolean();

  /**
   * @param service that is a member of the group
   * @param messages what the group shares, such as {@code runs}
   * @param threads how many of them the service works on at the same time
   */
  protected GroupMembership(String service, String messages, int threads) {
    this.service = service;
    this.messages = messages;
    this.threads = threads;
  }

  @Override
  public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    if (!joined.getAndSet(true)) {
      LOG.infof(
          "%s is ready: %d threads, %d partitions of %s",
          service, threads, partitions.size(), messages);
    }
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("joined the consumer group of " + messages)
        .status(joined.get())
        .build();
  }
}
