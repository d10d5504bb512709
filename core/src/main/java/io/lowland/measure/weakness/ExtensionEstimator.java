package io.lowland.measure.weakness;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Estimates the size of the full extension: how many joint partial labellings of the probes, each
 * one of K classes or unspecified, some linear classifier on the frozen features realises together
 * with the training labels (paper, section on open problems).
 *
 * <p>The labellings are the leaves of a tree: the probes are taken in order, and a node's children
 * are "unspecified" and every class that the labels given so far leave feasible, as {@link
 * LabellingCone} decides. Walking down to a random child each time and multiplying the numbers of
 * children gives an unbiased estimate of the number of leaves (Knuth, Mathematics of Computation
 * 29, 1975). Its variance grows with the depth, so walks go down side by side and are resampled in
 * proportion to their weights when these have become too uneven; the product of the mean weights
 * between resamplings is still unbiased (Del Moral, Feynman–Kac Formulae, 2004, section 7.4).
 *
 * <p>The mean over independent batches of walks is reported as a logarithm, whose standard error is
 * that of the mean divided by the mean. The logarithm itself is biased downwards by about half of
 * the squared standard error.
 */
final class ExtensionEstimator {

  /**
   * An estimate.
   *
   * @param logSize natural logarithm of the estimated number of labellings
   * @param standardError of {@code logSize}, from the spread between batches
   * @param batches independent batches
   * @param walks walks in a batch
   * @param undecided verdicts without evidence met on the way; counted as infeasible
   */
  record Estimate(double logSize, double standardError, int batches, int walks, int undecided) {}

  private final LabelledFeatures training;
  private final double[] hint;
  private final double[] probes;
  private final int probeCount;
  private int undecided;

  /**
   * Prepares an estimate.
   *
   * @param hint a classifier to start from, see {@link LabellingCone#of}
   * @param probes φ of the probes, {@code [probeCount][d]}
   */
  ExtensionEstimator(LabelledFeatures training, double[] hint, double[] probes, int probeCount) {
    this.training = training;
    this.hint = hint;
    this.probes = probes;
    this.probeCount = probeCount;
  }

  /** One walk: the points labelled so far, training points first, and the cone that they leave. */
  private record Walk(LabelledFeatures known, LabellingCone cone) {}

  /** The classes that a walk's labels leave feasible for a probe, each with a classifier. */
  private record Node(int[] classes, double[][] classifiers) {}

  /**
   * Estimates with {@code batches} ≥ 2 independent batches of {@code walks} ≥ 1 walks each.
   *
   * @param random the only source of chance
   */
  Estimate estimate(int batches, int walks, RandomGenerator random) {
    double[] logs = new double[batches];
    for (int b = 0; b < batches; b++) {
      logs[b] = batch(walks, random);
    }
    double largest = Arrays.stream(logs).max().orElseThrow();
    double mean = Arrays.stream(logs).map(log -> Math.exp(log - largest)).average().orElseThrow();
    double squares =
        Arrays.stream(logs).map(log -> Math.pow(Math.exp(log - largest) - mean, 2)).sum();
    double standardError = Math.sqrt(squares / (batches - 1) / batches) / mean;
    return new Estimate(largest + Math.log(mean), standardError, batches, walks, undecided);
  }

  /** The logarithm of one batch's unbiased estimate. */
  private double batch(int count, RandomGenerator random) {
    Walk[] walks = new Walk[count];
    Arrays.fill(walks, new Walk(training, LabellingCone.of(training, hint)));
    double[] weights = new double[count];
    Arrays.fill(weights, 1);
    double logSize = 0;
    for (int depth = 0; depth < probeCount; depth++) {
      double[] probe = Arrays.copyOfRange(probes, depth * dimension(), (depth + 1) * dimension());
      Map<LabellingCone, Node> nodes = new IdentityHashMap<>();
      for (int i = 0; i < count; i++) {
        Node node = nodes.computeIfAbsent(walks[i].cone, cone -> expand(cone, probe));
        int children = node.classes.length + 1;
        weights[i] *= children;
        walks[i] = descend(walks[i], probe, node, random.nextInt(children));
      }
      double mean = Arrays.stream(weights).average().orElseThrow();
      logSize += Math.log(mean);
      for (int i = 0; i < count; i++) {
        weights[i] /= mean;
      }
      if (effectiveNumber(weights) < count / 2.0) {
        walks = resample(walks, weights, random);
        Arrays.fill(weights, 1);
      }
    }
    return logSize;
  }

  private int dimension() {
    return training.dimension();
  }

  private Node expand(LabellingCone cone, double[] probe) {
    double[][] classifiers = new double[training.classes()][];
    cone.decide(
        probe,
        1,
        (_, verdicts) -> {
          for (int k = 0; k < verdicts.length; k++) {
            switch (verdicts[k]) {
              case Verdict.Feasible(double[] weights) -> classifiers[k] = weights;
              case Verdict.Undecided _ -> undecided++;
              case Verdict.Infeasible _ -> {
                // not a child
              }
            }
          }
        });
    int[] classes =
        IntStream.range(0, classifiers.length).filter(k -> classifiers[k] != null).toArray();
    return new Node(classes, classifiers);
  }

  /** Unspecified, and a class without an alternative, leave the cone as it is. */
  private Walk descend(Walk walk, double[] probe, Node node, int child) {
    if (child == node.classes.length || node.classes.length == 1) {
      return walk;
    }
    int label = node.classes[child];
    LabelledFeatures known = walk.known.with(probe, label);
    return new Walk(known, LabellingCone.of(known, node.classifiers[label]));
  }

  private static double effectiveNumber(double[] weights) {
    double sum = Arrays.stream(weights).sum();
    return sum * sum / Arrays.stream(weights).map(weight -> weight * weight).sum();
  }

  /** Systematic resampling: every walk survives in proportion to its weight (mean 1). */
  private static Walk[] resample(Walk[] walks, double[] weights, RandomGenerator random) {
    Walk[] survivors = new Walk[walks.length];
    double position = random.nextDouble();
    double upTo = 0;
    int next = 0;
    for (int i = 0; i < walks.length; i++) {
      upTo += weights[i];
      while (next < walks.length && position < upTo) {
        survivors[next++] = walks[i];
        position += 1;
      }
    }
    // Rounding may leave the last place open.
    while (next < walks.length) {
      survivors[next++] = walks[walks.length - 1];
    }
    return survivors;
  }
}
