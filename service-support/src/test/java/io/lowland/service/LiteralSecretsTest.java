package io.lowland.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against SmallRye Config as the services have it, with its own interceptors around. */
class LiteralSecretsTest {
  private static final int WEAKEST = 1;

  @Property
  void whatIsInTheVariableArrivesUnchanged(@ForAll("passwords") String password) {
    SmallRyeConfig config =
        config(
            Map.of(
                "QUARKUS_DATASOURCE_USERNAME", password,
                "QUARKUS_DATASOURCE_PASSWORD", password,
                "KAFKA_SASL_JAAS_CONFIG", password,
                "KAFKA_SSL_TRUSTSTORE_PASSWORD", password,
                "LOWLAND_TRAINER_API_KEYS", password),
            Map.of("quarkus.datasource.password", "of the file"));

    assertThat(config.getRawValue("quarkus.datasource.username")).isEqualTo(password);
    assertThat(config.getValue("quarkus.datasource.password", String.class)).isEqualTo(password);
    assertThat(config.getValue("kafka.sasl.jaas.config", String.class)).isEqualTo(password);
    assertThat(config.getValue("KAFKA_SASL_JAAS_CONFIG", String.class)).isEqualTo(password);
    assertThat(config.getValue("kafka.ssl.truststore.password", String.class)).isEqualTo(password);
    assertThat(config.getValue("lowland.trainer.api-keys", String.class)).isEqualTo(password);
  }

  /** What SmallRye gives a meaning to comes often. */
  @Provide
  Arbitrary<String> passwords() {
    Arbitrary<String> printable = Arbitraries.strings().withCharRange('!', '~').ofLength(1);
    Arbitrary<String> special =
        Arbitraries.of(
            "$", "${", "}", "\\", ":", "::", "${x}", "${x:y}", "\\$", "$$", "{", ",", "é");
    return Arbitraries.oneOf(printable, special)
        .list()
        .ofMinSize(1)
        .ofMaxSize(24)
        .map(parts -> String.join("", parts));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pa$$word", "a\\$b", "${x:y}", "pa${x}word"})
  void wouldBeAnotherPasswordOtherwise(String password) {
    assertThat(
            config(Map.of("QUARKUS_DATASOURCE_PASSWORD", password), Map.of())
                .getRawValue("quarkus.datasource.password"))
        .isEqualTo(password);
    assertThat(
            new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new EnvConfigSource(Map.of("OTHER_PASSWORD", password), 300))
                .build()
                .getOptionalValue("other.password", String.class))
        .isNotEqualTo(Optional.of(password));
  }

  @Example
  void expressionsStandForWhatTheyNameEverywhereElse() {
    SmallRyeConfig config =
        config(
            Map.of("OTHER_SETTING", "${name}"),
            Map.of(
                "name",
                "value",
                "quarkus.datasource.password",
                "${name}",
                "kafka.acks",
                "${x:all}"));

    assertThat(config.getValue("other.setting", String.class)).isEqualTo("value");
    assertThat(config.getValue("quarkus.datasource.password", String.class)).isEqualTo("value");
    assertThat(config.getValue("kafka.acks", String.class)).isEqualTo("all");
  }

  private static SmallRyeConfig config(Map<String, String> environment, Map<String, String> file) {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .addDiscoveredInterceptors()
        .withProfile("prod")
        .withSources(new EnvConfigSource(environment, EnvConfigSource.ORDINAL))
        .withSources(new PropertiesConfigSource(file, "file", WEAKEST))
        .build();
  }
}
