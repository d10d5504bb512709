package io.lowland.training;

/**
 * A step schedule: the learning rate is multiplied once by a factor, after a share of the most
 * epochs.
 *
 * @param at share of the most epochs that are trained at the full learning rate, in (0, 1], rounded
 *     to the nearest whole epoch
 * @param factor of the learning rate in the epochs after that, above 0
 */
public record Schedule(double at, double factor) {

  /** One learning rate throughout. */
  public static final Schedule CONSTANT = new Schedule(1, 1);

  public Schedule {
    if (!(at > 0 && at <= 1)) {
      throw new IllegalArgumentException(
          "schedule.at: %s; expected above 0, at most 1".formatted(at));
    }
    if (!(factor > 0 && factor <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "schedule.factor: %s; expected a finite number above 0".formatted(factor));
    }
  }

  /** What the learning rate is multiplied by in {@code epoch}, 1-based, of {@code maxEpochs}. */
  double factor(int epoch, int maxEpochs) {
    return epoch > Math.round(at * maxEpochs) ? factor : 1;
  }
}
