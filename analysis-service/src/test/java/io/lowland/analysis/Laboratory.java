package io.lowland.analysis;

import io.lowland.contracts.ExperimentSubmitted;
import io.lowland.contracts.LowlandEvent;
import io.lowland.contracts.MeasureSpec;
import io.lowland.contracts.MeasurementTaken;
import io.lowland.contracts.Regime;
import io.lowland.contracts.RunRequested;
import io.lowland.contracts.TrainingProgress;
import io.lowland.data.UnseenPoints;
import io.lowland.measure.MeasureFamily;
import io.lowland.network.Architecture;
import io.lowland.network.CheckpointKind;
import io.lowland.training.StoppingRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** All messages of a small experiment: two regimes of six runs, four measures. */
public final class Laboratory {
  public static final List<MeasureSpec> MEASURES =
      List.of(
          new MeasureSpec("test_accuracy", MeasureFamily.GENERALISATION, true),
          new MeasureSpec("pair_proxy", MeasureFamily.WEAKNESS, true),
          new MeasureSpec("hessian_trace", MeasureFamily.SHARPNESS, false),
          new MeasureSpec("weight_l2", MeasureFamily.SIMPLICITY, false));

  /** All but test accuracy, over all runs and in each regime. */
  public static final int CORRELATIONS = 9;

  private static final StoppingRule STOP = new StoppingRule(0.9999, 10, 10_000);

  private final ExperimentSubmitted submission;

  public Laboratory(String experiment) {
    this(experiment, 250);
  }

  public Laboratory(String experiment, int trainPoints) {
    List<Regime> regimes =
        List.of(
            new Regime("small", List.of(0L, 1L, 2L, 3L, 4L, 5L), 64, 0.1, 500, STOP),
            new Regime("large", List.of(10L, 11L, 12L, 13L, 14L, 15L), 500, 0.5, 500, STOP));
    submission =
        new ExperimentSubmitted(
            experiment,
            "two-regimes",
            "A small experiment.",
            "synthetic-digits",
            "c0ffee",
            Optional.of("mnist cannot be had here"),
            trainPoints,
            UnseenPoints.ALL,
            Architecture.parse("784-64-8-10"),
            regimes,
            MEASURES,
            100,
            2_048,
            Optional.empty(),
            Optional.empty(),
            12);
  }

  public ExperimentSubmitted submission() {
    return submission;
  }

  public List<RunRequested> runs() {
    return submission.expand();
  }

  /** Everything that is said about the experiment, in the usual order. */
  public List<LowlandEvent> story() {
    List<LowlandEvent> story = new ArrayList<>();
    story.add(submission);
    for (RunRequested run : runs()) {
      story.add(TrainingProgress.training(run, 10, OptionalDouble.of(0.5)));
      story.add(TrainingProgress.trained(run, 120, 0.01));
      story.addAll(measurements(run));
    }
    return story;
  }

  /** The four measurements of a run. */
  public List<MeasurementTaken> measurements(RunRequested run) {
    return MEASURES.stream().map(measure -> measurement(run, measure)).toList();
  }

  public MeasurementTaken measurement(RunRequested run, MeasureSpec measure) {
    return measurement(run, measure, OptionalDouble.of(value(measure.name(), run.seed())));
  }

  public MeasurementTaken measurement(RunRequested run, MeasureSpec measure, OptionalDouble value) {
    return measurement(run.run(), run, measure, value, Map.of());
  }

  /** The measurements of a network like that of {@code run} that somebody has handed in. */
  public List<MeasurementTaken> handedIn(RunRequested run) {
    return handedIn(run, Map.of());
  }

  /** The same measured on data whose bytes have the digest {@code digest}. */
  public List<MeasurementTaken> handedInOn(String digest, RunRequested run) {
    return handedIn(run, Map.of("dataset_digest", digest));
  }

  private static List<MeasurementTaken> handedIn(RunRequested run, Map<String, String> further) {
    return MEASURES.stream()
        .map(
            measure ->
                measurement(
                    "handed-in-" + run.run(),
                    run,
                    measure,
                    OptionalDouble.of(value(measure.name(), run.seed())),
                    further))
        .toList();
  }

  /** The same where no measure could be taken. */
  public List<MeasurementTaken> handedInInVain(RunRequested run) {
    return MEASURES.stream()
        .map(
            measure ->
                measurement(
                    "handed-in-" + run.run(), run, measure, OptionalDouble.empty(), Map.of()))
        .toList();
  }

  private static MeasurementTaken measurement(
      String id,
      RunRequested run,
      MeasureSpec measure,
      OptionalDouble value,
      Map<String, String> further) {
    Map<String, String> training = new TreeMap<>(further);
    training.put("epochs", "120");
    training.put("dataset", run.dataset());
    training.put("train_points", String.valueOf(run.trainPoints()));
    training.put("architecture", run.architecture().toString());
    return new MeasurementTaken(
        "sha256-" + id,
        measure.name(),
        id,
        run.experiment(),
        run.regime(),
        Optional.of(run.seed()),
        run.dataset(),
        value,
        OptionalDouble.empty(),
        Map.of("total", 1000),
        value.isPresent() ? Optional.empty() : Optional.of("not memorised"),
        Optional.of(measure.family()),
        measure.reparameterisationInvariant(),
        0.25,
        MEASURES.size(),
        CheckpointKind.FINAL,
        Optional.empty(),
        Optional.empty(),
        training,
        "1.0");
  }

  /** Spread over the seeds without order, equal for some. */
  public static double value(String measure, long seed) {
    return switch (measure) {
      case "test_accuracy" -> 0.7 + (seed * 7 % 16) / 100.0;
      case "pair_proxy" -> 800 + seed * 7 % 16 * 10 + seed % 3 * 25;
      case "hessian_trace" -> 50 - seed * 5 % 13;
      default -> 9 + seed % 4;
    };
  }
}
