package io.lowland.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lowland.contracts.TopicCreation;
import io.lowland.contracts.TopicDefinition;
import io.lowland.contracts.Topics;
import io.lowland.embedded.Certificates;
import io.lowland.embedded.EmbeddedKafka;
import io.lowland.embedded.ScramOverTls;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Topics that the owner of a broker made, for an account that may not create any. */
@Timeout(120)
class TopicsMadeBeforeTest {
  private static final String USER = "lowland";
  private static final String PASSWORD = "of-the-user";
  private static final long PATIENCE_SECONDS = 60;
  private static final List<TopicDefinition> MADE =
      Topics.all().stream().filter(topic -> !topic.name().equals(Topics.DEAD_LETTERS)).toList();

  @TempDir static Path root;
  private static EmbeddedKafka kafka;
  private static Map<String, Object> settings;

  @BeforeAll
  static void makeTopicsAndForbidMore() throws Exception {
    Path keyStore = Certificates.keyStore(root.resolve("broker.p12"));
    kafka =
        EmbeddedKafka.start(
            root.resolve("kafka"),
            new ScramOverTls(keyStore, Certificates.PASSWORD, USER, PASSWORD));
    settings = settings(Certificates.certificate(keyStore, root.resolve("ca.crt")));
    TopicCreation.createMissing(settings, MADE);
    try (Admin admin = Admin.create(settings)) {
      admin.createAcls(whatDeployMdSaysButCreate()).all().get();
      Awaitility.await()
          .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
          .until(() -> isForbidden(admin, "lowland.more"));
    }
  }

  @AfterAll
  static void stopBroker() {
    kafka.close();
  }

  @Test
  void permissionToCreateIsNotNeededWhereAllTopicsAreThere() throws Exception {
    TopicCreation.createMissing(settings, MADE);
    try (Admin admin = Admin.create(settings)) {
      assertThat(admin.listTopics().names().get())
          .containsExactlyInAnyOrderElementsOf(MADE.stream().map(TopicDefinition::name).toList());
    }
  }

  @Test
  void topicThatIsMissingIsNamedWithWhatToDo() {
    assertThatThrownBy(() -> TopicCreation.createMissing(settings, Topics.all()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("did not create the topic " + Topics.DEAD_LETTERS)
        .hasMessageContaining("create it before");
  }

  private static boolean isForbidden(Admin admin, String topic) throws InterruptedException {
    try {
      admin
          .createTopics(
              List.of(new NewTopic(topic, Optional.empty(), Optional.empty())),
              new CreateTopicsOptions().validateOnly(true))
          .all()
          .get();
      return false;
    } catch (ExecutionException e) {
      return e.getCause() instanceof TopicAuthorizationException;
    }
  }

  private static List<AclBinding> whatDeployMdSaysButCreate() {
    ResourcePattern topics =
        new ResourcePattern(ResourceType.TOPIC, "lowland.", PatternType.PREFIXED);
    ResourcePattern cluster =
        new ResourcePattern(ResourceType.CLUSTER, "kafka-cluster", PatternType.LITERAL);
    Stream<AclBinding> allowed =
        Stream.of(
                AclOperation.DESCRIBE,
                AclOperation.DESCRIBE_CONFIGS,
                AclOperation.READ,
                AclOperation.WRITE)
            .map(operation -> binding(topics, operation, AclPermissionType.ALLOW));
    // On this broker everything is allowed that no list is about.
    AclBinding forbidden = binding(cluster, AclOperation.CREATE, AclPermissionType.DENY);
    return Stream.concat(allowed, Stream.of(forbidden)).toList();
  }

  private static AclBinding binding(
      ResourcePattern resource, AclOperation operation, AclPermissionType permission) {
    return new AclBinding(
        resource, new AccessControlEntry("User:" + USER, "*", operation, permission));
  }

  private static Map<String, Object> settings(Path ca) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", kafka.bootstrapServers());
    settings.put("security.protocol", "SASL_SSL");
    settings.put("sasl.mechanism", "SCRAM-SHA-512");
    settings.put(
        "sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
            .formatted(USER, PASSWORD));
    settings.put("ssl.truststore.type", "PEM");
    settings.put("ssl.truststore.location", ca.toString());
    return settings;
  }
}
