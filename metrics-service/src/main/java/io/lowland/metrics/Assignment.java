package io.lowland.metrics;

import io.quarkus.logging.Log;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** The service is ready when it has joined its consumer group and got its share of partitions. */
@Readiness
@ApplicationScoped
@Identifier(Channels.CHECKPOINTS)
class Assignment implements KafkaConsumerRebalanceListener, HealthCheck {
  private final MetricsConfig config;
  private final AtomicBoolean joined = new AtomicBoolean();

  Assignment(MetricsConfig config) {
    this.config = config;
  }

  @Override
  public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    if (!joined.getAndSet(true)) {
      Log.infof(
          "metrics-service is ready: %d threads, %d partitions of checkpoints",
          config.threads(), partitions.size());
    }
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("joined the consumer group of checkpoints")
        .status(joined.get())
        .build();
  }
}
