package io.lowland.service;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecord;
import io.smallrye.reactive.messaging.kafka.KafkaConnectorIncomingConfiguration;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.kafka.fault.KafkaFailureHandler;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.BiConsumer;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.jboss.logging.Logger;

/**
 * The failure strategy of work: SmallRye's dead-letter queue, with its settings, except while the
 * service is being stopped. Then a failure is no fault of the message: it is neither sent to the
 * dead letters nor committed, and the broker delivers it to whoever takes the service's place.
 */
@ApplicationScoped
@Identifier("dead-letters-unless-stopping")
class DeadLettersUnlessStopping implements KafkaFailureHandler.Factory {
  private static final Logger LOG = Logger.getLogger(DeadLettersUnlessStopping.class);

  private final KafkaFailureHandler.Factory deadLetters;
  private final Stopping stopping;

  DeadLettersUnlessStopping(
      @Identifier(KafkaFailureHandler.Strategy.DEAD_LETTER_QUEUE)
          KafkaFailureHandler.Factory deadLetters,
      Stopping stopping) {
    this.deadLetters = deadLetters;
    this.stopping = stopping;
  }

  @Override
  public KafkaFailureHandler create(
      KafkaConnectorIncomingConfiguration channel,
      Vertx vertx,
      KafkaConsumer<?, ?> consumer,
      BiConsumer<Throwable, Boolean> failures) {
    return new Handler(deadLetters.create(channel, vertx, consumer, failures), stopping);
  }

  private record Handler(KafkaFailureHandler deadLetters, Stopping stopping)
      implements KafkaFailureHandler {

    @Override
    public <K, V> Uni<Void> handle(
        IncomingKafkaRecord<K, V> message, Throwable reason, Metadata metadata) {
      if (stopping.hasBegun()) {
        LOG.infof(
            "%s, partition %d, offset %d is left to whoever comes next: %s",
            message.getTopic(), message.getPartition(), message.getOffset(), reason.getMessage());
        // Never complete, so that nothing that follows a handled failure happens.
        return Uni.createFrom().nothing();
      }
      return deadLetters.handle(message, reason, metadata);
    }

    @Override
    public void terminate() {
      deadLetters.terminate();
    }
  }
}
