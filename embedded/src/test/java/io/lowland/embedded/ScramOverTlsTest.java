package io.lowland.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The settings that the chart gives its pods, on a broker that demands SASL over TLS. */
@Timeout(120)
class ScramOverTlsTest {
  private static final String USER = "lowland";
  private static final String PASSWORD = "of-the-user";

  @TempDir static Path directory;
  private static Path ca;
  private static EmbeddedKafka kafka;

  @BeforeAll
  static void startBroker() {
    Path keyStore = Certificates.keyStore(directory.resolve("broker.p12"));
    ca = Certificates.certificate(keyStore, directory.resolve("ca.crt"));
    kafka =
        EmbeddedKafka.start(
            directory.resolve("kafka"),
            new ScramOverTls(keyStore, Certificates.PASSWORD, USER, PASSWORD));
  }

  @AfterAll
  static void stopBroker() {
    kafka.close();
  }

  @Test
  void settingsOfTheChartAreLetIn() throws Exception {
    try (var producer = producer(settings(USER, PASSWORD, ca))) {
      assertThat(producer.send(new ProducerRecord<>("secured", "value")).get().offset()).isZero();
    }
    try (Admin admin = Admin.create(settings(USER, PASSWORD, ca))) {
      assertThat(admin.listTopics().names().get()).contains("secured");
    }
  }

  @Test
  void wrongPasswordIsNotLetIn() {
    assertRefused(settings(USER, "guessed", ca), SaslAuthenticationException.class);
    assertRefused(settings("stranger", PASSWORD, ca), SaslAuthenticationException.class);
  }

  @Test
  void brokerWithAnotherCertificateIsNotTrusted() {
    Path otherStore = Certificates.keyStore(directory.resolve("other.p12"));
    Path other = Certificates.certificate(otherStore, directory.resolve("other.crt"));
    assertRefused(settings(USER, PASSWORD, other), SslAuthenticationException.class);
  }

  @Test
  void clientWithoutEncryptionGetsNoAnswer() {
    Map<String, Object> open = new HashMap<>();
    open.put("bootstrap.servers", kafka.bootstrapServers());
    open.put("default.api.timeout.ms", 2000);
    open.put("request.timeout.ms", 1000);
    assertRefused(open, TimeoutException.class);
  }

  private static void assertRefused(
      Map<String, Object> settings, Class<? extends Exception> reason) {
    try (Admin admin = Admin.create(settings)) {
      assertThatThrownBy(() -> admin.listTopics().names().get())
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(reason);
    }
  }

  private static KafkaProducer<String, String> producer(Map<String, Object> settings) {
    return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
  }

  /** As a pod has them: Kubernetes fills in $(NAME), and KAFKA_A_B is read as the setting a.b. */
  private static Map<String, Object> settings(String user, String password, Path ca) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", kafka.bootstrapServers());
    variables()
        .forEach(
            (variable, value) ->
                settings.put(
                    variable
                        .toString()
                        .replaceFirst("^KAFKA_", "")
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '.'),
                    value
                        .toString()
                        .replace("$(LOWLAND_KAFKA_USERNAME)", user)
                        .replace("$(LOWLAND_KAFKA_PASSWORD)", password)
                        .replace("/etc/lowland/kafka/ca.crt", ca.toString())));
    return settings;
  }

  private static Properties variables() {
    Properties variables = new Properties();
    try (InputStream file =
        ScramOverTlsTest.class.getResourceAsStream("/sasl-ssl-of-the-chart.properties")) {
      variables.load(file);
      return variables;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
