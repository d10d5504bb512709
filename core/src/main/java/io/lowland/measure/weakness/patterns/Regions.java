package io.lowland.measure.weakness.patterns;

import io.lowland.measure.MeasureContext;
import java.util.Arrays;

/**
 * The regions of the feature map: points with the same pattern of the last hidden layer.
 *
 * @param trainingSizes training points in each region that has some, in the order first seen
 * @param unseenOnly how many regions hold unseen points and no training point
 */
record Regions(int[] trainingSizes, int unseenOnly) {

  /** The regions of the network of {@code context}. */
  static Regions of(MeasureContext context) {
    PatternTable training = ActivationPatterns.ofTraining(context).lastLayer();
    PatternTable unseen = ActivationPatterns.ofUnseen(context).lastLayer();
    var distinct = new DistinctPatterns(training.wordsPerPattern());
    int[] regionOfPoint = distinct.addAll(training);
    int[] sizes = new int[distinct.size()];
    for (int region : regionOfPoint) {
      sizes[region]++;
    }
    distinct.addAll(unseen);
    return new Regions(sizes, distinct.size() - sizes.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Regions regions
        && unseenOnly == regions.unseenOnly
        && Arrays.equals(trainingSizes, regions.trainingSizes);
  }

  @Override
  public int hashCode() {
    return 31 * unseenOnly + Arrays.hashCode(trainingSizes);
  }

  @Override
  public String toString() {
    return "Regions[trainingSizes=%s, unseenOnly=%d]"
        .formatted(Arrays.toString(trainingSizes), unseenOnly);
  }
}
