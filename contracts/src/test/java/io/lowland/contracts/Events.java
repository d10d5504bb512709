package io.lowland.contracts;

import io.lowland.data.UnseenPoints;
import io.lowland.measure.MeasureFamily;
import io.lowland.network.Architecture;
import io.lowland.network.CheckpointKind;
import io.lowland.network.Reparameterisation;
import io.lowland.training.Asam;
import io.lowland.training.Sam;
import io.lowland.training.Schedule;
import io.lowland.training.StoppingRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** One or more events of every kind, with and without what may be absent. */
final class Events {
  static final ExperimentSubmitted EXPERIMENT =
      new ExperimentSubmitted(
          "small-0123456789ab",
          "small",
          "",
          "synthetic-digits",
          "ab".repeat(32),
          Optional.of("mnist cannot be had"),
          50,
          UnseenPoints.LEFTOVER_TRAINING,
          Architecture.of(784, 8, 6, 10),
          List.of(
              new Regime("small-batch", List.of(0L, 4_294_967_295L), 5, 0.1, 9, StoppingRule.PAPER),
              new Regime(
                  "large-batch",
                  List.of(7L),
                  50,
                  1e-9,
                  9,
                  new StoppingRule(OptionalDouble.empty(), OptionalDouble.of(0.1), 1, 50),
                  new Asam(0.5, 0.01, 0.9, 1e-4),
                  new Schedule(0.8, 0.1)),
              new Regime(
                  "sharpness-aware",
                  List.of(8L),
                  50,
                  0.1,
                  9,
                  StoppingRule.PAPER,
                  new Sam(0.05, 0, 0),
                  Schedule.CONSTANT)),
          List.of(new MeasureSpec("weight_l2", MeasureFamily.SIMPLICITY, false)),
          100,
          2_048,
          Optional.of(new TrainingCheckpoints(3, List.of())),
          Optional.of(
              new Reparameterisations(
                  List.of(0L, 7L),
                  List.of(new Reparameterisation(1, 5), new Reparameterisation(2, 0.5)),
                  List.of("weight_l2"))),
          4);

  static final RunRequested RUN = EXPERIMENT.expand().getFirst();

  static final MeasurementTaken MEASUREMENT =
      new MeasurementTaken(
          "cd".repeat(32),
          "pair_proxy",
          RUN.run(),
          RUN.experiment(),
          RUN.regime(),
          Optional.of(0L),
          RUN.dataset(),
          OptionalDouble.of(895),
          OptionalDouble.of(0.5),
          Map.of("verdicts", List.of("1111111111", "01?1111111"), "total", 1000),
          Optional.empty(),
          Optional.of(MeasureFamily.WEAKNESS),
          true,
          0.25,
          3,
          CheckpointKind.FINAL,
          Optional.empty(),
          Optional.of(16),
          Map.of("epochs", "40"),
          "0.1.0");

  static final MeasurementTaken WITHOUT_VALUE =
      new MeasurementTaken(
          "cd".repeat(32),
          "charm",
          "own",
          MeasurementTaken.NO_EXPERIMENT,
          "default",
          Optional.empty(),
          "mnist",
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          Map.of(),
          Optional.of("no measure of this name"),
          Optional.empty(),
          false,
          0,
          1,
          CheckpointKind.REPARAMETERISED,
          Optional.of(new Reparameterisation(1, 5)),
          Optional.empty(),
          Map.of(),
          "0.1.0");

  static final CorrelationUpdated CORRELATION =
      new CorrelationUpdated(
          RUN.experiment(),
          "pair_proxy",
          Optional.of("small-batch"),
          100,
          100,
          OptionalDouble.of(0.36),
          OptionalDouble.of(2e-4),
          OptionalDouble.of(0.17),
          OptionalDouble.of(0.53),
          OptionalDouble.of(0.25),
          OptionalDouble.of(0.002),
          Optional.of(MeasureFamily.WEAKNESS),
          true,
          Optional.empty());

  static final CorrelationUpdated WITHOUT_CORRELATION =
      new CorrelationUpdated(
          RUN.experiment(),
          "pair_proxy",
          Optional.empty(),
          1,
          100,
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          Optional.empty(),
          false,
          Optional.of("fewer than 3 runs"));

  static final List<LowlandEvent> ALL =
      List.of(
          EXPERIMENT,
          RUN,
          EXPERIMENT.expand().get(2),
          EXPERIMENT.expand().get(3),
          TrainingProgress.training(RUN, 0, OptionalDouble.empty()),
          TrainingProgress.trained(RUN, 40, 0.01),
          TrainingProgress.failed(RUN, "diverged"),
          MEASUREMENT,
          WITHOUT_VALUE,
          CORRELATION,
          WITHOUT_CORRELATION);

  private Events() {}
}
