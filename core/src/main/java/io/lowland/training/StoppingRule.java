package io.lowland.training;

/**
 * When training may stop before the last epoch: as soon as the accuracy on the first points of the
 * training set, looked at every few epochs, is high enough.
 *
 * @param trainAccuracy accuracy that suffices, in (0, 1]
 * @param checkEvery epochs between looks
 * @param accuracyPoints how many of the first training points are looked at (all, when fewer)
 */
public record StoppingRule(double trainAccuracy, int checkEvery, int accuracyPoints) {

  /** The paper's rule: accuracy 0.9999 on the first 10,000 points, every 10 epochs. */
  public static final StoppingRule PAPER = new StoppingRule(0.9999, 10, 10_000);

  public StoppingRule {
    if (!(trainAccuracy > 0 && trainAccuracy <= 1)) {
      throw new IllegalArgumentException(
          "stop.train_accuracy: %s; expected above 0, at most 1".formatted(trainAccuracy));
    }
    if (checkEvery < 1) {
      throw new IllegalArgumentException(
          "stop.check_every: %d; expected at least 1 epoch".formatted(checkEvery));
    }
    if (accuracyPoints < 1) {
      throw new IllegalArgumentException(
          "stop.accuracy_points: %d; expected at least 1".formatted(accuracyPoints));
    }
  }
}
