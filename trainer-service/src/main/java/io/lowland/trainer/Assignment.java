package io.lowland.trainer;

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
@Identifier(Channels.RUNS)
class Assignment implements KafkaConsumerRebalanceListener, HealthCheck {
  private final TrainerConfig config;
  private final AtomicBoolean joined = new AtomicBoolean();

  Assignment(TrainerConfig config) {
    this.config = config;
  }

  @Override
  public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    if (!joined.getAndSet(true)) {
      Log.infof(
          "trainer-service is ready: %d threads, %d partitions of runs",
          config.threads(), partitions.size());
    }
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("joined the consumer group of runs")
        .status(joined.get())
        .build();
  }
}
