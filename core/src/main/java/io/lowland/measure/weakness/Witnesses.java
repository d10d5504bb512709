package io.lowland.measure.weakness;

import java.util.ArrayList;
import java.util.List;

/**
 * Classifiers that keep the label of every training point, each checked by {@link MarginCheck} when
 * it was added. Each tells a class for every probe, not just for the one it was found for.
 */
final class Witnesses {
  private final List<double[]> transformed = new ArrayList<>();
  private final List<double[]> original = new ArrayList<>();
  private final FeatureTransform transform;
  private final MarginCheck check;
  private final int classes;

  Witnesses(FeatureTransform transform, MarginCheck check, int classes) {
    this.transform = transform;
    this.check = check;
    this.classes = classes;
  }

  /**
   * Adds a classifier if it passes the check.
   *
   * @param weights {@code [m][K]} on transformed points; not copied, not to be modified
   * @return whether it did
   */
  boolean add(double[] weights) {
    double[] onFeatures = weights.clone();
    transform.toOriginal(onFeatures, classes);
    if (!check.separatesTraining(onFeatures)) {
      return false;
    }
    transformed.add(weights);
    original.add(onFeatures);
    return true;
  }

  int count() {
    return transformed.size();
  }

  /** Weights of witness {@code index} on transformed points. */
  double[] transformed(int index) {
    return transformed.get(index);
  }

  /** Weights of witness {@code index} on the features themselves. */
  double[] original(int index) {
    return original.get(index);
  }
}
