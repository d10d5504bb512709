package io.lowland.analysis;

import io.lowland.contracts.TopicCreation;
import io.lowland.contracts.Topics;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.Map;

/** Creates the topics that are missing, before the first consumer starts. */
@ApplicationScoped
class TopicSetup {
  private final Map<String, Object> kafka;

  TopicSetup(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
    this.kafka = kafka;
  }

  void create(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent start) {
    TopicCreation.createMissing(kafka, Topics.all());
  }
}
