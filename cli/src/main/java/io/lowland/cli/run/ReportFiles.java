package io.lowland.cli.run;

import io.lowland.cli.Numbers;
import io.lowland.contracts.CorrelationUpdated;
import io.lowland.contracts.ExperimentSubmitted;
import io.lowland.contracts.MeasureSpec;
import io.lowland.contracts.Regime;
import io.lowland.contracts.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** The report of a run as files: {@code report.md}, {@code runs.csv}, {@code correlations.csv}. */
final class ReportFiles {
  private ReportFiles() {}

  /** Writes all files into {@code directory}, created when it is not there. */
  static void write(Path directory, Path source, ExperimentState state, double seconds)
      throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("report.md"), markdown(source, state, seconds));
    Files.writeString(directory.resolve("runs.csv"), runs(state));
    Files.writeString(directory.resolve("correlations.csv"), correlations(state));
    Files.writeString(directory.resolve("result.json"), RunReport.json(state, seconds));
    if (Files.isRegularFile(source)) {
      Files.writeString(directory.resolve("experiment.yaml"), Files.readString(source));
    }
  }

  private static String markdown(Path source, ExperimentState state, double seconds) {
    ExperimentSubmitted experiment = state.experiment();
    List<String> lines = new ArrayList<>();
    lines.add("# " + experiment.name());
    lines.add("");
    if (!experiment.description().isBlank()) {
      lines.add(experiment.description().strip());
      lines.add("");
    }
    lines.add(summary(state, seconds));
    lines.add("");
    lines.add("## Correlation with test accuracy");
    lines.add("");
    lines.add("| measure | regime | n | Spearman ρ | 95 % interval | p | p (Holm) | invariant |");
    lines.add("|---|---|--:|--:|---|--:|--:|---|");
    state.correlations().forEach(correlation -> lines.add(row(correlation)));
    lines.add("");
    lines.add(
        "ρ is Spearman's rank correlation of the measure with test accuracy; the interval is a"
            + " bootstrap interval; p is two-sided, by the t-distribution with n − 2 degrees of"
            + " freedom. *Invariant* measures depend on the function alone, not on how its"
            + " parameters are scaled.");
    lines.add("");
    further(state, lines);
    failures(state, lines);
    provenance(source, experiment, lines);
    return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  private static String summary(ExperimentState state, double seconds) {
    String dataset =
        state
            .experiment()
            .whyNotFirst()
            .map(reason -> " (not the first choice: " + reason + ")")
            .orElse("");
    double[] accuracies =
        state.runs().stream()
            .map(run -> run.value("test_accuracy"))
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .toArray();
    String accuracy =
        accuracies.length == 0
            ? ""
            : ", mean test accuracy %s"
                .formatted(
                    String.format(
                        Locale.ROOT, "%.4f", Arrays.stream(accuracies).average().orElseThrow()));
    return "%d of %d networks measured on %s%s in %s%s."
        .formatted(
            state.measured(),
            state.runs().size(),
            state.experiment().dataset(),
            dataset,
            Numbers.duration(seconds),
            accuracy);
  }

  private static String row(CorrelationUpdated correlation) {
    return "| `%s` | %s | %d | %s | %s | %s | %s | %s |"
        .formatted(
            correlation.measure(),
            correlation.regime().orElse(CorrelationUpdated.ALL_REGIMES),
            correlation.n(),
            correlation.spearman().isPresent()
                ? Numbers.correlation(correlation.spearman().getAsDouble())
                : "–",
            CorrelationTable.interval(correlation),
            probability(correlation.p()),
            probability(correlation.holm()),
            correlation.reparameterisationInvariant() ? "yes" : "no");
  }

  private static String probability(OptionalDouble p) {
    return p.isPresent() ? Numbers.probability(p.getAsDouble()) : "–";
  }

  private static void further(ExperimentState state, List<String> lines) {
    if (state.further().summary().isEmpty()) {
      return;
    }
    lines.add("## Further checkpoints");
    lines.add("");
    state.further().summary().forEach(line -> lines.add("- " + line));
    lines.add("");
  }

  private static void failures(ExperimentState state, List<String> lines) {
    if (state.failures().isEmpty()) {
      return;
    }
    lines.add("## Runs that failed");
    lines.add("");
    state
        .failures()
        .forEach(run -> lines.add("- `%s`: %s".formatted(run.run(), run.failure().orElse(""))));
    lines.add("");
  }

  private static void provenance(Path source, ExperimentSubmitted experiment, List<String> lines) {
    lines.add("## Provenance");
    lines.add("");
    lines.add("- experiment: `%s`, from `%s`".formatted(experiment.experiment(), source));
    lines.add(
        "- data set: %s, SHA-256 of pixels and labels `%s`"
            .formatted(experiment.dataset(), experiment.datasetDigest()));
    lines.add(
        "- networks: %s on %d training points"
            .formatted(experiment.architecture(), experiment.trainPoints()));
    for (Regime regime : experiment.regimes()) {
      lines.add(
          "- regime %s: seeds %s, batch size %d, learning rate %s, at most %d epochs, until %s of the first %d points are right (looked at every %d epochs)"
              .formatted(
                  regime.name(),
                  Seeds.format(regime.seeds()),
                  regime.batchSize(),
                  regime.learningRate(),
                  regime.maxEpochs(),
                  regime.stop().trainAccuracy(),
                  regime.stop().accuracyPoints(),
                  regime.stop().checkEvery()));
    }
    lines.add(
        "- measures: %s"
            .formatted(
                experiment.measures().stream()
                    .map(MeasureSpec::name)
                    .collect(Collectors.joining(", "))));
    lines.add(
        "- Java %s, %s %s, %d processors"
            .formatted(
                Runtime.version(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors()));
  }

  private static String runs(ExperimentState state) {
    List<String> measures =
        state.runs().stream()
            .flatMap(run -> run.measurements().keySet().stream())
            .distinct()
            .sorted()
            .toList();
    StringBuilder csv = new StringBuilder("run,regime,seed,epochs,train_seconds");
    measures.forEach(measure -> csv.append(',').append(measure));
    csv.append('\n');
    for (RunResult run : state.runs()) {
      csv.append(run.run()).append(',').append(run.regime()).append(',').append(run.seed());
      csv.append(',').append(run.epochs().map(String::valueOf).orElse(""));
      csv.append(',').append(run.trainSeconds().map(String::valueOf).orElse(""));
      measures.forEach(measure -> csv.append(',').append(cell(run.value(measure))));
      csv.append('\n');
    }
    return csv.toString();
  }

  private static String correlations(ExperimentState state) {
    StringBuilder csv =
        new StringBuilder(
            "measure,regime,n,spearman,p,ci95_low,ci95_high,kendall,p_holm,invariant\n");
    for (CorrelationUpdated correlation : state.correlations()) {
      csv.append(correlation.measure())
          .append(',')
          .append(correlation.regime().orElse(CorrelationUpdated.ALL_REGIMES))
          .append(',')
          .append(correlation.n());
      List.of(
              correlation.spearman(),
              correlation.p(),
              correlation.ciLow(),
              correlation.ciHigh(),
              correlation.kendall(),
              correlation.holm())
          .forEach(value -> csv.append(',').append(cell(value)));
      csv.append(',').append(correlation.reparameterisationInvariant()).append('\n');
    }
    return csv.toString();
  }

  private static String cell(OptionalDouble value) {
    return value.isPresent() ? String.valueOf(value.getAsDouble()) : "";
  }
}
