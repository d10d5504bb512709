package io.lowland.measure.weakness;

import java.util.Arrays;
import java.util.Optional;

/**
 * Some probes and what is known about each pair of probe and class: the largest margin that any
 * witness gives, that witness, and the verdict where the pair needed one of its own. A pair is
 * numbered {@code probe * K + class}.
 */
final class ProbeChunk {
  /** Probes in a chunk: few enough that a chunk stays in the cache and is quickly searched. */
  static final int LIMIT = 256;

  private final ConeKernels kernels;
  private final int classes;
  private final int size;
  private final int count;
  private final double[] homogeneous;
  private final double[] normalised;
  private final double[] norms;
  private final PricedPoints points;
  private final double[] best;
  private final double[] bestWitness;
  private final double[] workspace;
  private final Verdict[] verdicts;

  ProbeChunk(
      ConeKernels kernels,
      FeatureTransform transform,
      LabelledFeatures training,
      double[] probes,
      int from,
      int count) {
    this.kernels = kernels;
    this.classes = training.classes();
    this.size = training.homogeneous();
    this.count = count;
    this.homogeneous = new double[count * size];
    this.normalised = new double[count * size];
    this.norms = new double[count];
    int dimension = training.dimension();
    for (int i = 0; i < count; i++) {
      System.arraycopy(probes, (from + i) * dimension, homogeneous, i * size, dimension);
      homogeneous[i * size + dimension] = 1;
    }
    System.arraycopy(homogeneous, 0, normalised, 0, homogeneous.length);
    for (int i = 0; i < count; i++) {
      transform.apply(normalised, i * size);
      norms[i] = TrainingRows.normalise(normalised, i * size, size);
    }
    this.points =
        new PricedPoints(normalised, new int[count], count, size, classes, kernels.lanes());
    this.best = new double[points.blocks * classes * points.lanes];
    Arrays.fill(best, Double.NEGATIVE_INFINITY);
    this.bestWitness = new double[best.length];
    this.workspace = new double[kernels.workspace(size, classes)];
    this.verdicts = new Verdict[count * classes];
  }

  int count() {
    return count;
  }

  /** Learns from a witness on transformed points. */
  void improve(double[] weights, int witness) {
    kernels.improve(points, weights, witness, best, bestWitness, workspace);
  }

  /** The pair furthest from any witness among those not yet decided, or -1. */
  int furthestOpen(double certain) {
    double least = certain;
    int found = -1;
    for (int i = 0; i < best.length; i++) {
      if (best[i] <= least) {
        int pair = pairAt(i);
        if (pair >= 0 && (best[i] < least || found < 0)) {
          least = best[i];
          found = pair;
        }
      }
    }
    return found;
  }

  private int pairAt(int index) {
    int lane = index % points.lanes;
    int block = index / points.lanes / classes;
    int slot = block * points.lanes + lane;
    return slot < count ? slot * classes + index / points.lanes % classes : -1;
  }

  private int indexOf(int pair) {
    int slot = pair / classes;
    return (slot / points.lanes * classes + pair % classes) * points.lanes + slot % points.lanes;
  }

  /** Closes a pair that was asked about by itself. */
  void settle(int pair, Verdict verdict) {
    verdicts[pair] = verdict;
    best[indexOf(pair)] = Double.POSITIVE_INFINITY;
  }

  /** The verdict of a pair that was asked about by itself. */
  Optional<Verdict> verdict(int pair) {
    return Optional.ofNullable(verdicts[pair]);
  }

  /** The largest margin that a witness gives. */
  double margin(int pair) {
    return best[indexOf(pair)];
  }

  /** The witness with the largest margin. */
  int witness(int pair) {
    return (int) bestWitness[indexOf(pair)];
  }

  int wanted(int pair) {
    return pair % classes;
  }

  /** (φ, 1) of the pair's probe, {@code [m]}. */
  double[] homogeneous(int pair) {
    return Arrays.copyOfRange(homogeneous, pair / classes * size, (pair / classes + 1) * size);
  }

  /** The transformed probe divided by √2 times its length, {@code [m]}. */
  double[] normalised(int pair) {
    return Arrays.copyOfRange(normalised, pair / classes * size, (pair / classes + 1) * size);
  }

  /** What the pair's transformed probe was divided by. */
  double norm(int pair) {
    return norms[pair / classes];
  }
}
