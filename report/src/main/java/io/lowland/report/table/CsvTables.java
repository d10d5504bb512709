package io.lowland.report.table;

import io.lowland.contracts.RegimeComparison;
import io.lowland.report.result.Correlation;
import io.lowland.report.result.ExperimentResult;
import io.lowland.report.result.MeasureFacts;
import io.lowland.report.result.PartialCorrelations;
import io.lowland.report.result.Reparameterisation;
import io.lowland.report.result.RunResult;
import io.lowland.report.result.SelectionCurves;
import io.lowland.report.result.StrengthDifferences;
import io.lowland.report.result.Trajectory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** A result as tables for programs. Columns and units are described in docs/report.md. */
public final class CsvTables {
  private CsvTables() {}

  /** Every table by the name of its file; tables that would have no row are left out. */
  public static SequencedMap<String, String> of(ExperimentResult result) {
    SequencedMap<String, String> tables = new LinkedHashMap<>();
    tables.put("runs.csv", runs(result));
    tables.put("correlations.csv", correlations(result));
    tables.put("partial-correlations.csv", partialCorrelations(result));
    tables.put("strength-differences.csv", strengthDifferences(result));
    tables.put("regime-comparisons.csv", regimeComparisons(result));
    tables.put("model-selection.csv", modelSelection(result));
    tables.put("trajectories.csv", trajectories(result));
    tables.put("reparameterisations.csv", reparameterisations(result));
    tables.values().removeIf(text -> text.indexOf('\n') == text.length() - 1);
    return tables;
  }

  private static String runs(ExperimentResult result) {
    SortedSet<String> measures = new TreeSet<>();
    result.measures().stream().map(MeasureFacts::name).forEach(measures::add);
    result.runs().forEach(run -> measures.addAll(run.measurements().keySet()));
    List<String> header =
        new ArrayList<>(List.of("run", "regime", "seed", "state", "epochs", "train_seconds"));
    header.addAll(measures);
    header.add("failure");
    Csv csv = new Csv(header);
    for (RunResult run : result.runs()) {
      List<Object> row =
          new ArrayList<>(
              List.of(
                  run.run(),
                  run.regime(),
                  run.seed(),
                  run.state(),
                  run.epochs(),
                  run.trainSeconds()));
      measures.forEach(measure -> row.add(run.value(measure)));
      row.add(run.failure());
      csv.row(row);
    }
    return csv.toString();
  }

  private static String correlations(ExperimentResult result) {
    Csv csv =
        new Csv(
            List.of(
                "measure",
                "regime",
                "n",
                "spearman",
                "p",
                "ci95_low",
                "ci95_high",
                "kendall",
                "p_holm",
                "invariant",
                "family",
                "outcome",
                "reason"));
    for (Correlation each : result.correlations()) {
      csv.row(
          List.of(
              each.measure(),
              each.regime(),
              each.n(),
              each.spearman(),
              each.p(),
              each.ci95().map(List::getFirst),
              each.ci95().map(List::getLast),
              each.kendall(),
              each.pHolm(),
              each.invariant(),
              each.family(),
              each.outcome(),
              each.reason()));
    }
    return csv.toString();
  }

  private static String partialCorrelations(ExperimentResult result) {
    Csv csv = new Csv(List.of("measure", "regime", "given", "n", "spearman", "p", "reason"));
    for (PartialCorrelations each : result.partialCorrelations()) {
      for (PartialCorrelations.Item item : each.items()) {
        csv.row(
            List.of(
                item.measure(),
                each.regime(),
                String.join(" ", each.given()),
                item.n(),
                item.spearman(),
                item.p(),
                item.reason()));
      }
    }
    return csv.toString();
  }

  private static String strengthDifferences(ExperimentResult result) {
    Csv csv =
        new Csv(
            List.of(
                "reference",
                "measure",
                "regime",
                "n",
                "difference",
                "ci95_low",
                "ci95_high",
                "reason"));
    for (StrengthDifferences each : result.strengthDifferences()) {
      for (StrengthDifferences.Item item : each.items()) {
        csv.row(
            List.of(
                each.reference(),
                item.measure(),
                each.regime(),
                item.n(),
                item.difference(),
                item.ciLow(),
                item.ciHigh(),
                item.reason()));
      }
    }
    return csv.toString();
  }

  private static String regimeComparisons(ExperimentResult result) {
    Csv csv =
        new Csv(
            List.of(
                "measure",
                "first",
                "second",
                "first_n",
                "second_n",
                "first_mean",
                "second_mean",
                "difference",
                "ci95_low",
                "ci95_high",
                "p",
                "reason"));
    for (RegimeComparison each : result.regimeComparisons()) {
      csv.row(
          List.of(
              each.measure(),
              each.first(),
              each.second(),
              each.firstN(),
              each.secondN(),
              each.firstMean(),
              each.secondMean(),
              each.difference(),
              each.ciLow(),
              each.ciHigh(),
              each.p(),
              each.reason()));
    }
    return csv.toString();
  }

  private static String modelSelection(ExperimentResult result) {
    Csv csv = new Csv(List.of("measure", "regime", "preference", "n", "k", "expected_accuracy"));
    for (SelectionCurves each : result.modelSelection()) {
      for (SelectionCurves.Curve curve : each.items()) {
        for (int k = 1; k <= curve.expectedAccuracy().size(); k++) {
          csv.row(
              List.of(
                  curve.measure(),
                  each.regime(),
                  curve.preference(),
                  curve.n(),
                  k,
                  curve.expectedAccuracy().get(k - 1)));
        }
      }
    }
    return csv.toString();
  }

  private static String trajectories(ExperimentResult result) {
    Csv csv = new Csv(List.of("run", "regime", "seed", "epoch", "kind", "measure", "value"));
    for (String measure : result.followedMeasures()) {
      for (Trajectory each : result.followed(measure)) {
        csv.row(
            List.of(
                each.run(),
                each.regime(),
                each.seed(),
                each.epoch(),
                each.kind(),
                measure,
                each.values().get(measure)));
      }
    }
    return csv.toString();
  }

  private static String reparameterisations(ExperimentResult result) {
    Csv csv =
        new Csv(
            List.of(
                "run",
                "regime",
                "seed",
                "hidden_layer",
                "layers",
                "factor",
                "measure",
                "invariant",
                "original",
                "value",
                "ratio",
                "equal",
                "reason"));
    for (Reparameterisation each : result.reparameterisations()) {
      csv.row(
          List.of(
              each.run(),
              each.regime(),
              each.seed(),
              each.hiddenLayer(),
              each.layers(),
              each.factor(),
              each.measure(),
              each.invariant(),
              each.original(),
              each.value(),
              each.ratio(),
              each.same(),
              each.reason()));
    }
    return csv.toString();
  }

  /** Families of the measures by name, for other tables. */
  static Map<String, MeasureFacts> facts(ExperimentResult result) {
    Map<String, MeasureFacts> facts = new LinkedHashMap<>();
    result.measures().forEach(measure -> facts.put(measure.name(), measure));
    return facts;
  }
}
