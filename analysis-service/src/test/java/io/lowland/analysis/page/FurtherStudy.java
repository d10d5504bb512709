package io.lowland.analysis.page;

import io.lowland.analysis.FurtherCheckpoints;
import io.lowland.contracts.ExperimentSubmitted;
import io.lowland.contracts.LowlandEvent;
import io.lowland.contracts.MeasurementTaken;
import io.lowland.contracts.RunRequested;
import io.lowland.network.CheckpointKind;
import io.lowland.network.Reparameterisation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/** A {@link Study} whose runs were followed, and some of whose networks were reparameterised. */
final class FurtherStudy {
  private static final List<Integer> EPOCHS = List.of(10, 20, 30, 40, 50, 60, 70);
  private static final List<Reparameterisation> TRANSFORMATIONS =
      Stream.concat(
              Stream.of(1, 2, 5, 10, 20).map(factor -> new Reparameterisation(1, factor)),
              Stream.of(1, 5, 20).map(factor -> new Reparameterisation(2, factor)))
          .toList();

  /** Measures that grow by some power of the factor; the others are invariant. */
  private static final Set<String> MOVING = Set.of("hessian_trace", "weight_l2");

  private final Study study;
  private final int reparameterised;

  /** An experiment of {@code perRegime} runs in each of two regimes. */
  FurtherStudy(String experiment, int perRegime, int reparameterised) {
    study = new Study(experiment, perRegime);
    this.reparameterised = reparameterised;
  }

  ExperimentSubmitted submission() {
    return study.submission();
  }

  List<RunRequested> runs() {
    return study.runs();
  }

  /** Everything that is said about all runs. */
  List<LowlandEvent> story() {
    List<LowlandEvent> story = new ArrayList<>();
    story.add(submission());
    for (RunRequested run : runs()) {
      story.addAll(alongTraining(run));
      story.addAll(last(run));
    }
    runs().subList(0, reparameterised).forEach(run -> story.addAll(variants(run)));
    return story;
  }

  /** The networks on the way: sharpness falls to its value at the end, all else rises to it. */
  List<LowlandEvent> alongTraining(RunRequested run) {
    List<LowlandEvent> story = new ArrayList<>();
    for (int epoch : EPOCHS) {
      for (MeasurementTaken last : measurements(run)) {
        double way = 1 - Math.exp(-epoch / 25.0);
        double value =
            last.measure().equals("hessian_trace")
                ? last.value().orElseThrow() * (1 + 12 * (1 - way))
                : last.value().orElseThrow() * (0.6 + 0.4 * way);
        story.add(
            FurtherCheckpoints.of(
                last,
                last.checkpoint() + "@" + epoch,
                OptionalDouble.of(value),
                CheckpointKind.ALONG_TRAINING,
                Optional.empty(),
                Optional.empty(),
                epoch));
      }
    }
    return story;
  }

  /** The trained network, which says how many checkpoints there are. */
  List<LowlandEvent> last(RunRequested run) {
    int variants = runs().indexOf(run) < reparameterised ? TRANSFORMATIONS.size() : 0;
    List<LowlandEvent> story = new ArrayList<>();
    for (LowlandEvent event : study.story(run)) {
      story.add(
          event instanceof MeasurementTaken taken
              ? FurtherCheckpoints.of(
                  taken,
                  taken.checkpoint(),
                  taken.value(),
                  CheckpointKind.FINAL,
                  Optional.empty(),
                  Optional.of(1 + EPOCHS.size() + variants),
                  80)
              : event);
    }
    return story;
  }

  List<LowlandEvent> variants(RunRequested run) {
    List<LowlandEvent> story = new ArrayList<>();
    for (Reparameterisation transformation : TRANSFORMATIONS) {
      for (MeasurementTaken last : measurements(run)) {
        double power = last.measure().equals("weight_l2") ? 0.4 : 1.6;
        double growth =
            MOVING.contains(last.measure()) ? Math.pow(transformation.factor(), power) : 1;
        story.add(
            FurtherCheckpoints.of(
                last,
                last.checkpoint() + "/" + transformation,
                OptionalDouble.of(last.value().orElseThrow() * growth),
                CheckpointKind.REPARAMETERISED,
                Optional.of(transformation),
                Optional.empty(),
                80));
      }
    }
    return story;
  }

  private List<MeasurementTaken> measurements(RunRequested run) {
    return study.story(run).stream()
        .filter(MeasurementTaken.class::isInstance)
        .map(MeasurementTaken.class::cast)
        .toList();
  }
}
