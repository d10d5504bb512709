package io.lowland.training;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * When training may stop before the last epoch: as soon as the first points of the training set,
 * looked at every few epochs, are classified and fitted well enough. Where both an accuracy and a
 * loss are given, both must be reached.
 *
 * @param trainAccuracy accuracy that suffices, in (0, 1]; empty for any
 * @param trainLoss mean cross-entropy that suffices, above 0; empty for any
 * @param checkEvery epochs between looks
 * @param accuracyPoints how many of the first training points are looked at (all, when fewer)
 */
public record StoppingRule(
    OptionalDouble trainAccuracy, OptionalDouble trainLoss, int checkEvery, int accuracyPoints) {

  /** The paper's rule: accuracy 0.9999 on the first 10,000 points, every 10 epochs. */
  public static final StoppingRule PAPER = new StoppingRule(0.9999, 10, 10_000);

  public StoppingRule {
    Objects.requireNonNull(trainAccuracy, "train_accuracy");
    Objects.requireNonNull(trainLoss, "train_loss");
    if (trainAccuracy.isEmpty() && trainLoss.isEmpty()) {
      throw new IllegalArgumentException("stop: nothing; expected train_accuracy or train_loss");
    }
    trainAccuracy.ifPresent(
        accuracy -> {
          if (!(accuracy > 0 && accuracy <= 1)) {
            throw new IllegalArgumentException(
                "stop.train_accuracy: %s; expected above 0, at most 1".formatted(accuracy));
          }
        });
    trainLoss.ifPresent(
        loss -> {
          if (!(loss > 0 && loss <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException(
                "stop.train_loss: %s; expected a finite number above 0".formatted(loss));
          }
        });
    if (checkEvery < 1) {
      throw new IllegalArgumentException(
          "stop.check_every: %d; expected at least 1 epoch".formatted(checkEvery));
    }
    if (accuracyPoints < 1) {
      throw new IllegalArgumentException(
          "stop.accuracy_points: %d; expected at least 1".formatted(accuracyPoints));
    }
  }

  /** A rule by accuracy alone. */
  public StoppingRule(double trainAccuracy, int checkEvery, int accuracyPoints) {
    this(OptionalDouble.of(trainAccuracy), OptionalDouble.empty(), checkEvery, accuracyPoints);
  }
}
