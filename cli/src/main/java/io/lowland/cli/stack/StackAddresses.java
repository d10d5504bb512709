package io.lowland.cli.stack;

import io.lowland.measure.MeasureJars;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * Where a running stack can be reached, and what it was started with, for the other commands.
 *
 * @param bootstrapServers of the broker
 * @param trainer where experiments are posted
 * @param analysis where results are read, and the page
 * @param jdbcUrl address of the results database; its user is {@code postgres}
 * @param claimChecks the directory of checkpoints that are too large for the broker
 * @param measures jars with measures of the user's own that its services have
 */
public record StackAddresses(
    String bootstrapServers,
    URI trainer,
    URI analysis,
    String jdbcUrl,
    Path claimChecks,
    List<Path> measures) {
  private static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
  private static final String TRAINER = "trainer";
  private static final String ANALYSIS = "analysis";
  private static final String JDBC_URL = "jdbc.url";
  private static final String CLAIM_CHECKS = "claim.checks";
  private static final String MEASURES = "measures";

  public StackAddresses {
    measures = List.copyOf(measures);
  }

  Properties properties() {
    Properties properties = new Properties();
    properties.setProperty(BOOTSTRAP_SERVERS, bootstrapServers);
    properties.setProperty(TRAINER, trainer.toString());
    properties.setProperty(ANALYSIS, analysis.toString());
    properties.setProperty(JDBC_URL, jdbcUrl);
    properties.setProperty(CLAIM_CHECKS, claimChecks.toString());
    properties.setProperty(
        MEASURES,
        measures.stream()
            .map(jar -> jar.toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator)));
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
        Path.of(value(properties, CLAIM_CHECKS)),
        MeasureJars.parse(value(properties, MEASURES)));
  }

  private static String value(Properties properties, String key) {
    String value = properties.getProperty(key);
    if (value == null) {
      throw new IllegalArgumentException(key + " is absent");
    }
    return value;
  }
}
