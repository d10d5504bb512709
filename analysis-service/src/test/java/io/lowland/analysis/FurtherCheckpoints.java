package io.lowland.analysis;

import io.lowland.contracts.ExperimentSubmitted;
import io.lowland.contracts.LowlandEvent;
import io.lowland.contracts.MeasureSpec;
import io.lowland.contracts.MeasurementTaken;
import io.lowland.contracts.RunRequested;
import io.lowland.contracts.TrainingProgress;
import io.lowland.network.CheckpointKind;
import io.lowland.network.Reparameterisation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The messages of a {@link Laboratory} whose runs have two checkpoints along training each, and
 * whose first run has two reparameterised variants.
 */
public final class FurtherCheckpoints {
  public static final List<Integer> EPOCHS = List.of(40, 80);
  public static final List<Reparameterisation> TRANSFORMATIONS =
      List.of(new Reparameterisation(1, 5), new Reparameterisation(2, 5));

  private final Laboratory laboratory;

  public FurtherCheckpoints(String experiment) {
    laboratory = new Laboratory(experiment);
  }

  public ExperimentSubmitted submission() {
    return laboratory.submission();
  }

  public List<RunRequested> runs() {
    return laboratory.runs();
  }

  /** The run that has variants. */
  public RunRequested reparameterised() {
    return runs().getFirst();
  }

  /** What is said of trained networks, which say how many checkpoints their runs have. */
  public List<LowlandEvent> finals() {
    List<LowlandEvent> story = new ArrayList<>();
    for (RunRequested run : runs()) {
      story.add(TrainingProgress.trained(run, 120, 0.01));
      int all = 1 + EPOCHS.size() + (isReparameterised(run) ? TRANSFORMATIONS.size() : 0);
      laboratory
          .measurements(run)
          .forEach(
              taken ->
                  story.add(
                      of(
                          taken,
                          taken.checkpoint(),
                          taken.value(),
                          CheckpointKind.FINAL,
                          Optional.empty(),
                          Optional.of(all),
                          120)));
    }
    return story;
  }

  private boolean isReparameterised(RunRequested run) {
    return run.equals(reparameterised());
  }

  /** What is said of the networks along training: values rise to those of the trained network. */
  public List<MeasurementTaken> alongTraining() {
    return runs().stream().flatMap(run -> alongTraining(run).stream()).toList();
  }

  public List<MeasurementTaken> alongTraining(RunRequested run) {
    List<MeasurementTaken> story = new ArrayList<>();
    for (int epoch : EPOCHS) {
      for (MeasurementTaken last : laboratory.measurements(run)) {
        story.add(
            of(
                last,
                last.checkpoint() + "@" + epoch,
                OptionalDouble.of(last.value().orElseThrow() * epoch / 120),
                CheckpointKind.ALONG_TRAINING,
                Optional.empty(),
                Optional.empty(),
                epoch));
      }
    }
    return story;
  }

  /** What is said of the variants: the Hessian trace grows by the factor, all else stays. */
  public List<MeasurementTaken> variants() {
    List<MeasurementTaken> story = new ArrayList<>();
    for (Reparameterisation transformation : TRANSFORMATIONS) {
      for (MeasureSpec measure : Laboratory.MEASURES) {
        MeasurementTaken last = laboratory.measurement(reparameterised(), measure);
        double factor = measure.name().equals("hessian_trace") ? transformation.factor() : 1;
        story.add(
            of(
                last,
                last.checkpoint() + "/" + transformation.hiddenLayer(),
                OptionalDouble.of(last.value().orElseThrow() * factor),
                CheckpointKind.REPARAMETERISED,
                Optional.of(transformation),
                Optional.empty(),
                120));
      }
    }
    return story;
  }

  /** What is said of another network of the run of {@code last}. */
  public static MeasurementTaken of(
      MeasurementTaken last,
      String checkpoint,
      OptionalDouble value,
      CheckpointKind kind,
      Optional<Reparameterisation> transformation,
      Optional<Integer> runCheckpoints,
      int epoch) {
    return new MeasurementTaken(
        checkpoint,
        last.measure(),
        last.run(),
        last.experiment(),
        last.regime(),
        last.seed(),
        last.dataset(),
        value,
        last.standardError(),
        last.details(),
        last.reason(),
        last.family(),
        last.reparameterisationInvariant(),
        last.seconds(),
        last.expected(),
        kind,
        transformation,
        runCheckpoints,
        Map.of("epochs", String.valueOf(epoch)),
        last.codeVersion());
  }
}
