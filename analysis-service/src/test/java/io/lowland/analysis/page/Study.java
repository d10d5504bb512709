package io.lowland.analysis.page;

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
import java.util.Random;
import java.util.stream.LongStream;

/** The messages of an experiment large enough to look at, with values drawn from its seeds. */
final class Study {

  /** A measure whose values go with a network's quality to some degree. */
  private record Column(
      String name, MeasureFamily family, boolean invariant, double slope, double from, double to) {}

  /** All but test accuracy, over all runs and in each of two regimes. */
  static final int CORRELATIONS = 27;

  private static final List<Column> COLUMNS =
      List.of(
          new Column("test_accuracy", MeasureFamily.GENERALISATION, true, 3, 0.70, 0.82),
          new Column("test_loss", MeasureFamily.GENERALISATION, true, -2, 0.9, 1.6),
          new Column("train_loss", MeasureFamily.GENERALISATION, true, 0.3, 0.004, 0.02),
          new Column("pair_proxy", MeasureFamily.WEAKNESS, true, 0.6, 820, 990),
          new Column("unseen_only_regions", MeasureFamily.WEAKNESS, true, 0.3, 140, 400),
          new Column("layer_1_patterns_unseen", MeasureFamily.WEAKNESS, true, 0.2, 9_000, 14_000),
          new Column("hessian_trace", MeasureFamily.SHARPNESS, false, -0.4, 20, 160),
          new Column("fisher_rao_norm", MeasureFamily.SHARPNESS, true, -0.1, 0.02, 0.4),
          new Column("weight_l2", MeasureFamily.SIMPLICITY, false, 0.05, 9, 12),
          new Column("path_norm", MeasureFamily.SIMPLICITY, true, -0.5, 300, 2_100));

  private static final StoppingRule STOP = new StoppingRule(0.9999, 10, 10_000);

  private final ExperimentSubmitted submission;
  private final List<Column> columns;

  /** An experiment of {@code perRegime} runs in each of two regimes. */
  Study(String experiment, int perRegime) {
    this(experiment, perRegime, COLUMNS.size());
  }

  /** The same with {@code measures} measures, at least ten. */
  Study(String experiment, int perRegime, int measures) {
    this(experiment, perRegime, measures, 250);
  }

  /** The same on {@code trainPoints} training points. */
  Study(String experiment, int perRegime, int measures, int trainPoints) {
    columns = new ArrayList<>(COLUMNS);
    for (int i = COLUMNS.size(); i < measures; i++) {
      double slope = i % 2 == 0 ? 0.1 * i : -0.1 * i;
      columns.add(new Column("further_" + i, MeasureFamily.SIMPLICITY, false, slope, 10, 90));
    }
    submission =
        new ExperimentSubmitted(
            experiment,
            "Small and large batches",
            "Does weakness predict generalisation where sharpness does not?",
            "fashion-mnist",
            "c0ffee",
            Optional.of("mnist: the folder mnist/ is missing"),
            trainPoints,
            UnseenPoints.ALL,
            Architecture.parse("784-64-8-10"),
            List.of(
                new Regime("small-batch", seeds(0, perRegime), 64, 0.1, 500, STOP),
                new Regime("large-batch", seeds(1_000, perRegime), 250, 0.5, 500, STOP)),
            columns.stream()
                .map(column -> new MeasureSpec(column.name, column.family, column.invariant))
                .toList(),
            100,
            2_048,
            Optional.empty(),
            Optional.empty(),
            2 * perRegime);
  }

  private static List<Long> seeds(long from, int count) {
    return LongStream.range(from, from + count).boxed().toList();
  }

  ExperimentSubmitted submission() {
    return submission;
  }

  /** Runs, the regimes taking turns. */
  List<RunRequested> runs() {
    List<RunRequested> all = submission.expand();
    List<RunRequested> turns = new ArrayList<>();
    for (int i = 0; i < all.size() / 2; i++) {
      turns.add(all.get(i));
      turns.add(all.get(all.size() / 2 + i));
    }
    return turns;
  }

  /** Everything that is said about a run. */
  List<LowlandEvent> story(RunRequested run) {
    List<LowlandEvent> story = new ArrayList<>();
    story.add(TrainingProgress.trained(run, 120, 0.01));
    Random random = new Random(run.seed());
    double quality = random.nextGaussian() + (run.regime().startsWith("small") ? 0.4 : -0.4);
    columns.forEach(column -> story.add(measurement(run, column, quality, random)));
    return story;
  }

  private MeasurementTaken measurement(
      RunRequested run, Column column, double quality, Random random) {
    double standard =
        (column.slope * quality + random.nextGaussian()) / Math.hypot(column.slope, 1);
    double share = Math.clamp(0.5 + 0.16 * standard, 0, 1);
    double value = column.from + share * (column.to - column.from);
    boolean counts = column.from > 100;
    return new MeasurementTaken(
        "sha256-" + run.run(),
        column.name,
        run.run(),
        run.experiment(),
        run.regime(),
        Optional.of(run.seed()),
        run.dataset(),
        OptionalDouble.of(counts ? Math.rint(value) : value),
        OptionalDouble.empty(),
        column.name.equals("pair_proxy") ? Map.of("total", 1000, "undecided", 0) : Map.of(),
        Optional.empty(),
        Optional.of(column.family),
        column.invariant,
        0.25,
        columns.size(),
        CheckpointKind.FINAL,
        Optional.empty(),
        Optional.empty(),
        Map.of(
            "epochs", String.valueOf(80 + 10 * (run.seed() * 7 % 20)),
            "batch_size", String.valueOf(run.batchSize()),
            "learning_rate", String.valueOf(run.learningRate()),
            "dataset", run.dataset()),
        "0.1.0");
  }
}
