package io.lowland.cli.run;

import io.lowland.cli.Json;
import io.lowland.contracts.CorrelationUpdated;
import io.lowland.contracts.MeasurementTaken;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The result of {@code run} as JSON, the contract with whoever reads it by program. */
final class RunReport {
  private RunReport() {}

  /**
   * The experiment's runs and correlations, and what was measured along training and of
   * reparameterised networks, as the REST API has it.
   *
   * @param seconds from the start of the command to the last result
   */
  static String json(ExperimentState state, double seconds) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("experiment", state.experiment().experiment());
    root.put("name", state.experiment().name());
    root.put("dataset", state.experiment().dataset());
    state.experiment().whyNotFirst().ifPresent(reason -> root.put("why_not_first", reason));
    root.put("runs", state.runs().stream().map(RunReport::run).toList());
    root.put("correlations", state.correlations().stream().map(RunReport::correlation).toList());
    root.put("trajectories", state.further().trajectories());
    root.put("reparameterisations", state.further().reparameterisations());
    root.put("seconds", seconds);
    return Json.text(root);
  }

  private static Map<String, Object> run(RunResult run) {
    Map<String, Object> node = new LinkedHashMap<>();
    node.put("run", run.run());
    node.put("regime", run.regime());
    node.put("seed", run.seed());
    node.put("train_accuracy", Json.number(run.value("train_accuracy")));
    node.put("test_accuracy", Json.number(run.value("test_accuracy")));
    node.put("epochs", run.epochs().orElse(null));
    node.put("train_seconds", run.trainSeconds().orElse(null));
    run.failure().ifPresent(reason -> node.put("failure", reason));
    Map<String, Object> measurements = new LinkedHashMap<>();
    run.measurements().forEach((name, taken) -> measurements.put(name, measurement(taken)));
    node.put("measurements", measurements);
    return node;
  }

  private static Map<String, Object> measurement(MeasurementTaken taken) {
    Map<String, Object> node = new LinkedHashMap<>();
    node.put("value", Json.number(taken.value()));
    taken.standardError().ifPresent(error -> node.put("standard_error", error));
    taken.reason().ifPresent(reason -> node.put("reason", reason));
    node.put("seconds", taken.seconds());
    return node;
  }

  private static Map<String, Object> correlation(CorrelationUpdated correlation) {
    Map<String, Object> node = new LinkedHashMap<>();
    node.put("measure", correlation.measure());
    node.put("regime", correlation.regime().orElse(CorrelationUpdated.ALL_REGIMES));
    node.put("n", correlation.n());
    node.put("spearman", Json.number(correlation.spearman()));
    node.put("p", Json.number(correlation.p()));
    node.put("ci95", interval(correlation.ciLow(), correlation.ciHigh()));
    node.put("kendall", Json.number(correlation.kendall()));
    node.put("p_holm", Json.number(correlation.holm()));
    node.put("invariant", correlation.reparameterisationInvariant());
    correlation.reason().ifPresent(reason -> node.put("reason", reason));
    return node;
  }

  private static List<Object> interval(OptionalDouble low, OptionalDouble high) {
    return low.isPresent() && high.isPresent()
        ? Arrays.asList(low.getAsDouble(), high.getAsDouble())
        : null;
  }
}
