package io.lowland.data;

import io.lowland.random.TorchRandom;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The division of a data set into the points trained on and the unseen rest (section "Notation" of
 * docs/measures.md). Subsets are drawn as PyTorch draws them, so that they line up with published
 * results seed for seed: training points are {@code randperm(train.count(), seed 42)[:n]}, probes
 * are {@code randperm(unseen.count(), seed 99)[:m]} into the unseen points in ascending order.
 *
 * @param training the n points trained on, in the order drawn
 * @param unseen the unseen points in ascending order
 * @param test the official test images
 */
public record Split(PointSet training, PointSet unseen, PointSet test) {

  /** Seed of the training subset in the paper's experiments. */
  public static final long TRAINING_SEED = 42;

  /** Seed of the probe subset in the paper's experiments. */
  public static final long PROBE_SEED = 99;

  /** {@link #of(Dataset, int, UnseenPoints)} with the paper's choice for this size. */
  public static Split of(Dataset dataset, int trainPoints) {
    return of(dataset, trainPoints, UnseenPoints.forTrainPoints(dataset, trainPoints));
  }

  /**
   * Draws the split.
   *
   * @param trainPoints n, from 1 to the number of training images
   * @param policy which of the remaining points count as unseen
   * @throws IllegalArgumentException if n is out of range
   */
  public static Split of(Dataset dataset, int trainPoints, UnseenPoints policy) {
    dataset.shape().requireTrainPoints(trainPoints);
    int trainCount = dataset.train().count();
    int[] training =
        Arrays.copyOf(new TorchRandom(TRAINING_SEED).permutation(trainCount), trainPoints);
    boolean[] seen = new boolean[dataset.count()];
    for (int point : training) {
      seen[point] = true;
    }
    IntStream candidates =
        switch (policy) {
          case ALL -> IntStream.range(0, dataset.count());
          case LEFTOVER_TRAINING -> IntStream.range(0, trainCount);
          case TEST -> IntStream.range(trainCount, dataset.count());
        };
    return new Split(
        new PointSet(dataset, training),
        new PointSet(dataset, candidates.filter(point -> !seen[point]).toArray()),
        new PointSet(dataset, IntStream.range(trainCount, dataset.count()).toArray()));
  }

  /**
   * The fixed random probes: {@code count} of the unseen points, or all of them in ascending order
   * when there are no more than that.
   */
  public PointSet probes(int count) {
    if (count >= unseen.count()) {
      return unseen;
    }
    return unseen.select(
        Arrays.copyOf(new TorchRandom(PROBE_SEED).permutation(unseen.count()), count));
  }
}
