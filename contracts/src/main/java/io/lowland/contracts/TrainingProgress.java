package io.lowland.contracts;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How far a run is. The topic is compacted, so the last state of every run stays: also that of a
 * run that failed, which nobody should wait for.
 *
 * @param run id
 * @param experiment id
 * @param regime name
 * @param seed of the run
 * @param state {@code TRAINED} and {@code FAILED} are final
 * @param epoch passes over the training set so far
 * @param maxEpochs the most there will be
 * @param trainLoss mean cross-entropy over the last epoch; empty before the first
 * @param reason why the training failed; present exactly when it did
 */
public record TrainingProgress(
    String run,
    String experiment,
    String regime,
    long seed,
    State state,
    int epoch,
    int maxEpochs,
    OptionalDouble trainLoss,
    Optional<String> reason)
    implements LowlandEvent {

  /** What a run is doing. */
  public enum State {
    /** Being trained. */
    TRAINING,
    /** Its checkpoint was sent. */
    TRAINED,
    /** There will be no checkpoint. */
    FAILED;

    /** The state as it stands in JSON. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The state whose {@link #text} is {@code text}. */
    static State named(String text) {
      return Arrays.stream(values())
          .filter(state -> state.text().equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "state: '%s'; expected training, trained or failed".formatted(text)));
    }
  }

  public TrainingProgress {
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(experiment, "experiment");
    Objects.requireNonNull(regime, "regime");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(trainLoss, "train_loss");
    if (reason.isPresent() != (state == State.FAILED)) {
      throw new IllegalArgumentException(
          "run %s is %s; expected a reason exactly when it failed".formatted(run, state.text()));
    }
  }

  /** The run is being trained and has finished {@code epoch}. */
  public static TrainingProgress training(RunRequested run, int epoch, OptionalDouble trainLoss) {
    return of(run, State.TRAINING, epoch, trainLoss, Optional.empty());
  }

  /** The run's checkpoint was sent. */
  public static TrainingProgress trained(RunRequested run, int epochs, double trainLoss) {
    return of(run, State.TRAINED, epochs, OptionalDouble.of(trainLoss), Optional.empty());
  }

  /** The run will not have a checkpoint. */
  public static TrainingProgress failed(RunRequested run, String reason) {
    return of(run, State.FAILED, 0, OptionalDouble.empty(), Optional.of(reason));
  }

  private static TrainingProgress of(
      RunRequested run, State state, int epoch, OptionalDouble trainLoss, Optional<String> reason) {
    return new TrainingProgress(
        run.run(),
        run.experiment(),
        run.regime(),
        run.seed(),
        state,
        epoch,
        run.maxEpochs(),
        trainLoss,
        reason);
  }

  @Override
  public String topic() {
    return Topics.PROGRESS;
  }

  @Override
  public String key() {
    return run;
  }

  @Override
  public String type() {
    return "io.lowland.training.progress.v1";
  }
}
