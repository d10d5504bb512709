package io.lowland.report;

import io.lowland.contracts.RegimeComparison;
import io.lowland.report.result.Correlation;
import io.lowland.report.result.ExperimentResult;
import io.lowland.report.result.MeasureFacts;
import io.lowland.report.result.Measured;
import io.lowland.report.result.PartialCorrelations;
import io.lowland.report.result.RegimeFacts;
import io.lowland.report.result.Reparameterisation;
import io.lowland.report.result.RunResult;
import io.lowland.report.result.SelectionCurves;
import io.lowland.report.result.StrengthDifferences;
import io.lowland.report.result.Trajectory;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Results with known content. */
public final class Samples {
  /** Of a report that was written one day. */
  public static final Imprint IMPRINT =
      new Imprint(LocalDate.of(2026, 11, 27), "0.1.0", Optional.of("0123456789ab"));

  private static final Optional<String> WEAKNESS = Optional.of("weakness");
  private static final Optional<String> SHARPNESS = Optional.of("sharpness");
  private static final OptionalDouble NONE = OptionalDouble.empty();

  private Samples() {}

  /** Ten networks of the paper's pair-proxy experiment on MNIST; the last one failed. */
  public static ExperimentResult pairProxy() {
    List<RunResult> runs = new ArrayList<>();
    for (int seed = 0; seed < 9; seed++) {
      runs.add(
          run(
              "default",
              seed,
              0.75 + 0.001 * seed,
              Map.of("pair_proxy", 880.0 + seed * seed, "hessian_trace", 40.5 - seed)));
    }
    runs.add(failed("default", 9));
    return new ExperimentResult(
        "sample-0123456789ab",
        "sample",
        "Ten networks <that> differ & more.",
        "mnist",
        Optional.empty(),
        Optional.of("00ff"),
        Optional.of(250),
        Optional.of("all"),
        "784-64-8-10",
        Optional.of(100),
        Optional.of(2_048),
        List.of(
            new RegimeFacts(
                "default",
                "0-9",
                Optional.of(64),
                Optional.of(0.1),
                Optional.of(500),
                Optional.of("0.9999 of the first 10,000 points are right"),
                Optional.empty())),
        measures(),
        runs,
        List.of(
            correlation("pair_proxy", "all", 9, 0.5, WEAKNESS),
            correlation("hessian_trace", "all", 9, -0.75, SHARPNESS)),
        List.of(
            new PartialCorrelations(
                "all",
                List.of("epochs"),
                List.of(
                    new PartialCorrelations.Item(
                        "pair_proxy",
                        9,
                        OptionalDouble.of(0.25),
                        OptionalDouble.of(0.5),
                        Optional.empty())))),
        List.of(
            new StrengthDifferences(
                "all",
                "pair_proxy",
                List.of(
                    new StrengthDifferences.Item(
                        "hessian_trace",
                        9,
                        OptionalDouble.of(-0.25),
                        OptionalDouble.of(-0.6),
                        OptionalDouble.of(0.3),
                        Optional.empty())))),
        List.of(),
        List.of(
            new SelectionCurves(
                "all",
                List.of(
                    new SelectionCurves.Curve("pair_proxy", "higher", 9, List.of(0.754, 0.756)),
                    new SelectionCurves.Curve(
                        "hessian_trace", "lower", 9, List.of(0.754, 0.757))))),
        List.of(),
        List.of(),
        NONE,
        OptionalDouble.of(61),
        Optional.of("name: sample\n"),
        Optional.of("Java 25, Linux amd64, 2 processors"));
  }

  /** Four networks of the paper's vanishing advantage at n = 500, two by regime. */
  public static ExperimentResult regimes() {
    List<RunResult> runs = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      runs.add(run("large", 100 + i, 0.864 + 0.002 * i, Map.of("hessian_trace", 20.0 + i)));
      runs.add(run("small", i, 0.852 + 0.002 * i, Map.of("hessian_trace", 52.0 + i)));
    }
    return new ExperimentResult(
        "advantage-0123456789ab",
        "advantage",
        "",
        "mnist",
        Optional.empty(),
        Optional.empty(),
        Optional.of(500),
        Optional.empty(),
        "784-256-128-10",
        Optional.empty(),
        Optional.empty(),
        List.of(
            new RegimeFacts(
                "small",
                "0-1",
                Optional.of(64),
                Optional.of(0.05),
                Optional.of(500),
                Optional.empty(),
                Optional.empty()),
            new RegimeFacts(
                "large",
                "100-101",
                Optional.of(500),
                Optional.of(0.5),
                Optional.of(500),
                Optional.empty(),
                Optional.empty())),
        measures(),
        runs,
        List.of(
            correlation("hessian_trace", "all", 4, -0.9, SHARPNESS),
            correlation("hessian_trace", "small", 2, 0.1, SHARPNESS),
            undefined("hessian_trace", "large", 2)),
        List.of(),
        List.of(),
        List.of(
            new RegimeComparison(
                "test_accuracy",
                "large",
                "small",
                2,
                2,
                OptionalDouble.of(0.865),
                OptionalDouble.of(0.853),
                OptionalDouble.of(0.012),
                OptionalDouble.of(0.010),
                OptionalDouble.of(0.014),
                OptionalDouble.of(0.002),
                Optional.empty())),
        List.of(),
        List.of(
            point(0, 10, "along_training", Map.of("hessian_trace", 90.0)),
            point(0, 20, "along_training", Map.of("hessian_trace", 70.0)),
            point(0, 30, "final", Map.of("hessian_trace", 52.0, "test_accuracy", 0.852)),
            point(1, 9, "final", Map.of("hessian_trace", 53.0, "test_accuracy", 0.854))),
        rescaled(),
        OptionalDouble.of(1e-4),
        NONE,
        Optional.empty(),
        Optional.empty());
  }

  private static Trajectory point(long seed, int epoch, String kind, Map<String, Double> values) {
    return new Trajectory(
        "sample.small." + seed, "small", Optional.of(seed), epoch, kind, new TreeMap<>(values));
  }

  private static List<Reparameterisation> rescaled() {
    List<Reparameterisation> items = new ArrayList<>();
    for (long seed = 0; seed < 2; seed++) {
      items.add(rescaled(seed, "hessian_trace", false, 50 + seed, 8 * (50 + seed)));
      items.add(rescaled(seed, "test_accuracy", true, 0.85, 0.85));
    }
    return items;
  }

  private static Reparameterisation rescaled(
      long seed, String measure, boolean invariant, double original, double value) {
    return new Reparameterisation(
        "sample.small." + seed,
        "small",
        Optional.of(seed),
        1,
        "1-2",
        5,
        measure,
        invariant,
        OptionalDouble.of(original),
        OptionalDouble.of(value),
        OptionalDouble.of(value / original),
        Optional.of(value == original),
        Optional.empty());
  }

  private static List<MeasureFacts> measures() {
    return List.of(
        new MeasureFacts("hessian_trace", SHARPNESS, false),
        new MeasureFacts("pair_proxy", WEAKNESS, true),
        new MeasureFacts("test_accuracy", Optional.of("generalisation"), true));
  }

  private static RunResult run(
      String regime, long seed, double accuracy, Map<String, Double> values) {
    TreeMap<String, Measured> measurements = new TreeMap<>();
    values.forEach((name, value) -> measurements.put(name, measured(name, value)));
    measurements.put("test_accuracy", measured("test_accuracy", accuracy));
    return new RunResult(
        "sample." + regime + "." + seed,
        regime,
        Optional.of(seed),
        RunResult.MEASURED,
        OptionalDouble.of(1),
        OptionalDouble.of(accuracy),
        Optional.of(40 + (int) (seed * 7 % 5) * 10),
        OptionalDouble.of(1.5),
        Optional.empty(),
        Optional.of("checkpoint-" + seed),
        Map.of("code_version", "0.1.0", "stopped_by_rule", "true"),
        measurements);
  }

  private static Measured measured(String name, double value) {
    return new Measured(
        OptionalDouble.of(value),
        NONE,
        Optional.empty(),
        0.25,
        name.equals("pair_proxy") ? Optional.of(0) : Optional.empty());
  }

  private static RunResult failed(String regime, long seed) {
    return new RunResult(
        "sample." + regime + "." + seed,
        regime,
        Optional.of(seed),
        RunResult.FAILED,
        NONE,
        NONE,
        Optional.empty(),
        NONE,
        Optional.of("the loss, \"not\" finite"),
        Optional.empty(),
        Map.of(),
        new TreeMap<>());
  }

  private static Correlation correlation(
      String measure, String regime, int n, double rho, Optional<String> family) {
    return new Correlation(
        measure,
        regime,
        n,
        false,
        OptionalDouble.of(rho),
        OptionalDouble.of(0.04),
        Optional.of(List.of(rho - 0.05, rho + 0.05)),
        OptionalDouble.of(rho),
        OptionalDouble.of(0.08),
        family,
        false,
        measure.equals("pair_proxy"),
        Optional.empty());
  }

  private static Correlation undefined(String measure, String regime, int n) {
    return new Correlation(
        measure,
        regime,
        n,
        false,
        NONE,
        NONE,
        Optional.empty(),
        NONE,
        NONE,
        SHARPNESS,
        false,
        false,
        Optional.of("2 values; expected at least 3"));
  }
}
