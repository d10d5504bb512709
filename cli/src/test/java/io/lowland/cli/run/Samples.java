package io.lowland.cli.run;

import io.lowland.contracts.CorrelationUpdated;
import io.lowland.contracts.ExperimentSubmitted;
import io.lowland.contracts.MeasureSpec;
import io.lowland.contracts.MeasurementTaken;
import io.lowland.contracts.Regime;
import io.lowland.contracts.Reparameterisations;
import io.lowland.contracts.RunRequested;
import io.lowland.contracts.TrainingCheckpoints;
import io.lowland.contracts.TrainingProgress;
import io.lowland.data.UnseenPoints;
import io.lowland.measure.MeasureFamily;
import io.lowland.network.Architecture;
import io.lowland.network.CheckpointKind;
import io.lowland.network.Reparameterisation;
import io.lowland.training.StoppingRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Events of an experiment with three runs and two measures. */
final class Samples {
  static final String WEIGHT = "weight_l2";
  static final String ACCURACY = "test_accuracy";

  private Samples() {}

  static ExperimentSubmitted experiment() {
    return experiment(
        List.of(new Regime("default", List.of(0L, 1L, 2L), 32, 0.1, 50, StoppingRule.PAPER)));
  }

  /** All three runs are of the regime "default", none yet of the other. */
  static ExperimentSubmitted withAnotherRegime() {
    return experiment(
        List.of(
            new Regime("default", List.of(0L, 1L, 2L), 32, 0.1, 50, StoppingRule.PAPER),
            new Regime("large", List.of(3L), 64, 0.1, 50, StoppingRule.PAPER)));
  }

  /** Every ten epochs of all three, and two variants of the first. */
  static ExperimentSubmitted withFurtherCheckpoints() {
    return experiment(
        experiment().regimes(),
        Optional.of(new TrainingCheckpoints(10, List.of())),
        Optional.of(
            new Reparameterisations(
                List.of(0L),
                List.of(new Reparameterisation(1, 2), new Reparameterisation(1, 5)),
                List.of())));
  }

  private static ExperimentSubmitted experiment(List<Regime> regimes) {
    return experiment(regimes, Optional.empty(), Optional.empty());
  }

  private static ExperimentSubmitted experiment(
      List<Regime> regimes,
      Optional<TrainingCheckpoints> checkpoints,
      Optional<Reparameterisations> reparameterisations) {
    return new ExperimentSubmitted(
        "sample-0123456789ab",
        "sample",
        "Three networks.",
        "synthetic-digits",
        "00ff",
        Optional.of("mnist cannot be had"),
        100,
        UnseenPoints.ALL,
        Architecture.of(784, 8, 10),
        regimes,
        List.of(
            new MeasureSpec(ACCURACY, MeasureFamily.GENERALISATION, true),
            new MeasureSpec(WEIGHT, MeasureFamily.SIMPLICITY, false)),
        100,
        2_048,
        checkpoints,
        reparameterisations,
        regimes.stream().mapToInt(regime -> regime.seeds().size()).sum());
  }

  static RunRequested run(int seed) {
    return experiment().expand().get(seed);
  }

  static TrainingProgress trained(int seed) {
    return TrainingProgress.trained(run(seed), 40, 0.01);
  }

  static MeasurementTaken taken(int seed, String measure, double value) {
    return taken(seed, measure, OptionalDouble.of(value), Optional.empty());
  }

  static MeasurementTaken none(int seed, String measure, String reason) {
    return taken(seed, measure, OptionalDouble.empty(), Optional.of(reason));
  }

  private static MeasurementTaken taken(
      int seed, String measure, OptionalDouble value, Optional<String> reason) {
    return new MeasurementTaken(
        "checkpoint-" + seed,
        measure,
        run(seed).run(),
        experiment().experiment(),
        "default",
        Optional.of((long) seed),
        "synthetic-digits",
        value,
        OptionalDouble.empty(),
        Map.of(),
        reason,
        Optional.of(MeasureFamily.SIMPLICITY),
        false,
        0.25,
        2,
        CheckpointKind.FINAL,
        Optional.empty(),
        Optional.empty(),
        Map.of("epochs", "40", "train_seconds", "1.5"),
        "test");
  }

  /** Of the trained network of a run that has {@code checkpoints} checkpoints in all. */
  static MeasurementTaken ofSeveral(int seed, String measure, double value, int checkpoints) {
    return of(taken(seed, measure, value), "checkpoint-" + seed, CheckpointKind.FINAL, checkpoints);
  }

  static MeasurementTaken alongTraining(int seed, int epoch, String measure, double value) {
    return of(
        taken(seed, measure, value),
        "checkpoint-" + seed + "@" + epoch,
        CheckpointKind.ALONG_TRAINING,
        1);
  }

  private static MeasurementTaken of(
      MeasurementTaken taken, String checkpoint, CheckpointKind kind, int checkpoints) {
    return new MeasurementTaken(
        checkpoint,
        taken.measure(),
        taken.run(),
        taken.experiment(),
        taken.regime(),
        taken.seed(),
        taken.dataset(),
        taken.value(),
        taken.standardError(),
        taken.details(),
        taken.reason(),
        taken.family(),
        taken.reparameterisationInvariant(),
        taken.seconds(),
        taken.expected(),
        kind,
        Optional.empty(),
        checkpoints > 1 ? Optional.of(checkpoints) : Optional.empty(),
        taken.training(),
        taken.codeVersion());
  }

  static CorrelationUpdated correlation(int n, double rho) {
    return correlation(Optional.empty(), n, rho);
  }

  static CorrelationUpdated correlation(Optional<String> regime, int n, double rho) {
    return new CorrelationUpdated(
        experiment().experiment(),
        WEIGHT,
        regime,
        n,
        3,
        OptionalDouble.of(rho),
        OptionalDouble.of(0.04),
        OptionalDouble.of(rho - 0.1),
        OptionalDouble.of(rho + 0.1),
        OptionalDouble.of(rho),
        OptionalDouble.of(0.08),
        Optional.of(MeasureFamily.SIMPLICITY),
        false,
        Optional.empty());
  }

  /** Over 40 runs; either {@code rho} or {@code reason} is there. */
  static CorrelationUpdated correlation(
      String measure, MeasureFamily family, OptionalDouble rho, Optional<String> reason) {
    return new CorrelationUpdated(
        experiment().experiment(),
        measure,
        Optional.empty(),
        40,
        40,
        rho,
        rho,
        rho,
        rho,
        rho,
        OptionalDouble.empty(),
        Optional.of(family),
        true,
        reason);
  }

  /** Every run measured, the correlation published. */
  static ExperimentState finished() {
    return finished(experiment());
  }

  static ExperimentState finished(ExperimentSubmitted experiment) {
    ExperimentState state = new ExperimentState(experiment);
    for (int seed = 0; seed < 3; seed++) {
      state.apply(trained(seed));
      state.apply(taken(seed, ACCURACY, 0.5 + 0.1 * seed));
      state.apply(taken(seed, WEIGHT, 7 - seed));
    }
    state.apply(correlation(3, -0.5));
    return state;
  }
}
