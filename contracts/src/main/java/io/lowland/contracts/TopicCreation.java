package io.lowland.contracts;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Creates the topics that are not there yet. Every service does so when it starts; topics that an
 * operator created before, with other partitions or settings, stay as they are. Where all are
 * there, the permission to create is not needed.
 */
public final class TopicCreation {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private TopicCreation() {}

  /**
   * Creates the missing topics of {@code definitions} with the broker's default replication.
   *
   * @param kafkaSettings {@code bootstrap.servers} and, where needed, the security settings
   * @throws IllegalStateException saying which broker did not answer or refused, and what to do
   */
  public static void createMissing(
      Map<String, Object> kafkaSettings, Collection<TopicDefinition> definitions) {
    String servers = String.valueOf(kafkaSettings.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
    try (Admin admin = Admin.create(new HashMap<>(kafkaSettings))) {
      createMissing(admin, definitions);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "Kafka at %s did not answer within %d seconds; check kafka.bootstrap.servers"
              .formatted(servers, PATIENCE.toSeconds()),
          e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "Kafka at %s did not tell its topics: %s".formatted(servers, e.getCause().getMessage()),
          e);
    } catch (Refused e) {
      throw new IllegalStateException(
          "Kafka at %s did not create the topic %s: %s; create it before, or give the account the permission"
              .formatted(servers, e.topic, e.getCause().getMessage()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while creating topics", e);
    }
  }

  private static void createMissing(Admin admin, Collection<TopicDefinition> definitions)
      throws InterruptedException, ExecutionException, TimeoutException, Refused {
    Set<String> present = admin.listTopics().names().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    List<NewTopic> topics =
        definitions.stream()
            .filter(definition -> !present.contains(definition.name()))
            .map(TopicCreation::newTopic)
            .toList();
    for (Map.Entry<String, KafkaFuture<Void>> created :
        admin.createTopics(topics).values().entrySet()) {
      try {
        created.getValue().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        // Another service may have been faster.
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw new Refused(created.getKey(), e.getCause());
        }
      }
    }
  }

  /** That a topic was not created. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1;
    private final String topic;

    private Refused(String topic, Throwable cause) {
      super(cause);
      this.topic = topic;
    }
  }

  private static NewTopic newTopic(TopicDefinition definition) {
    return new NewTopic(definition.name(), Optional.of(definition.partitions()), Optional.empty())
        .configs(definition.settings());
  }
}
