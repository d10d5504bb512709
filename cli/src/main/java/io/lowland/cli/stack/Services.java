package io.lowland.cli.stack;

import io.lowland.cli.CommandFailedException;
import io.lowland.embedded.EmbeddedDatabase;
import io.lowland.embedded.EmbeddedKafka;
import io.lowland.report.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the three services are started on the embedded backends. */
final class Services {
  private static final List<String> COMMON_FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-Xshare:auto",
          "--sun-misc-unsafe-memory-access=allow",
          // As the manifest of quarkus-run.jar has it, which counts with -jar alone.
          "--add-opens=java.base/java.lang=ALL-UNNAMED");

  /** Training and measuring want the full compiler and the vector unit. */
  private static final List<String> NUMERICS_FLAGS =
      List.of("--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED");

  /** The analysis takes little memory; its bootstrap of many networks wants the full compiler. */
  private static final List<String> ANALYSIS_FLAGS =
      List.of("-Xmx512m", "--enable-native-access=ALL-UNNAMED");

  private static final String QUICK_COMPILER_ALONE = "-XX:TieredStopAtLevel=1";

  /** Who submits to this stack is its user, who may name what they may read. */
  private static final String EVERYTHING = "/";

  private final Path home;
  private final String claimChecks;
  private final String report;
  private final Map<String, String> common = new LinkedHashMap<>();
  private final Map<String, String> datasource = new LinkedHashMap<>();
  private final StackOptions options;

  Services(
      Path home,
      EmbeddedKafka kafka,
      EmbeddedDatabase database,
      Path claimChecks,
      Path report,
      StackOptions options) {
    this.home = home;
    this.claimChecks = claimChecks.toString();
    this.report = report.resolve(Report.PAGE).toString();
    this.options = options;
    common.put("kafka.bootstrap.servers", kafka.bootstrapServers());
    common.put("quarkus.banner.enabled", "false");
    common.put("quarkus.console.color", "false");
    datasource.put("quarkus.datasource.jdbc.url", database.jdbcUrl());
    datasource.put("quarkus.datasource.username", database.user());
    datasource.put("quarkus.datasource.password", database.password());
  }

  ServiceCommand trainer() {
    return new ServiceCommand(
        "trainer",
        jar("trainer-service"),
        flags(NUMERICS_FLAGS),
        settings(
            Map.of(
                "lowland.trainer.threads",
                String.valueOf(options.trainerThreads()),
                "lowland.trainer.claim-check.directory",
                claimChecks,
                "lowland.trainer.own-datasets",
                EVERYTHING)));
  }

  /** The metrics process {@code number}, 1-based. */
  ServiceCommand metrics(int number) {
    return new ServiceCommand(
        "metrics-" + number,
        jar("metrics-service"),
        flags(NUMERICS_FLAGS),
        settings(
            Map.of(
                "lowland.metrics.threads",
                String.valueOf(options.metricsThreads()),
                "lowland.metrics.claim-check-directory",
                claimChecks,
                "lowland.metrics.own-datasets",
                EVERYTHING)));
  }

  ServiceCommand analysis() {
    Map<String, String> analysis = new LinkedHashMap<>(datasource);
    analysis.put("lowland.analysis.report", report);
    return new ServiceCommand(
        "analysis", jar("analysis-service"), flags(analysisFlags()), settings(analysis));
  }

  private List<String> analysisFlags() {
    List<String> flags = new ArrayList<>(ANALYSIS_FLAGS);
    if (options.brief()) {
      flags.add(QUICK_COMPILER_ALONE);
    }
    return flags;
  }

  private Map<String, String> settings(Map<String, String> own) {
    Map<String, String> settings = new LinkedHashMap<>(common);
    settings.putAll(own);
    return settings;
  }

  private static List<String> flags(List<String> own) {
    List<String> flags = new ArrayList<>(COMMON_FLAGS);
    flags.addAll(own);
    return flags;
  }

  private Path jar(String module) {
    Path jar = home.resolve(module).resolve("target").resolve("quarkus-app");
    Path run = jar.resolve("quarkus-run.jar");
    if (!Files.exists(run)) {
      throw new CommandFailedException(
          "%s is missing; build Lowland by calling it through ./lowland".formatted(run));
    }
    return run;
  }
}
