package io.lowland.service;

import io.lowland.contracts.TopicCreation;
import io.lowland.contracts.Topics;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Creates the topics that are missing before anybody consumes from them. */
@ApplicationScoped
class TopicsAtStart {
  private final Map<String, Object> kafka;

  TopicsAtStart(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
    this.kafka = new HashMap<>(kafka);
    this.kafka.keySet().retainAll(AdminClientConfig.configNames());
  }

  /** Channels connect at priority {@code LIBRARY_BEFORE}, which is later. */
  void create(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent start) {
    TopicCreation.createMissing(kafka, Topics.all());
  }
}
