package io.lowland.training;

/** The loss or a parameter of a training stopped being a finite number. */
public class TrainingDivergedException extends RuntimeException {
  private final int epoch;

  TrainingDivergedException(TrainingPlan plan, int epoch, String what) {
    super(
        "training of %s with seed %d diverged in epoch %d: %s; expected finite numbers, try a learning_rate below %s"
            .formatted(plan.architecture(), plan.seed(), epoch, what, plan.learningRate()));
    this.epoch = epoch;
  }

  /** The epoch, 1-based, after which it was noticed. */
  public int epoch() {
    return epoch;
  }
}
