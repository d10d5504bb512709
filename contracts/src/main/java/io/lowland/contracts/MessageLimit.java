package io.lowland.contracts;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** The largest message that a topic takes, asked for when one was refused. */
public final class MessageLimit {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private MessageLimit() {}

  /**
   * {@code max.message.bytes} of {@code topic}, compressed batches included; nothing when the
   * broker does not tell, which needs the permission to describe the topic's configuration.
   *
   * @param kafkaSettings {@code bootstrap.servers} and, where needed, the security settings; others
   *     are left out
   */
  public static OptionalInt of(Map<String, Object> kafkaSettings, String topic) {
    Map<String, Object> settings = new HashMap<>(kafkaSettings);
    settings.keySet().retainAll(AdminClientConfig.configNames());
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try (Admin admin = Admin.create(settings)) {
      Config config =
          admin
              .describeConfigs(List.of(resource))
              .values()
              .get(resource)
              .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return OptionalInt.of(
          Integer.parseInt(config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalInt.empty();
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      // What was refused is told all the same, without the limit.
      return OptionalInt.empty();
    }
  }
}
