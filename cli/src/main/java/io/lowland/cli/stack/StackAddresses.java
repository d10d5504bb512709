package io.lowland.cli.stack;

import java.net.URI;
import java.nio.file.Path;
import java.util.Properties;

/**
 * Where a running stack can be reached, for the other commands.
 *
 * @param bootstrapServers of the broker
 * @param trainer where experiments are posted
 * @param analysis where results are read, and the page
 * @param jdbcUrl address of the results database; its user is {@code postgres}
 * @param claimChecks the directory of checkpoints that are too large for the broker
 */
public record StackAddresses(
    String bootstrapServers, URI trainer, URI analysis, String jdbcUrl, Path claimChecks) {
  private static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
  private static final String TRAINER = "trainer";
  private static final String ANALYSIS = "analysis";
  private static final String JDBC_URL = "jdbc.url";
  private static final String CLAIM_CHECKS = "claim.checks";

  Properties properties() {
    Properties properties = new Properties();
    properties.setProperty(BOOTSTRAP_SERVERS, bootstrapServers);
    properties.setProperty(TRAINER, trainer.toString());
    properties.setProperty(ANALYSIS, analysis.toString());
    properties.setProperty(JDBC_URL, jdbcUrl);
    properties.setProperty(CLAIM_CHECKS, claimChecks.toString());
    return properties;
  }

  /**
   * The inverse of {@link #properties}.
   *
   * @throws IllegalArgumentException naming what is absent
   */
  static StackAddresses of(Properties properties) {
    return new StackAddresses(
        value(properties, BOOTSTRAP_SERVERS),
        URI.create(value(properties, TRAINER)),
        URI.create(value(properties, ANALYSIS)),
        value(properties, JDBC_URL),
        Path.of(value(properties, CLAIM_CHECKS)));
  }

  private static String value(Properties properties, String key) {
    String value = properties.getProperty(key);
    if (value == null) {
      throw new IllegalArgumentException(key + " is absent");
    }
    return value;
  }
}
